"""Bytes that are not UTF-8 within it: they are told where they are, and never made up."""

from pathlib import Path

import pytest

from .conftest import Check

GOOD = "good é line\ngood ü line\ngood ü line\n".encode()
FRENCH = "Il a déjà été fermé là-bas, où l'été s'élève à côté\n".encode("cp1252")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    return tmp_path / "texts" / "a.txt"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"emoji \xf0\x9f\x98 end\n", "E103"),
        (b"quote \xe2\x80 end\n", "E103"),
        (b"bad \xff\xfe bytes \x81\n", "E102"),
        (b"key: \x9f\x8e\xd2\x01\xaa\xbb\n", "E102"),
    ],
)
def test_a_few_broken_bytes_are_not_written_as_characters(
    path: Path, check: Check, line: bytes, code: str
) -> None:
    path.write_bytes(GOOD * 2 + line)
    told = check("--fix").stdout
    assert path.read_bytes() == GOOD * 2 + line
    assert f"texts/a.txt:7:{line.index(next(b for b in line if b > 127)) + 1}: {code}" in told
    assert "can be mended" not in told


def test_a_line_of_another_encoding_is_mended_where_it_is_long_enough_to_tell(
    path: Path, check: Check
) -> None:
    path.write_bytes(GOOD * 4 + FRENCH)
    check("--fix", status=0)
    assert path.read_bytes() == GOOD * 4 + FRENCH.decode("cp1252").encode()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "with a mark"])
def test_the_first_place_is_told_and_how_many_there_are(
    path: Path, check: Check, mark: bytes
) -> None:
    path.write_bytes(mark + GOOD * 3 + "é ".encode() + b"here \xff and\nthere \xff too\n")
    told = check().stdout
    assert "texts/a.txt:10:8: E103 bytes that cannot be read" in told
    assert "(2 places in the file)" in told
