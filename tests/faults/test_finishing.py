"""Outputs that are made from lines at the end: killed at every single operation on a file."""

import errno
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from cleaner.chain import Recipe
from cleaner.errors import CleanerError
from cleaner.runner import Run, run
from cleaner.runner.shards import ShardSize

# More operations than a run has; a loop without end would be worse than a test that fails.
MOST = 500
KINDS = {
    "gzip": ("out.jsonl.gz", None),
    "parquet": ("out.parquet", None),
    "shards": ("out", ShardSize(documents=4)),
}


@pytest.fixture(params=KINDS)
def order(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Run]:
    """Make orders of one input, in folders of their own."""
    name, shards = KINDS[request.param]
    lines = [json.dumps({"text": f"text {number}"}) for number in range(10)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))

    def make(folder: str, *, resume: bool = False) -> Run:
        (tmp_path / folder).mkdir(exist_ok=True)
        output = str(tmp_path / folder / name)
        rejected, failed = f"{output}.rejected.jsonl", f"{output}.failed.jsonl"
        paths = (str(tmp_path / "in.jsonl"),)
        return Run(Recipe(()), paths, output, rejected, failed, shards=shards, resume=resume)

    return make


def of_less(order: Run) -> Run:
    """Return the order of an earlier run, of other input."""
    given = Path(order.paths[0]).with_name("less.jsonl")
    given.write_text('{"text": "less"}\n' * 5)
    return msgspec.structs.replace(order, paths=(str(given),))


def under(files: dict[str, bytes], folder: str) -> dict[str, bytes]:
    """Return the files in a folder, by their names there."""
    names = {name: name.removeprefix(f"{folder}/") for name in files}
    return {short: files[name] for name, short in names.items() if short != name}


@pytest.mark.parametrize(
    ("earlier", "resume"),
    [(True, True), (True, False), (False, True)],
    ids=[
        "over an earlier one, resumed",
        "over an earlier one, begun anew",
        "into nothing, resumed",
    ],
)
def test_killed_at_every_operation(
    order: Callable[..., Run],
    tmp_path: Path,
    killed_at: Callable[[Run, int], bool],
    all_bytes: Callable[[Path], dict[str, bytes]],
    earlier: bool,
    resume: bool,
) -> None:
    run(order("undisturbed"))
    expected = all_bytes(tmp_path / "undisturbed")
    run(of_less(order("less")))
    less = all_bytes(tmp_path / "less")
    whole = [under(files, Path(order("less").output).name) for files in (expected, less)]
    for number in range(MOST):
        folder = f"killed-{number}"
        if earlier:
            run(of_less(order(folder)))
        killed = killed_at(order(folder), number)
        output = Path(order(folder).output)
        # All of the one or all of the other; between the two, a folder has no name for a moment.
        seen = all_bytes(output) if output.is_dir() else {}
        assert seen in ({}, *whole)
        if output.is_file():
            assert output.read_bytes() in (expected[output.name], less.get(output.name))
        assert run(order(folder, resume=resume)).written == 10
        assert all_bytes(tmp_path / folder) == expected, f"killed at operation {number}"
        if not killed:
            assert number > 20
            return
    pytest.fail("it has no end")


def test_no_space_while_it_is_made_is_told_and_gone_on_from(
    order: Callable[..., Run], tmp_path: Path, all_bytes, monkeypatch
) -> None:
    run(order("undisturbed"))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("cleaner.runner.finishing.Finishing._write", full)
        with pytest.raises(CleanerError, match=r"out.*: it cannot be written: No space left"):
            run(order("full"))
    assert not Path(order("full").output).exists()
    assert run(order("full", resume=True)).written == 10
    assert all_bytes(tmp_path / "full") == all_bytes(tmp_path / "undisturbed")


def test_a_file_that_may_not_grow_is_told_in_one_line(tmp_path: Path) -> None:
    # The lines fit, their compressed form, which does not shrink, does not.
    lines = [json.dumps({"text": os.urandom(3000).hex()}) for _ in range(100)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    words = [sys.executable, "-m", "cleaner", "run", "in.jsonl", "-o", "out", "--steps", "encoding"]
    words += ["--output-format", "jsonl.gz", "-q"]

    def cleaner(limit: int, *more: str) -> subprocess.CompletedProcess[str]:
        def limited() -> None:
            # What a signal would say, an error says.
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.run(
            [*words, *more],
            cwd=tmp_path,
            preexec_fn=limited,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    done = cleaner(200_000)
    assert done.returncode == 2
    assert done.stderr.startswith("cleaner: ")
    assert "File too large" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()
    assert cleaner(10_000_000).returncode == 0
