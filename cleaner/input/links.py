"""Links: which of those to folders are followed, and how a file of several names is read once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cleaner.input.source import Source

_AGAIN = "link to what is read anyway"


class Links:
    """Follows a link to a folder once, and only to what is not read without it.

    ``paths`` are what the user named.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._named = [_real(path) for path in paths]
        self._read = list(self._named)

    def leave_out(self, path: str) -> str | None:
        """Say why a link is not followed; None: it is, and what it leads to is read from now on."""
        target = _real(path)
        if any(named.startswith(target) for named in self._named):
            return "link that loops"
        if any(target.startswith(read) for read in self._read):
            return _AGAIN
        self._read.append(target)
        return None


def each_once(sources: Iterable[Source], left_out: Counter[str]) -> Iterator[Source]:
    """Yield sources but for links to files that are among them, or come by another link.

    Links come behind all others, so that a file is known by a name of its own; those that are
    left out are counted.
    """
    folders: dict[str, str] = {}
    read: set[str] = set()
    links: list[Source] = []
    for source in sources:
        if source.is_standard_input:
            yield source
        elif os.path.islink(source.path):
            links.append(source)
        else:
            folder, name = os.path.split(source.path)
            if folder not in folders:
                folders[folder] = os.path.realpath(folder)
            read.add(os.path.join(folders[folder], name))
            yield source
    for source in links:
        target = os.path.realpath(source.path)
        if target in read:
            left_out[_AGAIN] += 1
        else:
            read.add(target)
            yield source


def _real(path: str) -> str:
    return os.path.realpath(path).rstrip(os.sep) + os.sep
