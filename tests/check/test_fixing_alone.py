"""A file that is one line several times: whether that was meant is for its author."""

from pathlib import Path

import pytest

from .conftest import BODY, Check


@pytest.mark.parametrize("text", ["foo bar\nfoo bar\n", "Ring the bell\n" * 3])
def test_equal_lines_without_a_body_stay(tmp_path: Path, check: Check, text: str) -> None:
    path = tmp_path / "texts" / "a.txt"
    path.parent.mkdir()
    path.write_text(text)
    assert "can be mended" not in check("--fix").stdout
    assert path.read_text() == text


def test_a_doubled_title_above_a_body_does_not(tmp_path: Path, check: Check) -> None:
    path = tmp_path / "texts" / "a.txt"
    path.parent.mkdir()
    path.write_text(f"Ring the bell\nRing the bell\n\n{BODY * 2}")
    check("--fix", status=0)
    assert path.read_text() == f"Ring the bell\n\n{BODY * 2}"
