"""Make changes in the bytes of a file, which keep their encoding and what is not changed."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from cleaner.document import Decoded
from cleaner.text.trace import Change, made, outermost

UTF_8 = "utf-8"
_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def changed_in(data: bytes, found: Decoded, changes: Sequence[Change]) -> tuple[bytes, int]:
    """Return bytes with changes of their text made, and how many could not be.

    Those are what the encoding has no characters for, and what lies where the bytes are in
    another one, so that its place in them is not known.
    """
    codec = found.encoding or UTF_8
    mark = _mark_of(data, codec)
    held = [change for change in changes if encoded(codec, change.replacement) is not None]
    left = len(changes) - len(held)
    if encoded(codec, found.text) == data[len(mark) :]:
        # Alone each can be written: so all of them can.
        return mark + (encoded(codec, made(found.text, held)) or b""), left
    places = _Places(data, len(mark), found.text, codec)
    ranges = {change: (places.of(change.start), places.of(change.end)) for change in held}
    held = [change for change in held if min(ranges[change]) >= 0]
    left = len(changes) - len(held)
    pieces: list[bytes] = []
    at = 0
    for change in outermost(held):
        start, end = ranges[change]
        pieces += (data[at:start], encoded(codec, change.replacement) or b"")
        at = end
    return b"".join((*pieces, data[at:])), left


def written_whole(data: bytes, found: Decoded, changes: Sequence[Change]) -> bytes | None:
    """Return all of a changed text in the encoding of its file; None: it cannot be written so."""
    codec = found.encoding or UTF_8
    text = encoded(codec, made(found.text, changes))
    return None if text is None else _mark_of(data, codec) + text


def encoded(codec: str, text: str) -> bytes | None:
    """Return a text in an encoding; None where that has not all of its characters."""
    try:
        return text.encode(codec, "surrogatepass" if codec == UTF_8 else "strict")
    except (UnicodeEncodeError, LookupError):
        return None


def _mark_of(data: bytes, codec: str) -> bytes:
    mark = _MARKS.get(codec, b"")
    return mark if data.startswith(mark) else b""


class _Places:
    """Finds places of a text in its bytes, of which some are in another encoding.

    Each is counted from the beginning or the end of its line.
    """

    def __init__(self, data: bytes, begin: int, text: str, codec: str) -> None:
        self._data, self._codec = data[begin:].split(b"\n"), codec
        self._text = text.split("\n")
        # Lines must be the same in both.
        self._is_known = encoded(codec, "\n") == b"\n" and len(self._data) == len(self._text)
        self._starts = list(accumulate((len(line) + 1 for line in self._text), initial=0))
        self._begins = list(accumulate((len(line) + 1 for line in self._data), initial=begin))

    def of(self, place: int) -> int:
        """Return the place of a character in the bytes; -1: it is not known."""
        if not self._is_known:
            return -1
        line = bisect_right(self._starts, place, hi=len(self._text)) - 1
        data, text, column = self._data[line], self._text[line], place - self._starts[line]
        before, behind = (encoded(self._codec, part) for part in (text[:column], text[column:]))
        if before is not None and data.startswith(before):
            return self._begins[line] + len(before)
        if behind is not None and data.endswith(behind):
            return self._begins[line] + len(data) - len(behind)
        return -1
