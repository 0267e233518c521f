"""Whatever a loss of power leaves of the files of a run: it ends in the same bytes all the same.

Cut at every record and at random places, with bytes that are not what was written, or missing
altogether. A run that is killed leaves its folder; each case works on a copy of that.
"""

import hashlib
import json
import os
import random
import shutil
import struct

import pytest

from cleaner.runner.journal import read_header, read_journal

pytestmark = pytest.mark.usefixtures("small_splits")

CUTS = int(os.environ.get("CLEANER_FAULTS_CUTS", "6"))
FOLDER = ".out.jsonl.run"
_HEAD = struct.Struct("<Q16s")


@pytest.fixture(scope="module")
def killed(tmp_path_factory, corpus, runs_in):
    """The folder of a run that was killed when it was well under way."""
    runs = runs_in(tmp_path_factory.mktemp("killed"), corpus)
    started = runs.start(jobs=2)
    assert started.wait_until(lambda: started.journal_bytes > 60_000)
    started.kill()
    return runs.folder / FOLDER


@pytest.fixture
def left(killed, runs):
    """A copy of what the killed run left, where the test's own run finds it."""
    shutil.copytree(killed, runs.folder / FOLDER)
    return runs.folder / FOLDER


def record_ends(journal: bytes) -> list[int]:
    ends, at = [], 0
    while at + _HEAD.size <= len(journal):
        at += _HEAD.size + _HEAD.unpack_from(journal, at)[0]
        ends.append(at)
    return [end for end in ends if end <= len(journal)]


def restore(killed, left) -> None:
    shutil.rmtree(left, ignore_errors=True)
    for output in left.parent.glob("out.*"):
        output.unlink()  # complete as they are, they would tell that there is nothing to do
    shutil.copytree(killed, left)


def test_the_journal_cut_at_every_record_tells_of_what_is_whole(
    killed, tmp_path, figures, chance
) -> None:
    """Each prefix is read as what was committed in it, without a process for each."""
    whole = (killed / "journal").read_bytes()
    past = read_journal(killed / "journal")
    ends = record_ends(whole)
    places = sorted({0, *ends, *(chance.randrange(len(whole)) for _ in range(200))})
    for place in places:
        (tmp_path / "journal").write_bytes(whole[:place])
        cut = read_journal(tmp_path / "journal")
        assert (read_header(tmp_path / "journal") is None) == (place < ends[0])
        committed = sum(end <= place for end in past.ends)
        assert cut.ends == past.ends[:committed]
        assert len(cut.done) == (past.commits[committed - 1].splits if committed else 0)
    figures["cuts of the journal, read again"] = len(places)


def test_a_run_goes_on_from_a_journal_cut_anywhere(
    killed, left, runs, undisturbed, figures, chance
):
    whole = (killed / "journal").read_bytes()
    ends = record_ends(whole)
    places = [0, chance.randrange(ends[0]), *chance.choices(ends, k=CUTS // 2)]
    places += [chance.randrange(len(whole)) for _ in range(CUTS - CUTS // 2)]
    for place in places:
        restore(killed, left)
        os.truncate(left / "journal", place)
        assert runs.finish_here("--resume") == undisturbed, f"cut at {place}"
    figures["cuts of the journal, run to the end"] = len(places)


@pytest.mark.parametrize("kind", ["output", "rejected", "failed", "scratch", "journal"])
@pytest.mark.parametrize("damage", ["cut", "gone", "flipped"])
def test_damage_to_what_a_killed_run_left_is_noticed(
    killed, left, runs, undisturbed, figures, chance, kind, damage
) -> None:
    for _ in range(max(1, CUTS // 6)):
        restore(killed, left)
        files = sorted(left.glob(f"*.{kind}" if kind == "scratch" else kind))
        hit(chance.choice([file for file in files if file.stat().st_size]), damage, chance)
        assert runs.finish_here("--resume") == undisturbed
        name = f"unfinished files {damage}"
        figures[name] = figures.get(name, 0) + 1


def hit(file, damage: str, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    if damage == "gone":
        file.unlink()
    elif damage == "cut":
        os.truncate(file, chance.randrange(len(data)))
    else:
        place = chance.randrange(len(data) // 2)  # what lies near the end is done again anyway
        data[place] ^= 1 << chance.randrange(8)
        file.write_bytes(data)


def test_a_byte_flipped_at_the_start_of_each_file_is_noticed(killed, left, runs, undisturbed):
    for name in ("output", "rejected", "failed"):
        restore(killed, left)
        data = bytearray((left / name).read_bytes())
        data[10] ^= 1
        (left / name).write_bytes(data)
        assert runs.finish_here("--resume") == undisturbed, name


def test_a_run_that_was_cut_back_writes_down_how_long_its_outputs_are_now(
    killed, left, runs, undisturbed
) -> None:
    """What lay behind the last commit is gone; the next commits must not count it in."""
    for name in ("output", "rejected", "failed"):
        with (left / name).open("ab") as file:
            file.write(b"torn " * 1000)
    before = (left / "journal").stat().st_size
    started = runs.start("--resume", jobs=1)
    assert started.wait_until(lambda: started.journal_bytes > before + 2_000)
    started.kill()
    assert runs.finish_here("--resume") == undisturbed


def test_a_journal_of_another_version_is_refused_by_name_though_its_records_cannot_be_read(
    killed, left, runs
) -> None:
    whole = (left / "journal").read_bytes()
    end = record_ends(whole)[0]
    header = json.loads(whole[_HEAD.size : end])
    header["cleaner"] = "0.0.1"
    records = b""
    # The second is of a kind that is not known here.
    for payload in (json.dumps(header).encode(), b"\x92\xcd\x03\xe7\x01"):
        records += _HEAD.pack(len(payload), hashlib.blake2b(payload, digest_size=16).digest())
        records += payload
    (left / "journal").write_bytes(records)
    assert "cleaner was 0.0.1" in runs.refused("--resume")
