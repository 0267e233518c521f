"""A source: what a reader is given to read."""

from __future__ import annotations

import io
import os
import sys
from typing import BinaryIO

import msgspec

STANDARD_INPUT = "-"

# Few calls for long lines, and little to set up for many small files.
_BUFFER_BYTES = 1 << 16


class Source(msgspec.Struct, frozen=True):
    """A file, a byte range of one, or a block of standard input.

    ``path`` is what to open, ``name`` what ids begin with, ``size`` its length in bytes (0 where
    unknown). ``start`` and ``end`` bound a range (``end`` None: to the end of the file), ``line``
    is the number of its first line. ``text_field`` and ``id_field`` name the fields of structured
    records that hold the text and, where not empty, the id. ``given`` says that the user named
    this very file, rather than a folder that it lies in; ``again`` that ``data`` is the record of
    a document that failed.
    """

    path: str
    name: str
    size: int = 0
    text_field: str = "text"
    id_field: str = ""
    start: int = 0
    end: int | None = None
    line: int = 1
    data: bytes | None = None
    given: bool = False
    again: bool = False

    @property
    def suffix(self) -> str:
        """The lower-case suffix of the path, with its dot: ``.txt``; empty where there is none."""
        # As ``os.path.splitext`` finds it, in a third of the time; every reader asks.
        stem, dot, end = self.path.rpartition(".")
        if not dot or os.sep in end or not stem.rpartition(os.sep)[2].strip("."):
            return ""
        return dot + end.lower()

    @property
    def shown(self) -> str:
        """The path as records show it: valid Unicode, whatever bytes the file's name has."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")

    @property
    def is_standard_input(self) -> bool:
        """Whether this is the standard input rather than a file."""
        return self.path == STANDARD_INPUT

    def open(self) -> BinaryIO:
        """Open the source for reading, at the start of its range."""
        if self.data is not None:
            return io.BytesIO(self.data)
        if self.is_standard_input:
            return sys.stdin.buffer
        stream = open(self.path, "rb", _BUFFER_BYTES)  # noqa: SIM115 (the caller closes it)
        if self.start:  # a pipe can only be read on
            stream.seek(self.start)
        return stream

    def piece(self, start: int, end: int, line: int) -> Source:
        """Return the byte range of this source, for a worker of its own."""
        return msgspec.structs.replace(self, start=start, end=end, line=line, size=end - start)

    def block(self, data: bytes, line: int) -> Source:
        """Return bytes read from this source, where it cannot be read twice."""
        return msgspec.structs.replace(self, data=data, line=line, size=len(data))
