"""Bytes of a file that are not UTF-8: where they are, and how many."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from cleaner.text.trace import NOT_UTF_8, Lines

_STRAYS = re.compile("[\udc80-\udcff]+")
# What decoding leaves out; it is no column.
_MARK = "\ufeff"


class Strays(msgspec.Struct, frozen=True):
    """``line`` and ``column`` are those of the first, ``size`` is their number."""

    line: int
    column: int
    end_column: int
    size: int
    places: int

    @classmethod
    def of(cls, data: bytes) -> Strays | None:
        r"""Find them; None where there are none.

        >>> found = Strays.of(b"one\ntwo \xff\xfe or \xc3\xa9 or \xff\n")
        >>> found.line, found.column, found.end_column, found.size, found.places
        (2, 5, 7, 3, 2)
        """
        text = data.decode("utf-8", "surrogateescape").removeprefix(_MARK)
        found = list(_STRAYS.finditer(text))
        if not found:
            return None
        line, column = Lines(text).place(found[0].start())
        size = sum(len(run[0]) for run in found)
        return cls(line, column, column + len(found[0][0]), size, len(found))

    def placed(self, change: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a change with the place of the first, if it is one of the bytes, without place."""
        if change["end"] or change["replacement"] or change["start"]:
            return change
        ends = {"end_line": self.line, "end_column": self.end_column}
        return {**change, "line": self.line, "column": self.column, **ends}


def strays_of(record: Mapping[str, Any]) -> Strays | None:
    """Find them in the file that a record is all of; None where it is in another encoding."""
    if any(change["reason"].startswith(NOT_UTF_8) for change in record["trace"]):
        return None
    return Strays.of(Path(record["source"]).read_bytes())
