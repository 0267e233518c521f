"""Only what has changed is reported, but compared with all that has not."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


class TestOldTextsOfAnIndex:
    """An index knows texts that are there no more, by names from wherever it was made."""

    INDEX = ("--near-duplicates-index", "known.index")
    FLAGS = ("--changed-since", "HEAD", "--changed-only", *INDEX)

    @pytest.fixture(params=["texts", "."])
    def indexed(self, repository: Path, cleaner: Any, request: pytest.FixtureRequest) -> Path:
        cleaner("run", request.param, "--include", "*.md", "-o", "out.jsonl", *self.INDEX)
        return repository

    def test_a_moved_file_is_no_copy_of_what_it_was(
        self, indexed: Path, check: Check, git: Callable[..., str]
    ) -> None:
        git("mv", "texts/old.md", "texts/moved.md")
        (indexed / "wrong.md").rename(indexed / "plain.md")
        told = check(*self.FLAGS).stdout
        assert told.splitlines()[-1] == "1 finding in 1 file; 1 can be mended with --fix"
        assert "texts/plain.md:1:8: E104" in told

    def test_but_a_second_one_is(
        self, indexed: Path, check: Check, git: Callable[..., str]
    ) -> None:
        git("mv", "texts/old.md", "texts/moved.md")
        (indexed / "second.md").write_text(f"{TEXT}One more line.\n")
        told = check(*self.FLAGS).stdout
        assert told.startswith("texts/second.md:1:1: N201 near-duplicate of texts/moved.md, simil")
        assert "1 finding in 1 file" in told

    def test_a_copy_of_a_file_that_has_changed_as_well(self, indexed: Path, check: Check) -> None:
        (indexed / "old.md").write_text(f"{TEXT}One more line.\n")
        (indexed / "copy.md").write_text(f"{TEXT}Another line.\n")
        told = check(*self.FLAGS).stdout
        assert told.startswith("texts/copy.md:1:1: N201 near-duplicate of texts/old.md, similarity")
        assert "1 finding in 1 file" in told

    def test_what_a_file_was_before_it_became_another_one(
        self, indexed: Path, check: Check
    ) -> None:
        (indexed / "old.md").write_text("Something else stands here now.\n")
        (indexed / "moved.md").write_text(TEXT)
        check(*self.FLAGS, status=0)

    def test_one_that_is_as_it_was_is_a_twin(self, indexed: Path, check: Check) -> None:
        (indexed / "copy.md").write_text(TEXT)
        assert "texts/copy.md:1:1: N101 exact copy of" in check(*self.FLAGS).stdout

    def test_one_that_leads_to_no_file_is_a_twin(
        self, repository: Path, cleaner: Any, check: Check
    ) -> None:
        (repository.parent / "elsewhere").mkdir()
        (repository.parent / "elsewhere" / "first.md").write_text(f"{BODY}{MORE}" * 9)
        cleaner("run", "elsewhere", "-o", "out.jsonl", *self.INDEX)
        (repository / "copy.md").write_text(f"{BODY}{MORE}" * 9)
        assert "N101 exact copy of first.md" in check(*self.FLAGS).stdout


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
    assert told == f"cleaner: --changed-since {revision}: there is no such revision\n"
    assert not (repository.parent / "x").exists()


def test_a_folder_in_no_repository_is_told(dirty: Path, check: Check) -> None:
    told = check("--changed-since", "HEAD", status=2).stderr
    assert "--changed-since: git rev-parse: not a git repository" in told


def test_a_shallow_clone_says_how_to_get_the_revision(
    repository: Path, tmp_path: Path, git: Callable[..., str], cleaner: Any
) -> None:
    first = git("rev-parse", "HEAD").strip()
    git("commit", "-q", "--allow-empty", "-m", "next")
    git("clone", "-q", "--depth", "1", f"file://{tmp_path}", "shallow")
    told = cleaner(
        "check", "texts", "--changed-since", first, status=2, cwd=tmp_path / "shallow"
    ).stderr
    assert told == (
        f"cleaner: --changed-since {first}: there is no such revision in this shallow clone; fetch"
        " more of its history: git fetch --unshallow (in a workflow: fetch-depth: 0)\n"
    )


def test_members_of_a_changed_archive_are_reported(repository: Path, check: Check) -> None:
    for name in ("new!1.zip", "b.zip"):
        with zipfile.ZipFile(repository / name, "w") as archive:
            archive.writestr("below/a!b.txt", "The cafÃ© is closed.\n")
    told = check("--changed-since", "HEAD", "--select", "E").stdout
    assert "texts/b.zip!below/a!b.txt:1:8: E104" in told
    assert "texts/new!1.zip!below/a!b.txt:1:8: E104" in told
    assert "wrong.md" not in told


def test_what_git_does_not_know_can_be_left_out(
    repository: Path, check: Check, git: Callable[..., str]
) -> None:
    (repository / "new.md").write_text("Another cafÃ© is open.\n")
    (repository / "added.md").write_text("A new cafÃ© is open.\n")
    git("add", "texts/added.md")
    told = check("--changed-since", "HEAD", "--no-untracked").stdout
    assert "texts/added.md:1:10: E104" in told
    assert "new.md" not in told


def test_a_file_of_another_name_is_reported_by_that(
    repository: Path, check: Check, git: Callable[..., str]
) -> None:
    git("mv", "texts/wrong.md", "texts/moved.md")
    told = check("--changed-since", "HEAD").stdout
    assert "texts/moved.md:1:8: E104" in told
    git("commit", "-qm", "move")
    assert check("--changed-since", "HEAD~1").stdout == told


def test_a_name_that_is_no_unicode(repository: Path, check: Check) -> None:
    name = os.path.join(os.fsencode(repository), b"caf\xe9.md")
    with open(name, "wb") as stream:
        stream.write("The cafÃ© is closed.\n".encode())
    assert "texts/caf\\xe9.md:1:8: E104" in check("--changed-since", "HEAD").stdout


def test_before_the_first_commit_all_is_new(
    dirty: Path, git: Callable[..., str], check: Check
) -> None:
    git("init", "-q")
    whole = check().stdout
    assert check("--changed-since", "HEAD").stdout == whole
    assert "no such revision" in check("--changed-since", "HEAD~1", status=2).stderr


def test_what_fails_in_other_files_is_not_reported(
    repository: Path, check: Check, git: Callable[..., str]
) -> None:
    (repository / "package.json").write_text('{"name": "boats"}')
    assert "package.json:1:1: read failed" in check("--changed-since", "HEAD", status=3).stdout
    git("add", "-A")
    git("commit", "-qm", "add")
    check("--changed-since", "HEAD", status=0)


def test_ignored_files_are_no_new_ones(repository: Path, check: Check) -> None:
    (repository.parent / ".gitignore").write_text("*.log.md\n")
    (repository / "a.log.md").write_text("The cafÃ© is closed.\n")
    check("--changed-since", "HEAD", status=0)


class TestSubmodules:
    @pytest.fixture
    def around(self, repository: Path, tmp_path: Path, git: Callable[..., str]) -> Path:
        """A repository that has the other one as its submodule."""
        around = tmp_path / "around"
        allow = ("-c", "protocol.file.allow=always")
        git("init", "-q", "around")
        git(*allow, "-C", "around", "submodule", "add", "-q", f"file://{tmp_path}", "sub")
        git("-C", "around", "commit", "-qm", "add")
        return around

    @pytest.mark.parametrize("committed", [False, True])
    def test_what_changed_in_one_is_reported(
        self, around: Path, git: Callable[..., str], cleaner: Any, committed: bool
    ) -> None:
        (around / "sub" / "texts" / "kept.md").write_text("Another cafÃ©.\n")
        (around / "sub" / "texts" / "new.md").write_text("A new cafÃ©.\n")
        if committed:
            git("-C", "around/sub", "add", "-A")
            git("-C", "around/sub", "commit", "-qm", "change")
            git("-C", "around", "commit", "-qam", "change")
        since = "HEAD~1" if committed else "HEAD"
        told = cleaner("check", ".", "--changed-since", since, status=1, cwd=around).stdout
        assert [line.split(":")[0] for line in told.splitlines()[:-1]] == [
            "sub/texts/kept.md",
            "sub/texts/new.md",
        ]

    def test_all_of_a_new_one_is_new(
        self, around: Path, git: Callable[..., str], cleaner: Any
    ) -> None:
        git("-C", "around", "commit", "-q", "--allow-empty", "-m", "next")
        empty = git("-C", "around", "hash-object", "-t", "tree", "/dev/null").strip()
        base = git("-C", "around", "commit-tree", empty, "-m", "nothing").strip()
        told = cleaner("check", ".", "--changed-since", base, status=1, cwd=around).stdout
        assert "sub/texts/wrong.md:1:8: E104" in told

    def test_a_repository_that_lies_within_is_new(
        self, repository: Path, git: Callable[..., str], check: Check
    ) -> None:
        git("init", "-q", "texts/nested")
        (repository / "nested" / "a.md").write_text("A nested cafÃ©.\n")
        assert "texts/nested/a.md:1:13: E104" in check("--changed-since", "HEAD").stdout


def test_paths_may_lie_in_several_repositories(
    repository: Path, tmp_path: Path, git: Callable[..., str], cleaner: Any
) -> None:
    git("init", "-q", "other")
    git("-C", "other", "commit", "-q", "--allow-empty", "-m", "begin")
    (tmp_path / "other" / "a.md").write_text("Our cafÃ© is full.\n")
    (repository / "b.md").write_text("The cafÃ© is open.\n")
    told = cleaner("check", "texts", "other", "--changed-since", "HEAD", status=1).stdout
    assert "other/a.md:1:8: E104" in told
    assert "texts/b.md:1:8: E104" in told
    assert "wrong.md" not in told


@pytest.mark.parametrize("told", ["GIT_DIR", "GIT_WORK_TREE"])
def test_in_a_hook_only_what_has_changed_is_reported(
    repository: Path, check: Check, told: str
) -> None:
    # As git sets them for the hooks of a linked worktree.
    top = repository.parent
    env = {"GIT_DIR": str(top / ".git"), "GIT_INDEX_FILE": ".git/index"}
    if told == "GIT_WORK_TREE":
        env[told] = str(top)
    (repository / "new.md").write_text("Another cafÃ© is open.\n")
    output = check("--changed-since", "HEAD", env=env).stdout
    assert "texts/new.md:1:12: E104" in output
    assert "wrong.md" not in output


def test_in_a_hook_the_index_of_the_commit_counts(
    repository: Path, check: Check, git: Callable[..., str]
) -> None:
    git("read-tree", "--index-output=.git/next-index", "HEAD")
    (repository / "new.md").write_text("Another cafÃ© is open.\n")
    git("add", "-A")
    # In the index that the commit is made of, it is not.
    env = {"GIT_INDEX_FILE": ".git/next-index"}
    check("--changed-since", "HEAD", "--no-untracked", env=env, status=0)
    assert "texts/new.md:1:12: E104" in check("--changed-since", "HEAD", "--no-untracked").stdout
