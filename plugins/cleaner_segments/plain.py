"""Cut text without structure, counted in characters, where the best boundary is soon told.

What is looked at here is what surrounds the place that is wanted, by the searches of ``str``; the
boundaries are those that ``Boundaries`` finds by looking at all of a segment.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from cleaner_segments.boundaries import NEAR
from cleaner_segments.sentences import Sentences
from cleaner_segments.spreading import last_text

_BLANK = re.compile(r"\n[^\S\n]*\n")
# A line that holds white space alone parts paragraphs as well.
_LOOSE = re.compile(r"\n[^\S\n]+\n")
_RARE_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f"


class Plain:
    """Knows the best boundaries of a text that has neither headings nor blocks.

    What is asked for them gives None where it is not clear, and 0 where there is none.
    """

    def __init__(self, text: str, sentences: Sentences) -> None:
        self._text = text
        self._sentences = sentences
        # Up to these there is no blank line, line end or space behind where was looked last.
        self._next_blank = self._next_line = self._next_space = 0

    def ends(self, most: int, least: int, otherwise: Callable[[int], int]) -> list[int]:
        """Return where segments end; ``otherwise`` says where that from ``new`` does."""
        text = self._text
        finish = len(text)
        farthest = min(finish - least, last_text(text, 0, finish))
        ends = []
        new = 0
        while (rest := finish - new) > most:
            # Spread evenly over as few segments as there may be.
            wanted = new - (-rest // -(-rest // most))
            first, last = new + least, new + most
            last = farthest if last > farthest else last  # noqa: FURB136 (min is slower)
            cut = None
            if 2 < first <= wanted <= last and not text[new].isspace():
                cut = self._paragraph(first, wanted, last)
                if cut == 0:
                    cut = self._within_paragraph(first, wanted, last)
            new = otherwise(new) if cut is None else cut
            ends.append(new)
        if new < finish or not finish:
            ends.append(finish)
        return ends

    def _paragraph(self, first: int, wanted: int, last: int) -> int | None:
        """Return where the nearest paragraph begins."""
        text = self._text
        if last > self._next_blank:
            before = text.rfind("\n\n", first - 2, wanted) + 2
            behind = text.find("\n\n", wanted - 1, last) + 2
            if before > 1 or behind > 1:
                nearer = behind == 1 or 2 * wanted <= before + behind
                cut = before if before > 1 and nearer else behind
                way = wanted - cut if cut < wanted else cut - wanted
                if text[cut].isspace() or _LOOSE.search(text, wanted - way, wanted + way):
                    return None
                return cut
            found = _BLANK.search(text, first - 2)
            self._next_blank = found.start() if found else len(text)
        return None if self._next_blank < last else 0

    def _within_paragraph(self, first: int, wanted: int, last: int) -> int | None:
        """Return where the nearest line or sentence begins, or where to cut a word."""
        text = self._text
        if last > self._next_line:
            # Found nowhere is -1, which makes it the text's end.
            self._next_line = text.find("\n", first - 2) % (len(text) + 1)
        if last > self._next_line:
            return self._line(first, wanted, last)
        if last > self._next_space:
            self._next_space = text.find(" ", first - 2) % (len(text) + 1)
        if last > self._next_space:
            return self._sentence(first, wanted, last)
        # Nothing parts letters that are no clusters either.
        return wanted if self._is_ascii_without_rare_spaces else None

    def _line(self, first: int, wanted: int, last: int) -> int | None:
        """Return where the nearest line begins, unless lines are wrapped."""
        text = self._text
        before = text.rfind("\n", first - 1, wanted) + 1
        behind = text.find("\n", wanted, last) + 1
        if not (before or behind) or self._sentences.wrapped(wanted):
            return None
        nearer = not behind or 2 * wanted <= before + behind
        cut = before if before and nearer else behind
        return None if text[cut].isspace() else cut

    def _sentence(self, first: int, wanted: int, last: int) -> int | None:
        """Return where the nearest sentence begins."""
        text = self._text
        mark = text.rfind(". ", max(first - 2, wanted - NEAR), wanted + 1)
        behind = text.find(". ", wanted, min(last, wanted + NEAR))
        if mark < 0 or (behind >= 0 and behind - wanted < wanted - mark):
            mark = behind
        cut = mark + 2
        if mark < 0 or not first <= cut <= last:
            return None
        # Whatever else is nearer might end a sentence, too.
        start, end = (mark + 1, 2 * wanted - mark) if mark < wanted else (2 * wanted - mark, mark)
        if not self._sentences.holds_mark(start, end) and self._sentences.surely_ends(mark):
            return cut
        first, last = max(first, wanted - NEAR), min(last, wanted + NEAR)
        return self._sentences.nearest(first, wanted, last, lambda _: True)

    @functools.cached_property
    def _is_ascii_without_rare_spaces(self) -> bool:
        return self._text.isascii() and not any(space in self._text for space in _RARE_SPACES)
