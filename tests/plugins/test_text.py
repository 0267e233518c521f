"""Reading text files."""

import json
from pathlib import Path

import pytest

import cleaner_text
from cleaner import Source
from cleaner.chain import Recipe
from cleaner.runner import Run, run
from cleaner.testing import run_chain


@pytest.mark.parametrize("name", ["a.txt", "a.md", "README", "A.TXT", "a.b.txt", "a.rst"])
def test_reads(tmp_path: Path, name: str) -> None:
    data = b"\xff\x00 as it is\r\n"
    (tmp_path / name).write_bytes(data)
    found = cleaner_text.read(Source(str(tmp_path / name), name), cleaner_text.Options())
    assert found is not None
    (document,) = found
    assert (document.id, document.data, document.text) == (name, data, "")


def test_reads_any_file_that_is_named_itself(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_bytes(b"x")
    found = cleaner_text.read(
        Source(str(tmp_path / "a.log"), "a.log", given=True), cleaner_text.Options()
    )
    assert found is not None
    assert [document.data for document in found] == [b"x"]


def test_an_empty_file_is_an_empty_document() -> None:
    assert run_chain([""], ["segments"]).texts == [""]


def test_marked_up_text_is_chosen_by_its_suffix(tmp_path: Path) -> None:
    names = ["a.adoc", "a.asciidoc", "a.org", "a.rst", "a.tex"]
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / "in" / name).write_text(f"The text of {name}.", "utf-8")
    output = tmp_path / "out.jsonl"
    run(Run(Recipe(()), (str(tmp_path / "in"),), str(output)))
    assert [json.loads(line)["id"] for line in output.read_bytes().splitlines()] == names
