"""A disk that fills up ends the run with one line, loses nothing, and is gone on from."""

import os
import random
import subprocess

import pytest

from cleaner.chain import Recipe
from cleaner.errors import CleanerError
from cleaner.runner import Run, Summary, run
from cleaner.runner.parts import PartFolder

SPACES = int(os.environ.get("CLEANER_FAULTS_SPACES", "3"))


@pytest.fixture
def disk(tmp_path):
    """A small file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "cleaner-test", str(folder)]
    if os.geteuid() != 0:
        pytest.skip("mounting a file system takes root")
    done = subprocess.run(mount, capture_output=True, check=False, encoding="utf-8")
    if done.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk, free: int) -> None:
    """Leave so many bytes free."""
    space = os.statvfs(disk)
    size = space.f_bavail * space.f_frsize - free
    with (disk / "filler").open("wb") as file:
        file.write(bytes(max(0, size)))


def test_a_run_on_a_full_disk_says_so_and_goes_on_when_there_is_space(
    disk, corpus, undisturbed, runs_in, figures, chance: random.Random
) -> None:
    runs = runs_in(disk, corpus)
    spaces = [0, *(chance.randrange(0, 1_500_000) for _ in range(SPACES))]
    for number, free in enumerate(spaces):
        jobs = 1 + number % 2
        fill(disk, free // 4096 * 4096)
        status, errors = runs.start(jobs=jobs).end()
        if status == 2:
            assert "No space left on device" in errors, f"{free} bytes were free"
            assert errors.count("\n") == 1, errors
            assert not (disk / "out.jsonl").exists()
            figures["disks that filled up"] = figures.get("disks that filled up", 0) + 1
        else:
            assert runs.result_of(status, errors) == undisturbed, f"{free} bytes were free"
        (disk / "filler").unlink()
        assert runs.finish("--resume", jobs=3 - jobs) == undisturbed, f"{free} bytes were free"
        for output in disk.glob("out.*"):
            output.unlink()


def test_a_scratch_that_could_not_be_written_ends_the_run_whatever_a_step_made_of_it(tmp_path):
    scratch = PartFolder(tmp_path / "missing").scratch(0)
    with pytest.raises(CleanerError, match="part files of this run"):
        scratch.put(b"shingles")
    with pytest.raises(CleanerError, match="part files of this run"):
        scratch.close()


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_is_said_which_file_has_no_space(disk, corpus, runs_in, jobs) -> None:
    fill(disk, 0)
    errors = runs_in(disk, corpus).refused(jobs=jobs)
    assert "No space left on device" in errors
    assert "standard output" not in errors


def test_an_index_on_a_full_disk_is_as_it_was_and_the_run_goes_on_when_there_is_space(
    disk, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr("cleaner.runner.journal._SECONDS_BETWEEN_COMMITS", 0.0)
    index = disk / "texts.index"
    recipe = Recipe(steps=("near-duplicates",), values={"near-duplicates": {"index": str(index)}})

    def clean(name: str, words: int, *, resume: bool = False) -> Summary:
        path = tmp_path / f"{name}.txt"
        if not path.exists():
            path.write_text(" ".join(f"{name}{number}" for number in range(words)))
        output = str(tmp_path / f"{name}.jsonl")
        return run(Run(recipe, (str(path),), output, resume=resume))

    clean("first", 1000)
    before = index.read_bytes()
    fill(disk, 8192)
    with pytest.raises(CleanerError, match="No space left on device; nothing was added to it"):
        clean("second", 10_000)
    assert index.read_bytes() == before
    (disk / "filler").unlink()
    assert clean("second", 10_000, resume=True).written == 1
    assert index.stat().st_size > len(before) + 60_000
