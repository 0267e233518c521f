"""A source: what a reader is given to read."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

import msgspec

STANDARD_INPUT = "-"
# What reads from any place needs all of its source; where that is no file, so much is held.
HELD_AT_MOST = 1 << 28

# Few calls for long lines, and little to set up for many small files.
_BUFFER_BYTES = 1 << 16


class Source(msgspec.Struct, frozen=True):
    """A file, a byte range of one, a block of a stream, or something that lies inside a file.

    ``path`` is what to open, ``name`` what ids begin with, ``size`` its length in bytes (0 where
    unknown). ``start`` and ``end`` bound a range (``end`` None: to the end of the file), ``line``
    is the number of its first line, and ``number`` that of its first document, where documents are
    no lines. ``text_field`` and ``id_field`` name the fields of structured
    records that hold the text and, where not empty, the id. ``given`` says that the user named
    this very file, rather than a folder that it lies in; ``again`` that ``data`` is the record of
    a document that failed. ``format`` is the format that it is read as, once that is known.

    What lies inside a file has a ``stream``, which can be read once, in this process; a ``label``,
    whose suffix counts in place of the path's; the formats ``around`` it, from the outside; and
    what the outside says of it: ``part`` of an id, ``charset`` and ``meta``. ``damage`` is told
    behind the documents of a block, where its stream broke. ``changed`` is the time of its last
    change, in nanoseconds, where it was looked at.
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
    format: str = ""
    label: str = ""
    around: tuple[str, ...] = ()
    part: str = ""
    charset: str = ""
    meta: Mapping[str, Any] = {}
    damage: str = ""
    stream: BinaryIO | None = None
    changed: int | None = None
    number: int = 1

    @property
    def suffix(self) -> str:
        """The lower-case suffix of its name, with its dot: ``.txt``; empty where there is none."""
        # As ``os.path.splitext`` finds it, in a third of the time; every reader asks.
        stem, dot, end = (self.label or self.path).rpartition(".")
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

    @property
    def is_stream(self) -> bool:
        """Whether it can be read once only, in this process."""
        return self.data is None and (self.stream is not None or self.is_standard_input)

    def open(self) -> BinaryIO:
        """Open the source for reading, at the start of its range."""
        if self.data is not None:
            return io.BytesIO(self.data)
        if self.stream is not None:
            return self.stream
        if self.is_standard_input:
            return sys.stdin.buffer
        stream = open(self.path, "rb", _BUFFER_BYTES)  # noqa: SIM115 (the caller closes it)
        if self.start:  # a pipe can only be read on
            stream.seek(self.start)
        return stream

    def open_anywhere(self) -> BinaryIO:
        """Open the source for reading from any place; what is no file is held in memory.

        Raises:
            ValueError: it would be too much to hold.
        """
        stream = self.open()
        if not self.is_stream:
            return stream
        try:
            data = stream.read(HELD_AT_MOST + 1)
        except BaseException:
            if not self.is_standard_input:
                stream.close()
            raise
        if len(data) > HELD_AT_MOST:
            msg = f"it has to be held in memory, and is larger than {HELD_AT_MOST:,} bytes"
            raise ValueError(f"{msg}; give it as a file of its own")
        return io.BytesIO(data)

    def piece(self, start: int, end: int, line: int, number: int = 1) -> Source:
        """Return the byte range of this source, for a worker of its own."""
        place = {"start": start, "end": end, "line": line, "number": number}
        return msgspec.structs.replace(self, size=end - start, **place)

    def block(self, data: bytes, line: int, damage: str = "", number: int = 1) -> Source:
        """Return bytes read from this source, where it cannot be read twice."""
        place = {"line": line, "number": number, "size": len(data)}
        return msgspec.structs.replace(self, data=data, damage=damage, stream=None, **place)

    def inside(self, stream: BinaryIO, *, member: str = "", **fields: Any) -> Source:
        """Return something that lies inside this source, for whichever reader takes it.

        ``member`` is its name there, if it has one; other fields as they are named here.
        """
        if member:
            fields["path"] = f"{self.path}!{member}"
            fields["name"] = f"{self.name}!{escaped(member)}"
            fields.setdefault("label", member)
        fields.setdefault("format", "")
        fields.setdefault("size", 0)
        fields.setdefault("changed", None)
        place = {"start": 0, "end": None, "line": 1, "number": 1}
        around = (*self.around, self.format)
        return msgspec.structs.replace(
            self, stream=stream, data=None, around=around, **place, **fields
        )


def escaped(name: str) -> str:
    """Return a name as ids show it: without ``#``, which ids need themselves."""
    return name.replace("%", "%25").replace("#", "%23")
