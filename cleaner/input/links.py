"""Links to folders: which of them are followed."""

from __future__ import annotations

import os
from collections.abc import Sequence


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
            return "link to what is read anyway"
        self._read.append(target)
        return None


def _real(path: str) -> str:
    return os.path.realpath(path).rstrip(os.sep) + os.sep
