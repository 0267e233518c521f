"""A set of digests, by a compiled kernel, and in Python where there is none."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Protocol

from cleaner.kernels import kernels

SIZE = 16
# As many buckets as the first two bytes of a digest have values; the others lie in them.
_BUCKETS = 1 << 16
_REST = SIZE - 2


class Digests(Protocol):
    """A set of digests that takes 16 to 20 bytes for each, where one of Python takes over 100."""

    def add(self, digests: bytes) -> list[int]:
        """Add digests, one behind the other; return the numbers of those that were there before."""


@functools.cache
def compiled() -> Any:
    """Return the module that digests.c makes, or None where it was not compiled from this state."""
    return kernels(Path(__file__).parent).module("cleaner.unique_ids")


class Native:
    """The set of the kernel."""

    def __init__(self) -> None:
        self._add = compiled().add
        self._set = compiled().new()

    def add(self, digests: bytes) -> list[int]:
        """Add digests, one behind the other; return the numbers of those that were there before."""
        again: list[int] = self._add(self._set, digests)
        return again


class Plain:
    """The set in Python."""

    def __init__(self) -> None:
        self._buckets: list[bytearray | None] = [None] * _BUCKETS

    def add(self, digests: bytes) -> list[int]:
        """Add digests, one behind the other; return the numbers of those that were there before."""
        rows = range(len(digests) // SIZE)
        return [row for row in rows if not self._is_new(digests[SIZE * row : SIZE * (row + 1)])]

    def _is_new(self, digest: bytes) -> bool:
        """Add a digest; tell whether it is new."""
        number, rest = digest[0] << 8 | digest[1], digest[2:]
        bucket = self._buckets[number]
        if bucket is None:
            self._buckets[number] = bytearray(rest)
            return True
        at = bucket.find(rest)
        while at > 0 and at % _REST:  # it was found across two others
            at = bucket.find(rest, at + 1)
        if at < 0:
            bucket += rest
        return at < 0
