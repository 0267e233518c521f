"""The order in which bytes are asked for their encoding: what is certain comes first."""

from __future__ import annotations

from cleaner_encoding.found import Found, Refused
from cleaner_encoding.legacy import by_statistics
from cleaner_encoding.marks import by_mark


def decide(data: bytes) -> Found | Refused:
    """Turn bytes into the text that their author meant, or refuse them."""
    if not data:
        return Found("", "utf-8", "empty")
    marked = by_mark(data)
    if marked is not None:
        return marked
    try:
        return Found(data.decode(), "ascii" if data.isascii() else "utf-8", "valid")
    except UnicodeDecodeError:
        return by_statistics(data)
