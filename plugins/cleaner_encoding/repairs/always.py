"""The repairs that are right to make to any text."""

from __future__ import annotations

from collections import Counter

from cleaner_encoding.repairs.kinds import AFFECTED, ALWAYS, CHARACTERS
from cleaner_encoding.repairs.look import look


def repair_always(text: str, counts: Counter[str]) -> str:
    """Make those repairs that find something, adding to the counts by kind."""
    found = look(text)
    if not found:
        return text
    characters = "".join(set(CHARACTERS.findall(text))) if found & AFFECTED else ""
    for kind in ALWAYS:
        if kind.is_about(found, characters):
            text, count = kind.repair(text)
            counts[kind.name] += count
    return text
