"""Failed documents can be run again, and come out as if they had not failed."""

import json
from pathlib import Path
from typing import Any

import pytest

from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.errors import CleanerError, StoppedError
from cleaner.hookspecs import hookimpl
from cleaner.plugins import load_plugins
from cleaner.runner import Run, run


class Trouble:
    """A step that fails documents with a word in them, for as long as it is asked to."""

    def __init__(self, word: str) -> None:
        self.word = word

    @hookimpl
    def clean(self, text: str) -> None:
        if self.word in text:
            raise ValueError("trouble")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def run_with(word: str, folder: Path, name: str, **fields: Any):
    plugins = load_plugins()
    plugins.register(Trouble(word), "trouble", "here")
    recipe = Recipe(steps=("encoding", "trouble", "segments"), values={"segments": {"max": 20}})
    outputs = [str(folder / f"{name}{kind}") for kind in (".jsonl", ".rejected", ".failed")]
    order = Run(recipe, fields.pop("paths", ()), *outputs, **fields)
    return run(order, plugins=plugins, chain=build_chain(recipe, plugins))


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("A first sentence. A bad sentence. The end.")
    (folder / "b.jsonl").write_text('{"text": "bad here", "k": 1}\n{"text": "good"}\nbroken\n')
    (folder / "c.txt").write_bytes("bad, in two bytes: é".encode("utf-16"))
    return folder


def test_what_failed_comes_out_as_if_it_had_not(tmp_path: Path, inputs: Path) -> None:
    whole = run_with("no such word", tmp_path, "whole", paths=(str(inputs),))
    first = run_with("bad", tmp_path, "first", paths=(str(inputs),))
    assert (first.read, first.failed) == (5, 4)
    again = run_with("no such word", tmp_path, "again", retry=str(tmp_path / "first.failed"))
    assert (again.read, again.failed, whole.failed) == (4, 1, 1)
    joined = lines(tmp_path / "first.jsonl") + lines(tmp_path / "again.jsonl")
    wanted = lines(tmp_path / "whole.jsonl")
    assert sorted(joined, key=lambda record: record["id"]) == sorted(
        wanted, key=lambda record: record["id"]
    )
    assert (tmp_path / "again.failed").read_text() == (tmp_path / "whole.failed").read_text()


def test_a_file_that_could_not_be_read_is_read_when_it_can_be(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "later.txt").symlink_to(tmp_path / "later.txt")
    first = run_with("bad", tmp_path, "first", paths=(str(tmp_path / "in"),))
    assert first.failed == 1
    (tmp_path / "later.txt").write_text("Here it is.")
    run_with("bad", tmp_path, "again", retry=str(tmp_path / "first.failed"))
    (record,) = lines(tmp_path / "again.jsonl")
    assert (record["id"], record["text"]) == ("later.txt", "Here it is.")


@pytest.mark.parametrize("line", ["{}", "[]", "no", '{"id": 1, "source": "a", "input": {}}'])
def test_what_is_no_failed_file_is_refused_by_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "failed").write_text(line + "\n")
    with pytest.raises(CleanerError, match="failed: line 1 is no record of a failed document"):
        run_with("bad", tmp_path, "again", retry=str(tmp_path / "failed"))


def test_the_first_failure_can_end_the_run(tmp_path: Path, inputs: Path) -> None:
    with pytest.raises(StoppedError, match=r"stopped: a\.txt failed: trouble: ValueError"):
        run_with("bad", tmp_path, "out", paths=(str(inputs),), stop_on_error=True)
    assert not (tmp_path / "out.jsonl").exists()
