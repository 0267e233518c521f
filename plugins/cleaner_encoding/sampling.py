"""Bytes that stand for all: lines beyond ASCII."""

from __future__ import annotations

import re

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_WINDOW = 1 << 20


def lines_beyond_ascii(data: bytes, size: int) -> bytes:
    """Return at most ``size`` bytes: the first lines beyond ASCII, each from its beginning.

    A line feed is no part of a longer character in any encoding that has ASCII, so the lines
    begin with whole characters. Looks at 1 MB behind the first byte beyond ASCII, so that the
    time of a decision does not grow with the data.
    """
    if len(data) <= size:
        return data
    found = _BEYOND_ASCII.search(data)
    first = found.start() if found else 0
    start = max(data.rfind(b"\n", 0, first) + 1, first - size // 2)
    taken: list[bytes] = []
    for line in data[start : start + _WINDOW].splitlines(keepends=True):
        if not line.isascii():
            taken.append(line[:size])
            size -= len(line)
            if size <= 0:
                break
    return b"".join(taken)


def windows(data: bytes, count: int, size: int) -> bytes:
    """Return so many pieces of that size, spread evenly over the data; all of it where it is less.

    >>> windows(b"abcdefghi", 3, 1), windows(b"abc", 3, 2)
    (b'adg', b'abc')
    """
    if len(data) <= count * size:
        return data
    apart = len(data) // count
    return b"".join(data[start : start + size] for start in range(0, count * apart, apart))
