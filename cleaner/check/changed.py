"""Which files have changed since a revision, as git tells."""

from __future__ import annotations

import os
import subprocess

from cleaner.errors import CleanerError


def changed_since(revision: str, folder: str = ".") -> frozenset[str]:
    """Return the real paths of the files that differ from a revision, new ones among them.

    Raises:
        CleanerError: git is not there, the folder is in no repository, or there is no such
            revision.
    """
    top = _git(folder, "rev-parse", "--show-toplevel").rstrip("\n")
    # `--` parts revisions from paths; an option would be taken for one.
    named = f"{revision}^{{commit}}"
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
    changed = _git(top, "diff", "--name-only", "-z", "--diff-filter=d", commit.strip(), "--")
    untracked = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    names = [name for name in (changed + untracked).split("\0") if name]
    return frozenset(os.path.realpath(os.path.join(top, name)) for name in names)


def _git(folder: str, *arguments: str) -> str:
    command = ["git", "-C", folder, "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise CleanerError("--changed-since needs git, which is not installed") from error
    if done.returncode:
        told = os.fsdecode(done.stderr).strip().removeprefix("fatal: ") or "no such revision"
        raise CleanerError(f"--changed-since: git {arguments[0]}: {told}")
    return os.fsdecode(done.stdout)
