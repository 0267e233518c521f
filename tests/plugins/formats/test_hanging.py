"""A document that hangs in its reader fails by name, whatever its format, and all others are read.

Each file comes from a pipe whose other end writes half of it, and then nothing more.
"""

import importlib.util
import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.runner import Run, run

ROOT = Path(__file__).parents[3]


def made() -> dict[str, bytes]:
    path = ROOT / "examples/formats/make.py"
    spec = importlib.util.spec_from_file_location("make_formats", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.files()


FILES = {name: data for name, data in made().items() if not name.startswith("broken/")}


@contextmanager
def stalled(path: Path, data: bytes) -> Iterator[None]:
    """Have a pipe that gives some data, and goes on to do nothing."""
    os.mkfifo(path)
    ended = threading.Event()

    def write() -> None:
        with path.open("wb", buffering=0) as pipe:
            pipe.write(data)
            ended.wait()

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    try:
        yield
    finally:
        ended.set()


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_hangs_fails_by_name(tmp_path: Path, name: str, jobs: int) -> None:
    whole = FILES[name]
    path = tmp_path / "in" / Path(name).name
    (tmp_path / "in").mkdir()
    for number in "12":
        (tmp_path / "in" / f"{number}.txt").write_text(f"Beside it: {number}.")
    found: dict[str, Any] = {}
    with stalled(path, whole[: len(whole) // 2]):
        recipe = Recipe(("encoding",))
        outputs = [str(tmp_path / f"{kind}.jsonl") for kind in ("kept", "rejected", "failed")]
        paths = (str(path), str(tmp_path / "in" / "1.txt"), str(tmp_path / "in" / "2.txt"))
        order = Run(recipe, paths, *outputs, jobs=jobs, step_timeout=0.5)
        summary = run(order, chain=build_chain(recipe))
    for output in outputs:
        for line in Path(output).read_bytes().splitlines():
            record = json.loads(line)
            found[record["id"]] = record.get("error", "")
    assert summary.adds_up
    assert (found["1.txt"], found["2.txt"]) == ("", "")
    told = {id_: error for id_, error in found.items() if error}
    assert len(told) == 1
    ((id_, error),) = told.items()
    assert id_.startswith(path.name)
    assert "it took longer than 0.5 s" in error


def hang_in_compiled_code(*_: Any) -> None:
    """No signal of Python's gets through to it."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def test_a_library_that_hangs_in_compiled_code_costs_its_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pypdfium2.PdfDocument", hang_in_compiled_code)
    monkeypatch.setattr("cleaner.runner.splits.TASK_BYTES", 1)  # or no worker would be needed
    for name in ("lines.jsonl", "paper.pdf", "note.txt"):
        (tmp_path / name).write_bytes(FILES[name])
    recipe = Recipe(("encoding",))
    outputs = [str(tmp_path / f"{kind}.out") for kind in ("kept", "rejected", "failed")]
    paths = tuple(str(tmp_path / name) for name in ("lines.jsonl", "paper.pdf", "note.txt"))
    run(Run(recipe, paths, *outputs, jobs=2, step_timeout=0.5), chain=build_chain(recipe))
    kept, _, failed = (
        [json.loads(line) for line in Path(output).read_bytes().splitlines()] for output in outputs
    )
    assert len(kept) == 4
    ((id_, error),) = ((record["id"], record["error"]) for record in failed)
    assert id_ == "paper.pdf"
    assert "longer than 0.5 s" in error
