"""Where records begin and end: each costs only itself, whatever length it claims to have.

A record is a head, an empty line, as many bytes as its head says, and two line ends
(ISO 28500:2017, section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_READ_BYTES = 1 << 20
_MOST_HEAD = 1 << 16
# Of a record that is too large, as much as shows what it is.
_SHOWN_BYTES = 1 << 16
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_LINE_ENDS = re.compile(rb"[\r\n]*")
_NEXT = re.compile(rb"\nWARC/\d")
_MARK = b"WARC/"


class Frame(NamedTuple):
    """The bytes of one record, or of what is none, then with what is wrong.

    ``is_large``: only its beginning is held, since it has more than the bytes that are allowed.
    """

    data: bytes
    error: str = ""
    is_large: bool = False


def frames(stream: BinaryIO, most: int) -> Iterator[Frame]:
    """Cut a stream into records of at most ``most`` bytes of content each."""
    held = _Held(stream)
    while held.skip_line_ends():
        yield _frame(held, most)


class _Held:
    """The part of a stream that is looked at."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.data = bytearray()

    def hold(self, size: int) -> int:
        """Have so many bytes at hand, if there are as many; return how many there are."""
        while len(self.data) < size:
            more = self._stream.read(max(_READ_BYTES, size - len(self.data)))
            if not more:
                break
            self.data += more
        return len(self.data)

    def take(self, size: int) -> bytes:
        """Return so many bytes, and go behind them."""
        taken = bytes(memoryview(self.data)[:size])
        del self.data[:size]
        return taken

    def skip_line_ends(self) -> bool:
        """Go to where something begins; tell whether there is such a place."""
        while self.hold(1):
            # Stripping would copy all that is held, which is much more than a record.
            line_ends = _LINE_ENDS.match(self.data)
            del self.data[: line_ends.end() if line_ends else 0]
            if self.data:
                return True
        return False

    def skip_to_next(self, start: int) -> None:
        """Go to the next record that begins behind a place, or to the end of all."""
        found = _NEXT.search(self.data, start)
        while found is None:
            # A mark may lie across what is held and what comes.
            del self.data[: max(0, len(self.data) - len(_MARK) - 2)]
            before = len(self.data)
            if self.hold(before + 1) == before:
                self.data.clear()
                return
            found = _NEXT.search(self.data)
        del self.data[: found.start() + 1]


def _frame(held: _Held, most: int) -> Frame:
    held.hold(_MOST_HEAD)
    end = _HEAD_END.search(held.data, 0, _MOST_HEAD)
    if not held.data.startswith(_MARK) or end is None:
        return _broken(held, 0, "no record begins here")
    length = _LENGTH.search(held.data, 0, end.end())
    if length is None:
        return _broken(held, end.end(), "it has no length")
    size = end.end() + int(length[1][:20])
    if size - end.end() > most:
        held.hold(end.end() + _SHOWN_BYTES)
        shown = bytes(held.data[: end.end() + _SHOWN_BYTES])
        held.skip_to_next(end.end())
        return Frame(shown, f"it is larger than {most:,} bytes (warc max-record)", is_large=True)
    there = held.hold(size + len(_MARK) + 4)
    if there >= size and _is_end(bytes(held.data[size : size + len(_MARK) + 4])):
        return Frame(held.take(size))
    return _broken(held, end.end(), "its length is wrong, or it was cut")


def _is_end(behind: bytes) -> bool:
    """Tell whether a record ends here: by two line ends, or before another record or nothing."""
    rest = behind.lstrip(b"\r\n")
    return behind.startswith(b"\r\n\r\n") or not rest or rest.startswith(_MARK[: len(rest)])


def _broken(held: _Held, start: int, error: str) -> Frame:
    """Give as much as shows what it is, and go to the next record."""
    shown = bytes(held.data[: start + _SHOWN_BYTES])
    next_one = _NEXT.search(shown, start)
    held.skip_to_next(start)
    return Frame(shown[: next_one.start()] if next_one else shown, error)
