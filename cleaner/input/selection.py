"""Which files are read, and as what: the patterns that the user gave."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Selection(msgspec.Struct, frozen=True):
    """Patterns by the rules of gitignore, which hold for members of archives as well.

    ``include``: only what one of them fits is read; ``exclude``: what one of them fits is not.
    ``hidden`` lets names in that begin with a dot. ``formats`` are names of formats, each for all
    files or, as ``PATTERN=NAME``, for those that fit.

    Raises:
        CleanerError: a pattern is none.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    formats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse patterns that are none before anything is read."""
        for flag, patterns in (("include", self.include), ("exclude", self.exclude)):
            _spec(flag, patterns)
        for pattern, _ in self.format_patterns:
            _spec("format", (pattern,))

    def leaves_out(self, path: str) -> str | None:
        """Say why a file is not read, from its path below what the user named; None: it is."""
        path = path.replace("!", "/")
        starts_so = path.startswith(".") or "/." in path
        if starts_so and not self.hidden and any(map(_is_hidden, path.split("/"))):
            return "hidden"
        if self.exclude and _spec("exclude", self.exclude).match_file(path):
            return "excluded"
        if self.include and not _spec("include", self.include).match_file(path):
            return "not included"
        return None

    def leaves_out_folder(self, path: str) -> str | None:
        """Say why nothing below a folder is read; None: some of it may be."""
        if not self.hidden and path.rpartition("/")[2].startswith("."):
            return "hidden"
        if self.exclude and _spec("exclude", self.exclude).match_file(path + "/"):
            return "excluded"
        return None

    def format_of(self, path: str, label: str = "") -> str:
        """Return the format that the user has decided on for a file, if any; the last one counts.

        ``label`` is its name without the suffix of what it lies in, ``notes.dat`` of
        ``notes.dat.gz``: a pattern may fit either.
        """
        if not self.formats:
            return ""
        path = path.replace("!", "/")
        folder, slash, _ = path.rpartition("/")
        paths = (path, f"{folder}{slash}{label}") if label else (path,)
        found = ""
        for pattern, name in self.format_patterns:
            if not pattern or any(map(_spec("format", (pattern,)).match_file, paths)):
                found = name
        return found

    @property
    def format_patterns(self) -> list[tuple[str, str]]:
        """The patterns of ``formats``, each with its name; an empty pattern fits everything."""
        pairs = [value.rpartition("=") for value in self.formats]
        return [(pattern, name.strip()) for pattern, _, name in pairs]


def _is_hidden(part: str) -> bool:
    # Of a member's name, `..` is no folder that anyone hides.
    return part.startswith(".") and part not in (".", "..")


@functools.cache
def _spec(flag: str, patterns: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 (most runs have no patterns)

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except (ValueError, re.error) as error:
        raise CleanerError(f"--{flag} {' '.join(patterns)}: it is no pattern: {error}") from error


EVERYTHING = Selection()
