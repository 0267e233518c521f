"""Byte order marks: an encoding that says its name."""

from __future__ import annotations

import codecs

from cleaner_encoding.found import Found

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


def by_mark(data: bytes) -> Found | None:
    """Decode bytes that begin with a mark; damage behind it is repaired, never re-detected."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return Found(text, name, "mark")
    return None
