"""Marks that turn the direction of text, where text from right to left can need them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

# What ends each: POP DIRECTIONAL FORMATTING or POP DIRECTIONAL ISOLATE.
_ENDS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_MARKS = frozenset((*_ENDS, *_ENDS.values()))
_RIGHT_TO_LEFT = ("R", "AL")


def lines_in_balance(record: Mapping[str, Any]) -> frozenset[int]:
    """Return the lines of a text with right-to-left letters that lose nothing but pairs of marks.

    Nobody but a reader of them can tell whether they are needed there.
    """
    marks: dict[int, list[str]] = defaultdict(list)
    for change in sorted(record.get("trace", ()), key=lambda change: int(change["start"])):
        if is_of_marks(change):
            marks[change["line"]] += change["removed"]
    if not marks or not _is_right_to_left(record["text"] or ""):
        return frozenset()
    return frozenset(line for line, found in marks.items() if is_balanced(found))


def is_of_marks(change: Mapping[str, Any]) -> bool:
    """Say whether a change takes away such marks, and nothing else."""
    removed = change["removed"]
    return bool(removed) and not change["replacement"] and _MARKS.issuperset(removed)


def is_balanced(marks: Iterable[str]) -> bool:
    r"""Say whether each mark has its end, one within the other.

    >>> is_balanced("\u202a\u2067\u2069\u202c"), is_balanced("\u202a\u2067\u202c\u2069")
    (True, False)
    """
    open_ends: list[str] = []
    for mark in marks:
        if mark in _ENDS:
            open_ends.append(_ENDS[mark])
        elif not open_ends or open_ends.pop() != mark:
            return False
    return not open_ends


def _is_right_to_left(text: str) -> bool:
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in set(text)
    )
