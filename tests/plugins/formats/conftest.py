"""Read one file in a whole run, and have it add up."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.input.selection import Selection
from cleaner.runner import Run, Summary, run


class Outcome(msgspec.Struct):
    """Records that were kept, errors by id, and the summary."""

    kept: list[dict[str, Any]]
    failed: dict[str, str]
    summary: Summary

    @property
    def texts(self) -> dict[str, str]:
        return {record["id"]: record["text"] for record in self.kept}


def read_file(folder: Path, name: str, data: bytes, **fields: Any) -> Outcome:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / name).write_bytes(data)
    return read_path(folder, folder / "in", **fields)


def read_path(folder: Path, path: Path | str, **fields: Any) -> Outcome:
    selection = Selection(formats=fields.pop("formats", ()))
    steps = fields.pop("steps", ("encoding",))
    recipe = Recipe(steps, values=fields.pop("options", {}), selection=selection)
    outputs = [str(folder / f"{kind}.jsonl") for kind in ("kept", "rejected", "failed")]
    summary = run(Run(recipe, (str(path),), *outputs, **fields), chain=build_chain(recipe))
    kept, rejected, failed = (
        [json.loads(line) for line in Path(output).read_bytes().splitlines()] for output in outputs
    )
    assert summary.adds_up
    assert summary.read == len(kept) + len(rejected) + len(failed)
    return Outcome(kept, {record["id"]: record["error"] for record in failed}, summary)


Read = Callable[..., Outcome]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file of that name and content: ``read("a.warc", data, options={...})``."""
    return lambda name, data, **fields: read_file(tmp_path, name, data, **fields)


@pytest.fixture(scope="session")
def read_anew(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """As ``read``, each time in a folder of its own: for what Hypothesis makes."""
    return lambda name, data, **fields: read_file(
        tmp_path_factory.mktemp("f"), name, data, **fields
    )


@pytest.fixture(scope="session")
def read_folder(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read a folder, with outputs elsewhere."""
    return lambda folder, **fields: read_path(tmp_path_factory.mktemp("out"), folder, **fields)


@pytest.fixture
def read_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read standard input as a format: ``read_stream(data, "csv")``."""

    def read(data: bytes, name: str, **fields: Any) -> Outcome:
        (tmp_path / "given").write_bytes(data)
        with (tmp_path / "given").open() as stream:
            monkeypatch.setattr("sys.stdin", stream)
            return read_path(tmp_path, "-", formats=(name,), **fields)

    return read
