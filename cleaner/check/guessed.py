"""Whether an encoding is a guess, which a file is not to be written anew by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleaner.check.strays import Strays
from cleaner.text.encodings import declared_encodings
from cleaner.text.trace import FOREIGN_LINE, NOT_UTF_8

# So many characters beyond ASCII tell an encoding from its neighbours.
_ENOUGH = 8


def is_guessed(change: Mapping[str, Any], record: Mapping[str, Any], strays: Strays | None) -> bool:
    """Tell whether a legacy encoding is a guess from few characters, too few to write it anew."""
    if strays is not None and change["reason"] == FOREIGN_LINE and not change["end"]:
        return strays.size < _ENOUGH
    if change["end"] or not change["reason"].startswith(NOT_UTF_8):
        return False
    text = record["text"] or ""
    certain = change["reason"].startswith(f"{NOT_UTF_8}utf-") or declared_encodings(text)
    return not certain and sum(character > "\x7f" for character in text) < _ENOUGH
