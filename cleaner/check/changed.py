"""Which files have changed since a revision, as git tells."""

from __future__ import annotations

import functools
import os
import subprocess
from collections.abc import Iterable, Iterator

from cleaner.errors import CleanerError

_SUBMODULE = "160000"
# What git has a hook know of its repository; a path may lie in another one, or in a folder of it.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_COMMON_DIR")
_INDEX = "GIT_INDEX_FILE"


def changed_since(revision: str, paths: Iterable[str], *, untracked: bool = True) -> frozenset[str]:
    """Return the real paths of the files that differ from a revision, new and gone ones among them.

    They are those of the repositories that ``paths`` lie in, and of their submodules; those that
    git neither knows nor ignores count as changed where ``untracked`` says so.

    Raises:
        CleanerError: git is not there, a path is in no repository, or there is no such revision.
    """
    return frozenset(
        os.path.realpath(name)
        for top in tops_of(paths)
        for name in _changed(top, _commit(top, revision), untracked=untracked)
    )


def tops_of(paths: Iterable[str]) -> list[str]:
    """Return the top folders of the repositories that paths lie in.

    Raises:
        CleanerError: git is not there, or a path is in no repository.
    """
    folders = dict.fromkeys(
        path if os.path.isdir(path) else os.path.dirname(path) or os.curdir for path in paths
    )
    tops = (_git(folder, "rev-parse", "--show-toplevel").rstrip("\n") for folder in folders)
    return list(dict.fromkeys(tops))


def _commit(top: str, revision: str) -> str:
    """Return the commit that a revision names; before the first one, what holds no files."""
    # An option would be taken for one.
    named = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    done = _run(top, "rev-parse", *named)
    if done.returncode == 0:
        return os.fsdecode(done.stdout).strip()
    if revision == "HEAD" and not _git(top, "rev-list", "--all", "--max-count=1"):
        return _git(top, "hash-object", "-t", "tree", os.devnull).strip()
    why = f"--changed-since {revision}: there is no such revision"
    if _git(top, "rev-parse", "--is-shallow-repository").strip() == "true":
        why += (
            " in this shallow clone; fetch more of its history: git fetch --unshallow"
            " (in a workflow: fetch-depth: 0)"
        )
    raise CleanerError(why)


def _changed(top: str, commit: str, *, untracked: bool) -> Iterator[str]:
    """Yield the paths of the files in a repository that differ from a commit."""
    # A file that was moved is a new one, and one that is gone.
    differing = ("--name-only", "--no-renames", "--ignore-submodules=none")
    names = _git(top, "diff", *differing, "-z", commit, "--")
    if untracked:
        names += _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    for name in filter(None, names.split("\0")):
        path = os.path.join(top, name)
        if os.path.islink(path):
            # That what it names is no other text; but what lies elsewhere is known by it alone.
            if not os.path.realpath(path).startswith(os.path.join(os.path.realpath(top), "")):
                yield path
        elif os.path.isdir(path):
            yield from _inside(path, _pinned(top, commit, name), untracked=untracked)
        else:
            yield path


def _inside(folder: str, commit: str, *, untracked: bool) -> Iterator[str]:
    """Yield what has changed in a submodule since a commit of it; without one, all of its files."""
    if commit and _run(folder, "cat-file", "-e", f"{commit}^{{commit}}").returncode == 0:
        yield from _changed(folder, commit, untracked=untracked)
        return
    others = ("--others", "--exclude-standard") if untracked else ()
    names = _git(folder, "ls-files", "--cached", *others, "-z")
    yield from (os.path.join(folder, name) for name in filter(None, names.split("\0")))


def _pinned(top: str, commit: str, name: str) -> str:
    """Return the commit of a submodule that belongs to one of the repository around it."""
    entry = _git(top, "ls-tree", "-z", commit, "--", name.rstrip("/")).partition("\t")[0].split()
    return entry[2] if entry[:1] == [_SUBMODULE] else ""


def _git(folder: str, *arguments: str) -> str:
    done = _run(folder, *arguments)
    if done.returncode:
        told = os.fsdecode(done.stderr).strip().removeprefix("fatal: ")
        raise CleanerError(f"--changed-since: git {arguments[0]}: {' '.join(told.split())}")
    return os.fsdecode(done.stdout)


def _run(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", folder, "-c", "core.quotePath=false", *arguments]
    try:
        return subprocess.run(
            command, capture_output=True, check=False, env=_environment(os.path.realpath(folder))
        )
    except FileNotFoundError as error:
        raise CleanerError("--changed-since needs git, which is not installed") from error


def _environment(folder: str) -> dict[str, str]:
    """Return the environment without what a hook is told; an index holds for its repository."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    index = kept.pop(_INDEX, None)
    if index is not None and folder == _top_here(os.path.realpath(os.curdir)):
        kept[_INDEX] = os.path.abspath(index)
    return kept


@functools.cache
def _top_here(folder: str) -> str:
    """Return the top of the repository that a folder is in; empty where it is in none."""
    outside = {name: value for name, value in os.environ.items() if name != _INDEX}
    for name in _OF_A_HOOK:
        outside.pop(name, None)
    done = subprocess.run(
        ["git", "-C", folder, "rev-parse", "--show-toplevel"],
        capture_output=True,
        check=False,
        env=outside,
    )
    return os.path.realpath(os.fsdecode(done.stdout).rstrip("\n")) if done.stdout else ""
