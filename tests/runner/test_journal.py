"""How often a journal brings to the disk what a run has done, and what it tells when it is read."""

from pathlib import Path

import pytest

from cleaner.runner.extent import Extent
from cleaner.runner.journal import Ended, Journal, read_header, read_journal
from cleaner.runner.naming import Ready


class Clock:
    """A clock that goes as it is told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("seconds", "pause"),
    [
        pytest.param(0.0, 5.0, id="a fast disk: every five seconds"),
        pytest.param(0.24, 5.0, id="less than a quarter of a second: every five seconds"),
        pytest.param(0.5, 10.0, id="a slow disk: so seldom that it costs 5 %"),
        pytest.param(3.0, 60.0, id="a very slow disk: still 5 %"),
    ],
)
def test_commits_take_at_most_a_twentieth_of_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, pause: float
) -> None:
    clock = Clock()
    monkeypatch.setattr("cleaner.runner.journal.monotonic", clock)
    journal = Journal(tmp_path / "journal", None, {})
    began, clock.now = clock.now, clock.now + seconds
    journal.commit((), began)
    journal.close()
    clock.now += pause - 0.01
    assert not journal.is_due
    clock.now += 0.02
    assert journal.is_due


def test_its_last_record_tells_how_the_run_ended(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal = Journal(path, None, {"cleaner": "1"})
    journal.commit((Extent(1, 2),), 0.0)
    assert read_journal(path).ended is None
    ended = Ended((Ready("output", b"/out \xff", Extent(3, 4), note=b"note"),), b"summary")
    journal.end(ended)
    journal.close()
    assert read_header(path) == {"cleaner": "1"}
    past = read_journal(path)
    assert past.ended == ended
    assert [commit.outputs for commit in past.commits] == [(Extent(1, 2),)]
    # A cut within it leaves what was before.
    path.write_bytes(path.read_bytes()[:-1])
    assert read_journal(path).ended is None
    assert len(read_journal(path).commits) == 1
