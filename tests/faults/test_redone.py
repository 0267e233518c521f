"""A run that goes on does again what was under way, and no more."""

import json

import pytest

from cleaner.runner.pool import WINDOW

LINE = json.dumps({"text": "a few words " * 20}).encode() + b"\n"
LINES = 3000
# As `engine.py` cuts them.
LINES_A_SPLIT = 25_000 // len(LINE) + 1


@pytest.mark.parametrize("seconds", ["0", "1000"], ids=["always on disk", "never on disk"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_it_redoes_at_most_one_window(small, figures, monkeypatch, jobs, seconds) -> None:
    # What the kernel has is not lost with the process, though nothing was brought to the disk.
    monkeypatch.setenv("SECONDS_TO_DISK", seconds)
    (small.given / "lines.jsonl").write_bytes(LINE * LINES)
    log = small.folder / "cleaned.log"
    started = small.start(steps="counting", jobs=jobs)
    assert started.wait_until(lambda: log.exists() and log.read_bytes().count(b"\n") > LINES // 2)
    started.kill()
    before = log.read_text().split()
    log.unlink()
    result = small.finish("--resume", steps="counting", jobs=jobs)
    after = log.read_text().split()
    assert result.counts["read"] == result.counts["written"] == LINES
    assert {*before, *after} == {f"lines.jsonl#{number}" for number in range(1, LINES + 1)}
    redone = len({*before} & {*after})
    window = 1 if jobs == 1 else jobs * WINDOW
    assert redone <= window * LINES_A_SPLIT
    assert len(after) < LINES
    splits = -(-redone // LINES_A_SPLIT)
    name = f"splits done again after a kill, of {window} in the window"
    figures[name] = max(figures.get(name, 0), splits)
