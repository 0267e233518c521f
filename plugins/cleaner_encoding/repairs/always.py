"""The repairs that are right to make to any text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

from cleaner_encoding.repairs.kinds import AFFECTED, ALWAYS, CHARACTERS
from cleaner_encoding.repairs.look import look

# Is told of a kind of repair, and of the text before and after it.
Watch: TypeAlias = Callable[[str, str, str], None]


def repair_always(text: str, counts: Counter[str], watch: Watch | None = None) -> str:
    """Make those repairs that find something, adding to the counts by kind."""
    found = look(text)
    if not found:
        return text
    characters = "".join(set(CHARACTERS.findall(text))) if found & AFFECTED else ""
    for kind in ALWAYS:
        if kind.is_about(found, characters):
            before = text
            text, count = kind.repair(text)
            counts[kind.name] += count
            if watch is not None and text != before:
                watch(kind.name, before, text)
    return text
