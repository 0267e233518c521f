"""Find the lines that go along with the heads of pages, such as the foot above one."""

from __future__ import annotations

import re
from collections import Counter

from cleaner_titles.fold import width

_LETTER = re.compile(r"[^\W\d_]")
# So many lines may a head and what goes with it be apart.
_NEAR = 6
# Lines of the first pages, which tell how wide a text is.
_MANY = 400


def recurring_beside(lines: list[str], found: set[int], least: int, widest: int) -> set[int]:
    """Return the lines that recur with the heads found: the foot above, what the head goes on in.

    Each showing of such a line but one stands next to a head, with blank lines between at most.

    Args:
        lines: the document's lines, stripped.
        found: the heads.
        least: how often a line must recur.
        widest: of a head, in characters.
    """
    near: dict[tuple[str, int], set[int]] = {}
    edge = edge_of(lines)
    for index in found:
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(lines) and not lines[at] and abs(at - index) < _NEAR:
                at += step
            if not 0 <= at < len(lines) or not lines[at] or at in found:
                continue
            if len(lines[at]) < widest and not opens_text(lines, at, step, edge):
                near.setdefault((lines[at], at - index), set()).add(at)
    often = {
        line: places
        for (line, _), places in near.items()
        if len(places) >= max(least, len(found) // 2 - 1) and _LETTER.search(line)
    }
    if not often:
        return set()
    counts = Counter(line for line in lines if line in often)
    return {
        at for line, places in often.items() if counts[line] <= len(places) + 1 for at in places
    }


def edge_of(lines: list[str]) -> int:
    """Return the columns that nine of ten lines of a text keep within."""
    widths = sorted(width(line) for line in lines[:_MANY] if line)
    return widths[len(widths) * 9 // 10] if widths else 0


def opens_text(lines: list[str], index: int, step: int, edge: int) -> bool:
    """Say whether a line is the first of a full text, seen from a head: below it, or above.

    Paragraphs may begin alike. A head that goes on is narrower, has a gap, or stands alone.
    """
    beyond = index + step
    if not 0 <= beyond < len(lines) or not lines[beyond] or "   " in lines[index]:
        return False
    return width(lines[index]) * 5 >= edge * 4
