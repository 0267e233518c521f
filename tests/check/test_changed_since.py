"""Only what has changed is reported, but compared with all that has not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import BODY, LAST, MORE, TITLE, Check

TEXT = f"{BODY}{MORE}{LAST}" * 2


@pytest.fixture
def repository(tmp_path: Path, git: Callable[..., str]) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "old.md").write_text(TEXT)
    (folder / "wrong.md").write_text("The cafÃ© is closed.\n")
    (folder / "kept.md").write_text(f"Boats.\n\n{LAST}")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "begin")
    return folder


def test_a_new_file_is_compared_with_all_others(repository: Path, check: Check) -> None:
    # By its name it would be read first, and the old file be the copy.
    (repository / "a-new.md").write_text(f"{TEXT}One more line.\n")
    told = check("--changed-since", "HEAD").stdout
    assert "a-new.md:1:1: N201 near-duplicate of texts/old.md, similarity 0.9" in told
    assert "wrong.md" not in told


def test_what_was_changed_and_committed_since_is_reported(
    repository: Path, check: Check, git: Callable[..., str]
) -> None:
    (repository / "kept.md").write_text(f"{TITLE}\n\n{BODY}\n{TITLE}\n\n{MORE}{LAST}")
    git("commit", "-qam", "change")
    assert "kept.md:5:1: T101" in check("--changed-since", "HEAD~1").stdout
    assert check("--changed-since", "HEAD", status=0).stdout.startswith("3 documents looked at")


def test_only_the_changed_are_read_where_an_index_knows_the_others(
    repository: Path, check: Check, cleaner: Callable[..., object], git: Callable[..., str]
) -> None:
    index = ("--near-duplicates-index", "known.index")
    cleaner("run", "texts", "-o", "out.jsonl", *index)
    size = (repository.parent / "known.index").stat().st_size
    (repository / "a-new.md").write_text(f"{TEXT}One more line.\n")
    (repository / "kept.md").write_text(f"Boats.\n\n{LAST}And more.\n")
    told = check("--changed-since", "HEAD", "--changed-only", *index).stdout
    assert "a-new.md:1:1: N201 near-duplicate of old.md, similarity 0.9" in told
    # It resembles what it was itself when it was last looked at.
    assert "kept.md" not in told
    assert (repository.parent / "known.index").stat().st_size == size


def test_only_the_changed_since_nothing_is_refused(repository: Path, check: Check) -> None:
    assert "--changed-only needs --changed-since" in check("--changed-only", status=2).stderr


def test_fix_mends_changed_files_only(repository: Path, check: Check) -> None:
    (repository / "new.md").write_text("Another cafÃ© is open.\n")
    check("--changed-since", "HEAD", "--fix", status=0)
    assert (repository / "new.md").read_text("utf-8") == "Another café is open.\n"
    assert "Ã©" in (repository / "wrong.md").read_text("utf-8")


@pytest.mark.parametrize("revision", ["gone", "--output=x", "HEAD~9", ""])
def test_a_revision_that_is_not_there_is_refused(
    repository: Path, check: Check, revision: str
) -> None:
    told = check(f"--changed-since={revision}", status=2).stderr
    assert told.startswith("cleaner: --changed-since: git rev-parse: ")
    assert not (repository.parent / "x").exists()


def test_a_folder_in_no_repository_is_told(dirty: Path, check: Check) -> None:
    told = check("--changed-since", "HEAD", status=2).stderr
    assert "--changed-since: git rev-parse: not a git repository" in told
