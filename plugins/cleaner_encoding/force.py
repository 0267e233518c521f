"""An encoding that somebody knows better."""

from __future__ import annotations

from cleaner_encoding.found import Found
from cleaner_encoding.options import python_name


def by_force(data: bytes, name: str) -> Found:
    """Decode by the encoding named; what it cannot read becomes U+FFFD."""
    known = python_name(name)
    text = data.decode(known, "replace").removeprefix("\ufeff")
    unreadable = text.count("\ufffd")
    repairs = {"unreadable character": unreadable} if unreadable else {}
    return Found(text, known, "forced", 1.0, repairs)
