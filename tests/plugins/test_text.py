"""Reading text files."""

from pathlib import Path

import pytest

import cleaner_text
from cleaner import Source
from cleaner.testing import run_chain


@pytest.mark.parametrize("name", ["a.txt", "a.md", "README", "A.TXT", "a.b.txt"])
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
