"""A target: what a writer is given to write to, and what writers and finishers are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, Protocol

import msgspec


class Target(msgspec.Struct, frozen=True):
    """The output as the user named it; ``-`` is standard output.

    ``format`` is what the user wants it written as (``jsonl.gz``); empty: as its name says.
    """

    path: str
    format: str = ""

    def ends(self, *suffixes: str) -> bool:
        """Tell whether the format, or where none was asked for the name, has one of the endings.

        >>> Target("pages.JSONL.gz").ends(".gz", ".zst")
        True
        >>> Target("-", format="parquet").ends(".parquet")
        True
        """
        name = f".{self.format}" if self.format else self.path
        return name.lower().endswith(suffixes)


class Writer(Protocol):
    """Makes finished records into bytes in the workers, and joins them in the main process.

    One whose ``encode`` gives the record as a line of JSON, as the rejected and failed files have
    it, may say so with an attribute ``is_lines = True``: then the line is not made twice.
    """

    def encode(self, record: dict[str, Any]) -> bytes:
        """Return the record as it will lie in a part file."""

    def append(self, output: BinaryIO, part: BinaryIO, ranges: Iterable[tuple[int, int]]) -> None:
        """Copy what is kept of a part, as byte ranges in order, to the end of the output."""


class Finisher(Protocol):
    """Makes an output from its records, when all of them are there, as lines of JSON.

    ``suffix`` is what the names of its files end in: ``.jsonl.gz``.
    """

    suffix: str

    def finish(self, lines: BinaryIO, output: BinaryIO, jobs: int) -> None:
        """Read the lines to their end and write the output, which can only be written on.

        It streams, may use so many threads, and gives the same bytes for any number of them.
        """
