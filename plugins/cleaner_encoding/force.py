"""An encoding that somebody knows better."""

from __future__ import annotations

import codecs

from cleaner import CleanerError
from cleaner_encoding.found import Found


def by_force(data: bytes, name: str) -> Found:
    """Decode by the encoding named; what it cannot read becomes U+FFFD.

    Raises:
        CleanerError: there is no such encoding.
    """
    known = known_encoding(name)
    text = data.decode(known, "replace").removeprefix("\ufeff")
    unreadable = text.count("\ufffd")
    repairs = {"unreadable character": unreadable} if unreadable else {}
    return Found(text, known, "forced", 1.0, repairs)


def known_encoding(name: str) -> str:
    """Return Python's name of an encoding.

    Raises:
        CleanerError: there is no such encoding.
    """
    try:
        b"".decode(name)
        return codecs.lookup(name).name
    except LookupError:
        raise CleanerError(f"encoding: there is no text encoding {name!r}") from None
