"""Spread a text evenly over segments, each cut at the best boundary that its size allows."""

from __future__ import annotations

import re

from cleaner_segments.graphemes import align

# From the best boundary to the least; each match ends where a cut may be.
_LEVELS = (
    re.compile(r"\n(?=#{1,6}[ \t])"),
    re.compile(r"\n[^\S\n]*\n\s*"),
    re.compile(r"\n\s*(?=[-*+•] |\d{1,3}[.)] )"),
    re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[^a-z\s])|[。！？｡][」』”’）]*\s*|[।॥؟۔]\s*"),
    re.compile(r"[,;:،；：、，]\s+|[、，；：]"),
    re.compile(r"\s+"),
)
_SPACE = re.compile(r"\s*")


def cuts(text: str, least: int, most: int) -> list[int]:
    """Return the ends of the segments; the last one is the text's length."""
    ends: list[int] = []
    at = 0
    while len(text) - at > most:
        at = _next_cut(text, at, least, most)
        ends.append(at)
    return [*ends, len(text)]


def _next_cut(text: str, at: int, least: int, most: int) -> int:
    rest = len(text) - at
    wanted = at - -rest // -(-rest // most)
    start, end = at + least, min(at + most, len(text) - least)
    for level in _LEVELS:
        found = [
            cut.end()
            for cut in level.finditer(text, start - 1, end)
            if start <= cut.end() <= end and not text[cut.end()].isspace()
        ]
        if found:
            best = min(found, key=lambda cut: abs(cut - wanted))
            return align(text, best, at, at + most)
    return align(text, wanted, at, at + most)
