"""Encodings of single bytes, as tables of 256 characters."""

from __future__ import annotations

from functools import cache

# What is a character of its own in no encoding of several bytes; half-width kana are single.
_SEVERAL = (b"\xa4\xa2" * 2, b"\x88\x9f" * 2)
UNDEFINED = "\x01"


@cache
def single_bytes(name: str) -> str | None:
    """Return the 256 characters of an encoding of single bytes, or None for another.

    Bytes without a character are U+0001.

    >>> single_bytes("cp1252")[0xE9], single_bytes("cp932")
    ('é', None)
    """
    try:
        characters = [bytes([byte]).decode(name, "replace") for byte in range(256)]
        if any(len(pairs.decode(name, "replace")) != len(pairs) for pairs in _SEVERAL):
            return None
    except (UnicodeError, LookupError):
        return None
    if any(len(each) != 1 for each in characters):
        return None
    return "".join(UNDEFINED if each == "\ufffd" else each for each in characters)
