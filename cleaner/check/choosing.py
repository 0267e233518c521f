"""Which findings are wanted: codes by prefix, and files by pattern."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from pathspec import PathSpec

from cleaner.check.finding import Finding
from cleaner.check.places import place_from

ALL = "ALL"


class Choice:
    """The codes that are wanted, and those that are not in some files.

    ``per_file`` maps patterns, as in .gitignore, to codes that are ignored in the files that they
    match, from ``folder`` where that is given (a real path). The longest prefix of a code decides;
    one that is ignored as well as selected is ignored.
    """

    def __init__(
        self,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        per_file: Mapping[str, Sequence[str]] | None = None,
        folder: str = "",
    ) -> None:
        self._folder = folder
        self._select = tuple(select) or (ALL,)
        self._ignore = tuple(ignore)
        self._per_file = {
            pattern: (PathSpec.from_lines("gitignore", [pattern]), tuple(codes))
            for pattern, codes in (per_file or {}).items()
        }

    def wants(self, finding: Finding) -> bool:
        """Tell whether a finding is to be reported."""
        return self.wants_in(finding.path, finding.code)

    def wants_in(self, path: str, code: str) -> bool:
        """Tell whether a code is to be reported of a file."""
        if not self.wants_code(code):
            return False
        names = {self._matched(path)}
        if os.path.islink(path):
            names.add(self._matched(os.path.realpath(path)))
        return not any(
            _longest(code, codes) >= 0 and any(map(spec.match_file, names))
            for spec, codes in self._per_file.values()
        )

    def without_files(self, paths: Iterable[str]) -> list[str]:
        """Return the patterns that fit none of some paths, nor another file below their folder."""
        folder = self._folder or os.path.realpath(os.curdir)
        names = chain(map(self._matched, paths), _below(folder))
        left = {pattern: spec for pattern, (spec, _) in self._per_file.items()}
        while left:
            name = next(names, None)
            if name is None:
                return list(left)
            left = {pattern: spec for pattern, spec in left.items() if not spec.match_file(name)}
        return []

    def _matched(self, path: str) -> str:
        """Return a path as the patterns are matched with it."""
        folder = self._folder or os.path.realpath(os.curdir)
        place = place_from(folder, path) if self._folder or os.path.isabs(path) else path
        # What lies beside the folder of the configuration is matched as it is named.
        return path if place.startswith("../") else place

    def wants_code(self, code: str) -> bool:
        """Tell whether a code is to be reported, of whatever file."""
        selected = _longest(code, self._select)
        return selected >= 0 and _longest(code, self._ignore) < selected


def _below(folder: str) -> Iterator[str]:
    """Yield the files below a folder, from there, with slashes."""
    for above, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            yield os.path.relpath(os.path.join(above, name), folder).replace(os.sep, "/")


def _longest(code: str, prefixes: Iterable[str]) -> int:
    """Return the length of the longest prefix that a code begins with; -1: with none of them."""
    found = [0 if prefix == ALL else len(prefix) for prefix in prefixes if _fits(code, prefix)]
    return max(found, default=-1)


def _fits(code: str, prefix: str) -> bool:
    return prefix == ALL or code.startswith(prefix)
