"""A link is another name of a file, and no copy of it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import BODY, LAST, MORE, Check

TEXT = f"{BODY}{MORE}{LAST}" * 2
WRONG = f"The cafÃ© is closed.\n{TEXT}"


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A folder with a text, and links to it of names before and behind its own."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "m.md").write_text(WRONG)
    (folder / "a.md").symlink_to("m.md")
    (folder / "z.md").symlink_to(folder / "m.md")
    return folder


def test_it_is_no_copy_of_its_target(linked: Path, check: Check) -> None:
    told = check("--jobs", "1").stdout
    assert told.splitlines()[0].startswith("texts/m.md:1:8: E104")
    assert told == check("--jobs", "2").stdout
    assert "N101" not in told
    assert "1 finding in 1 file" in told


def test_named_beside_its_target_it_is_none_either(linked: Path, cleaner: Any) -> None:
    told = cleaner("check", "texts/a.md", "texts/m.md", status=1).stdout
    assert "1 finding in 1 file" in told
    assert "texts/m.md:1:8: E104" in told


def test_two_to_one_file_elsewhere_are_read_once(
    linked: Path, tmp_path: Path, check: Check
) -> None:
    (linked / "m.md").rename(tmp_path / "elsewhere.md")
    for name in ("a.md", "z.md"):
        (linked / name).unlink()
        (linked / name).symlink_to(tmp_path / "elsewhere.md")
    told = check().stdout
    assert told.splitlines()[0].startswith("texts/a.md:1:8: E104")
    assert "1 finding in 1 file" in told


def test_what_lies_elsewhere_is_not_mended(linked: Path, tmp_path: Path, check: Check) -> None:
    (tmp_path / "outside").mkdir()
    for name in ("o.md", "p.md"):
        (tmp_path / "outside" / name).write_text(f"Another {WRONG}")
    (linked / "other.md").symlink_to(tmp_path / "outside" / "o.md")
    (linked / "folder").symlink_to(tmp_path / "outside")
    check("--select", "E", "--fix")
    assert (linked / "m.md").read_text("utf-8").startswith("The café")
    assert (tmp_path / "outside" / "o.md").read_text("utf-8") == f"Another {WRONG}"
    assert (tmp_path / "outside" / "p.md").read_text("utf-8") == f"Another {WRONG}"


def test_one_that_is_named_itself_is_mended_where_it_leads(
    linked: Path, tmp_path: Path, cleaner: Any
) -> None:
    (tmp_path / "named.md").symlink_to(linked / "m.md")
    cleaner("check", "named.md", "--fix")
    assert (tmp_path / "named.md").is_symlink()
    assert (linked / "m.md").read_text("utf-8").startswith("The café")


def test_what_is_ignored_in_its_target_is_in_it(linked: Path, tmp_path: Path, cleaner: Any) -> None:
    (linked.parent / "cleaner.toml").write_text(
        '[check.per-file-ignores]\n"/texts/m.md" = ["E104"]\n'
    )
    cleaner("check", "texts/a.md")


def test_a_new_one_changes_nothing_of_its_target(
    linked: Path, check: Check, git: Callable[..., str]
) -> None:
    os.unlink(linked / "a.md")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "begin")
    (linked / "a.md").symlink_to("m.md")
    check("--changed-since", "HEAD", status=0)
