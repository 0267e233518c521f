"""Standard input is checked as a file is, by the name that it is given."""

from pathlib import Path
from typing import Any

import pytest

TEXT = "Boats.\n\nThe cafÃ© is closed.\n"
FOUND = ":3:8: E104 mojibake: text was decoded by a wrong encoding; write what it was\n"


@pytest.mark.parametrize(
    ("flags", "name"),
    [
        (("--format", "text"), "<stdin>"),
        (("--stdin-filename", "docs/a.md"), "docs/a.md"),
        (("--stdin-filename", "notes", "--format", "text"), "notes"),
    ],
)
def test_it_is_called_by_its_name(cleaner: Any, flags: tuple[str, ...], name: str) -> None:
    told = cleaner("check", "-", *flags, status=1, input=TEXT).stdout
    assert told.startswith(f"{name}{FOUND}1 finding in 1 file")
    assert "--fix" not in told


def test_it_is_json_lines_where_nothing_says_otherwise(cleaner: Any) -> None:
    line = '{"text": "The cafÃ© is closed."}\n'
    assert cleaner("check", "-", status=1, input=line).stdout.startswith("<stdin>:1:1: E104")
    failed = cleaner("check", "-", status=3, input=TEXT).stdout
    assert failed.startswith("<stdin>:1:1: read failed: line 1 is not JSON")


def test_it_is_compared_with_files(tmp_path: Path, cleaner: Any) -> None:
    text = "".join(f"{n} times the ferry went around the lake that day.\n" for n in range(30))
    (tmp_path / "a.txt").write_text(text)
    flags = ("--stdin-filename", "new.txt", "--select", "N")
    told = cleaner("check", "a.txt", "-", *flags, status=1, input=text + "More.\n")
    assert "new.txt:1:1: N201 near-duplicate of a.txt" in told.stdout


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("-", "--fix"), "--fix and --diff mend files; standard input is none."),
        (("-", "--changed-since", "HEAD"), "standard input is none"),
        ((".", "--stdin-filename", "a.md"), "--stdin-filename names standard input"),
    ],
)
def test_what_does_not_go_together_is_refused(
    cleaner: Any, flags: tuple[str, ...], told: str
) -> None:
    assert told in cleaner("check", *flags, status=2, input="").stderr
