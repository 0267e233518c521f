"""Find the best boundary for a cut: the highest that there is, nearest to where it is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from cleaner_segments.sentences import Sentences
from cleaner_segments.structure import Structure

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
ITEM = re.compile(r"\n[ \t]*(?=(?:[-*+•–]|\d{1,3}[.)]|[a-zA-Z][.)])[ \t])")
_LINE = re.compile(r"\n\s*")
_CLAUSE = re.compile(r"[,;:،؛·—–)、，；：﹐﹔](?:(?<=[、，；：﹐﹔])|(?=\s))\s*")
_WORD = re.compile(r"\s+")
# How far from where it is wanted a boundary is sought first, in characters.
NEAR = 160
_NEAREST = 16

Allowed = Callable[[int], bool]


class Boundaries:
    """The boundaries of a text."""

    def __init__(self, text: str, structure: Structure, sentences: Sentences) -> None:
        self._text = text
        self._structure = structure
        self._sentences = sentences

    def best(self, start: int, wanted: int, end: int, allowed: Allowed) -> int | None:
        """Return the best boundary from ``start`` to ``end``, or None where there is none.

        White space is before it, but for that by which a line is indented.
        """
        cut = self._best(start, wanted, end, allowed)
        if cut is None or self._text[cut - 1] not in " \t":
            return cut
        line = self._text.rfind("\n", max(0, start - 1), cut) + 1
        return line if line >= start and self._text[line:cut].isspace() else cut

    def _best(self, start: int, wanted: int, end: int, allowed: Allowed) -> int | None:
        lines = self._text.find("\n", max(0, start - 2), end) >= 0
        for level in (self._structure.headings, self._paragraphs)[: 2 if lines else 0]:
            found = self._nearest(level(start, end), start, wanted, end, allowed)
            if found is not None:
                return found
        if lines:
            found = self._line(start, wanted, end, allowed)
            if found is not None and self._sentences.ends_line(found):
                return found
            lines = found is not None
        return self._within_paragraph(start, wanted, end, allowed, lines)

    def _within_paragraph(
        self, start: int, wanted: int, end: int, allowed: Allowed, wrapped: bool
    ) -> int | None:
        levels = [self._sentences.nearest, self._clause, self._word]
        if wrapped:
            levels = [self._item, self._sentences.nearest, self._line, self._clause, self._word]
        near_start, near_end = max(start, wanted - NEAR), min(end, wanted + NEAR)
        for level_of in levels:
            # There are many of these: the near ones will do, mostly.
            found = level_of(near_start, wanted, near_end, allowed)
            if found is None:
                found = level_of(start, wanted, end, allowed)
            if found is not None:
                return found
        return None

    def is_one_word(self, start: int, end: int) -> bool:
        """Return whether there surely is no boundary, which would take long to find out."""
        if self._text.find(" ", start, end) >= 0:
            return False
        window = self._text[start:end]
        return window.isalnum() or (
            window.isascii()
            and len(window.split(None, 1)) == 1
            and not window[0].isspace()
            and not window[-1].isspace()
        )

    def _nearest(
        self, cuts: Iterable[int], start: int, wanted: int, end: int, allowed: Allowed
    ) -> int | None:
        inside = [cut for cut in cuts if start <= cut <= end]
        inside.sort(key=lambda cut: abs(cut - wanted))
        return next((cut for cut in inside if not self._text[cut].isspace() and allowed(cut)), None)

    def _paragraphs(self, start: int, end: int) -> list[int]:
        return self._ends(_PARAGRAPH, start, end) + self._structure.edges(start, end)

    def _item(self, start: int, wanted: int, end: int, allowed: Allowed) -> int | None:
        return self._nearest(self._ends(ITEM, start, end), start, wanted, end, allowed)

    def _line(self, start: int, wanted: int, end: int, allowed: Allowed) -> int | None:
        return self._nearest(self._ends(_LINE, start, end), start, wanted, end, allowed)

    def _clause(self, start: int, wanted: int, end: int, allowed: Allowed) -> int | None:
        cut = near_comma(self._text, start, wanted, end)
        if cut and allowed(cut):
            return cut
        return self._nearest(self._ends(_CLAUSE, start, end), start, wanted, end, allowed)

    def _word(self, start: int, wanted: int, end: int, allowed: Allowed) -> int | None:
        near = self._ends(_WORD, max(start, wanted - _NEAREST), min(end, wanted + _NEAREST))
        found = self._nearest(near, start, wanted, end, allowed)
        if found is not None:
            return found
        return self._nearest(self._ends(_WORD, start, end), start, wanted, end, allowed)

    def _ends(self, pattern: re.Pattern[str], start: int, end: int) -> list[int]:
        # What ends at the start began before it, mostly by a character or two.
        return [match.end() for match in pattern.finditer(self._text, max(0, start - 2), end)]


def near_comma(text: str, start: int, wanted: int, end: int) -> int:
    """Return where a clause begins behind a comma near to where it is wanted, 0 for none."""
    before = text.rfind(", ", max(start, wanted - NEAR), wanted - 1) + 2
    behind = text.find(", ", wanted - 1, min(end, wanted + NEAR)) + 2
    if before == 1 or (behind > 1 and before + behind < 2 * wanted):
        before = behind
    return 0 if before == 1 or text[before].isspace() else before
