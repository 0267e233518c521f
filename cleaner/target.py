"""A target: what a writer is given to write to, and what a writer is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, Protocol

import msgspec


class Target(msgspec.Struct, frozen=True):
    """The output as the user named it; ``-`` is standard output."""

    path: str


class Writer(Protocol):
    """Makes finished records into bytes in the workers, and joins them in the main process.

    One whose ``encode`` gives the record as a line of JSON, as the rejected and failed files have
    it, may say so with an attribute ``is_lines = True``: then the line is not made twice.
    """

    def encode(self, record: dict[str, Any]) -> bytes:
        """Return the record as it will lie in a part file."""

    def append(self, output: BinaryIO, part: BinaryIO, ranges: Iterable[tuple[int, int]]) -> None:
        """Copy what is kept of a part, as byte ranges in order, to the end of the output."""
