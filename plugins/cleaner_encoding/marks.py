"""Byte order marks: an encoding that says its name."""

from __future__ import annotations

import codecs

from cleaner_encoding.found import Found
from cleaner_encoding.nearly_utf8 import Reading

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
MARKS = tuple(mark for mark, _ in _MARKS)
# More replaced characters than this and the mark is chance, as in some media files.
_TOO_MANY = 0.1


def by_mark(data: bytes) -> Found | None:
    """Decode bytes that begin with a mark; damage behind it is repaired, never re-detected."""
    if not data.startswith(MARKS):
        return None
    mark, name = next((mark, name) for mark, name in _MARKS if data.startswith(mark))
    rest = data[len(mark) :]
    try:
        return Found(rest.decode(name), name, "mark")
    except UnicodeDecodeError:
        return _damaged(rest, name)


def _damaged(rest: bytes, name: str) -> Found | None:
    if name == "utf-8":
        repaired = Reading(rest).repair()
        return Found(repaired.text, name, "mark", repaired.confidence, repaired.repairs)
    text = rest.decode(name, "replace")
    replaced = text.count("\ufffd")
    if replaced > max(2, _TOO_MANY * len(text)):
        return None
    return Found(text, name, "mark", 1 - replaced / len(text), {"unreadable character": replaced})
