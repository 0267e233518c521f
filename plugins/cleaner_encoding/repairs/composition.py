"""Canonical composition: one way to write a letter with its marks."""

from __future__ import annotations

import unicodedata


def compose(text: str) -> tuple[str, int]:
    r"""Normalize to NFC; the count is 1 where that changed anything.

    >>> compose("e\u0301")
    ('é', 1)
    """
    if unicodedata.is_normalized("NFC", text):
        return text, 0
    return unicodedata.normalize("NFC", text), 1
