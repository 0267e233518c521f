"""Repairs of characters, one kind a module: each takes a text, gives it back with a count."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping

from cleaner_encoding.mojibake import fix_mojibake
from cleaner_encoding.repairs.composition import compose
from cleaner_encoding.repairs.controls import remove_controls
from cleaner_encoding.repairs.directions import remove_directions
from cleaner_encoding.repairs.invisible import remove_invisible
from cleaner_encoding.repairs.ligatures import split_ligatures
from cleaner_encoding.repairs.line_ends import fix_line_ends
from cleaner_encoding.repairs.surrogates import join_surrogates
from cleaner_encoding.repairs.tags import remove_tags

Repair = Callable[[str], tuple[str, int]]

# What is right to do to any text, in this order: a repair may uncover what a later one sees.
_ALWAYS: Mapping[str, Repair] = {
    "surrogates": join_surrogates,
    "mojibake": fix_mojibake,
    "line ends": fix_line_ends,
    "control characters": remove_controls,
    "directions": remove_directions,
    "tags": remove_tags,
    "invisible": remove_invisible,
    "ligatures": split_ligatures,
    "composition": compose,
}
# Removing what parted two characters may join them into something new; this is a bound on how
# often, and no text came near it.
_PASSES = 8
# Deleting bytes is ten times as fast as searching with an expression.
_ASCII_TROUBLE = bytes({*range(32), 127} - {9, 10})
_TROUBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200d\u2028-\u202e\u2060\u2066-\u206f"
    "\ud800-\udfff\ufb00-\ufb06\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def repair(text: str, more: Mapping[str, Repair]) -> tuple[str, dict[str, int]]:
    """Repair a text until nothing is left to; return it, and how much was done by kind.

    ``more`` are the repairs that someone asked for, made after those that are always right.
    """
    counts: Counter[str] = Counter()
    for _ in range(_PASSES):
        before = text
        if _needs_repair(text):
            text = _pass(text, _ALWAYS, counts)
        text = _pass(text, more, counts)
        if text == before:
            break
    return text, dict(counts)


def _pass(text: str, repairs: Mapping[str, Repair], counts: Counter[str]) -> str:
    for kind, make in repairs.items():
        text, count = make(text)
        if count:
            counts[kind] += count
    return text


def _needs_repair(text: str) -> bool:
    """Say cheaply whether any repair that is always made can find something."""
    if text.isascii():
        data = text.encode("ascii")
        return len(data.translate(None, _ASCII_TROUBLE)) != len(data)
    return (
        _TROUBLE.search(text) is not None
        or not unicodedata.is_normalized("NFC", text)
        or fix_mojibake(text)[1] > 0
    )
