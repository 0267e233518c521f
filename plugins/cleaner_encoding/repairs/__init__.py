"""Repairs of characters, one kind a module: each takes a text, gives it back with a count."""

from __future__ import annotations

from collections import Counter

from cleaner_encoding.options import Options
from cleaner_encoding.repairs.always import Watch, repair_always
from cleaner_encoding.repairs.requested import requested

# Removing what parted two characters may join them into something new, so a text is repaired
# until nothing changes; this is a bound on how often, and no text came near it.
_PASSES = 8


def repair(text: str, options: Options, watch: Watch | None = None) -> tuple[str, dict[str, int]]:
    """Repair a text until nothing is left to do; return it, and how much was done by kind.

    ``watch`` is told of each kind of repair that changed the text, with the text before and after.
    """
    counts: Counter[str] = Counter()
    for _ in range(_PASSES):
        before = text
        text = repair_always(text, counts, watch)
        for kind, make in requested(options).items():
            was = text
            text, count = make(text)
            counts[kind] += count
            if watch is not None and text != was:
                watch(kind, was, text)
        if text == before:
            break
    return text, dict(+counts)
