"""Marks of direction: text from right to left can need them, and others hide what is there."""

from pathlib import Path

import pytest

from .conftest import Check

NEEDED = "שלום \u202aHello (1)\u202c עולם \u2067x\u2069\u200f!\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    return tmp_path / "texts" / "a.txt"


def test_pairs_of_marks_stay_in_text_from_right_to_left(path: Path, check: Check) -> None:
    path.write_text(NEEDED, "utf-8")
    told = check("--fix").stdout
    assert path.read_text("utf-8") == NEEDED
    assert "E107" in told
    assert "can be mended" not in told


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("file\u202egnp.exe\n", "filegnp.exe\n"),
        ("a \u2066bc\u2069 d\n", "a bc d\n"),
        ("שלום \u202eabc\n", "שלום abc\n"),
        (f"{NEEDED}שלום\u202c abc\u202a\n", f"{NEEDED}שלום abc\n"),
    ],
    ids=["an override", "no such letters", "without its end", "the end before the beginning"],
)
def test_others_are_taken_away(path: Path, check: Check, text: str, mended: str) -> None:
    path.write_text(text, "utf-8")
    check("--fix", status=int(NEEDED in text))
    assert path.read_text("utf-8") == mended
