"""Cut text without structure, counted in characters, where the best boundary is soon told.

Where a C compiler was there, ``parts`` asks parts.c, which knows the most common cases and asks
``Plain`` for the rest.

What is looked at here is what surrounds the place that is wanted, by the searches of ``str``; the
boundaries are those that ``Boundaries`` finds by looking at all of a segment.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from cleaner import kernels
from cleaner_segments.boundaries import ITEM, NEAR, near_comma
from cleaner_segments.full_stops import is_never_short
from cleaner_segments.sentences import Sentences
from cleaner_segments.spreading import last_text
from cleaner_segments.structure import structure

_BLANK = re.compile(r"\n[^\S\n]*\n")
# A line that holds white space alone parts paragraphs as well.
_LOOSE = re.compile(r"\n[^\S\n]+\n")
_LONGEST = 64  # characters of such a line, that it is seen by its end
_RARE_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f"

Part = tuple[int, int, dict[str, Any]]
Ask: TypeAlias = Callable[[str, Any], "Plain"]


def parts(
    text: str, most: int, least: int, ask: Ask, options: Any, *, is_plain: bool = False
) -> list[Part] | None:
    """Return where the segments start and end, and what is noted of each.

    That is None if the text may have structure, unless ``is_plain`` says that it has none.
    ``ask`` of the text and the options gives a ``Plain``.
    """
    quick = compiled()
    most = min(most, sys.maxsize)  # no text is longer
    least = min(least, most)
    if quick is None:
        return noted(ask(text, options).ends()) if is_plain or not structure(text) else None
    return quick(text, text.isascii(), is_plain, most, least, ask, options, is_never_short)


@functools.cache
def compiled() -> Callable[..., list[Part] | None] | None:
    """Return ``parts`` of parts.c, or None where it was not compiled from this state of it."""
    kernel = kernels(Path(__file__).parent).module("cleaner_segments")
    return kernel.parts if kernel else None


def noted(ends: list[int]) -> list[Part]:
    """Return the parts that end there, with what is noted of each."""
    count = len(ends)
    return [
        (start, end, {"segment": {"index": index, "count": count, "start": start, "end": end}})
        for index, (start, end) in enumerate(pairwise([0, *ends]))
    ]


def _farthest(text: str, least: int) -> int:
    """Return up to where a segment may end that is not the last one."""
    if text and not text[-1].isspace():
        return len(text) - least
    return min(len(text) - least, last_text(text, 0, len(text)))


class Plain:
    """Knows the best boundaries of a text that has neither headings nor blocks.

    What is asked for them gives None where it is not clear, and 0 where there is none.
    """

    def __init__(self, text: str, most: int, least: int, otherwise: Callable[[int], int]) -> None:
        self._text = text
        self._most = most
        self._least = least
        self._farthest = _farthest(text, least)
        self._otherwise = otherwise
        self._sentences = Sentences(text)
        # Up to these there is none of them behind where was looked last.
        self._next_blank = self._next_line = self._next_space = 0
        self._next_mark = self._next_clause = 0
        self._known: dict[str, int] = {}

    def ends(self) -> list[int]:
        """Return where segments end."""
        finish = len(self._text)
        ends = []
        new = 0
        while finish - new > self._most:
            new = self(new)
            ends.append(new)
        if new < finish or not finish:
            ends.append(finish)
        return ends

    def __call__(self, new: int) -> int:
        """Return where the segment from ``new`` ends, which is not the last one."""
        text, most = self._text, self._most
        rest = len(text) - new
        # Spread evenly over as few segments as there may be.
        wanted = new - (-rest // -(-rest // most))
        first, last = new + self._least, min(new + most, self._farthest)
        cut = None
        if 2 < first <= wanted <= last and not text[new].isspace():
            cut = self._paragraph(first, wanted, last) if last > self._next_blank else 0
            if cut == 0:
                cut = self._within_paragraph(first, wanted, last)
        elif self._is_clean and text[new : new + most].isspace():
            cut = new + most
        return self._otherwise(new) if cut is None else cut

    def _paragraph(self, first: int, wanted: int, last: int) -> int | None:
        """Return where the nearest paragraph begins."""
        text = self._text
        cut = text.rfind("\n\n", first - 2, wanted) + 2
        start, end = cut, 2 * wanted - cut  # where there may be a nearer one
        behind = text.find("\n\n", wanted - 1, end if cut > 1 and end < last else last) + 2
        if behind > 1 and (cut == 1 or behind < end):
            start, end, cut = 2 * wanted - behind - 1, behind - 2, behind
        if cut > 1:
            loose = text.find("\n", start, end) >= 0 and self._is_loose(start, end)
            return None if loose or text[cut].isspace() else cut
        found = _BLANK.search(text, first - 2)
        self._next_blank = found.start() if found else len(text)
        return None if self._next_blank < last else 0

    def _is_loose(self, start: int, end: int) -> bool:
        """Return whether a line of white space alone parts paragraphs there."""
        return _LOOSE.search(self._text, max(0, start - _LONGEST), end) is not None

    def _within_paragraph(self, first: int, wanted: int, last: int) -> int | None:
        """Return where the nearest line, sentence, clause or word begins, or where to cut it."""
        if last > self._next_line:
            text = self._text
            before = text.rfind("\n", first - 1, wanted) + 1
            behind = text.find("\n", wanted, last) + 1
            if before or behind:
                nearer = not behind or (before and 2 * wanted <= before + behind)
                cut = before if nearer else behind
                if text[cut].isspace():
                    return None
                if self._sentences.ends_line(cut):
                    return cut
                return self._within_lines(first, wanted, last, before, behind)
            self._next_line = self._next_of("\n", wanted)
        cut = self._sentences.sure(first, wanted, last) if last > self._next_mark else 0
        return cut or (self._unsure(first, wanted, last) if self._is_clean else None)

    def _unsure(self, first: int, wanted: int, last: int) -> int | None:
        """Return where the nearest sentence, clause or word begins, or where to cut it."""
        text = self._text
        if last > self._next_space:
            self._next_space = self._next_of(" ", first - 2)
        if last <= self._next_space:  # nothing parts letters, unless beyond the minimum
            begin = first - self._least
            beyond = (begin, first), (last, begin + self._most)
            parted = any(text.find(space, *window) >= 0 for space in " \n" for window in beyond)
            return None if parted else wanted
        if last > self._next_mark:
            self._next_mark = self._next_of(".!?", first - 2)
        if last > self._next_mark:
            near = max(first, wanted - NEAR), wanted, min(last, wanted + NEAR)
            return self._sentences.nearest(*near, lambda _: True)
        return self._clause(first, wanted, last)

    def _within_lines(
        self, first: int, wanted: int, last: int, before: int, behind: int
    ) -> int | None:
        """Return where the nearest sentence or line begins, those near to ``wanted`` being given.

        What is a line ends no sentence if lines are wrapped, and one if they are not.
        """
        if ITEM.search(self._text, first - 2, last):
            return None
        cut = self._sentences.sure(first, wanted, last)
        if cut or not self._is_clean:
            return cut or None
        if last > self._next_mark:
            self._next_mark = self._next_of(".!?", first - 2)
        wrapped = self._sentences.are_wrapped(first, last)
        if last > self._next_mark or wrapped is None:
            return None
        # A sentence is as near as its mark, the line's end, and a line as near as its beginning.
        doubled = 2 * wanted if wrapped else 2 * wanted + 2
        return before if before and (not behind or doubled <= before + behind) else behind

    def _clause(self, first: int, wanted: int, last: int) -> int | None:
        """Return where the nearest clause or word begins."""
        if last > self._next_clause:
            cut = near_comma(self._text, first, wanted, last)
            if cut:
                return cut
            self._next_clause = self._next_of(",;:)", first - 2)
        return None if last > self._next_clause else self._word(first, wanted, last)

    def _word(self, first: int, wanted: int, last: int) -> int | None:
        """Return where the nearest word begins."""
        text = self._text
        before = text.rfind(" ", first - 1, wanted) + 1
        behind = text.find(" ", wanted, last) + 1
        nearer = not behind or 2 * wanted <= before + behind
        cut = before if before and nearer else behind
        return None if not cut or text[cut].isspace() else cut

    def _next_of(self, characters: str, start: int) -> int:
        """Return where the next of some characters is, or the text's end."""
        known, text = self._known, self._text
        for character in characters:
            # What is far away, or nowhere, is not sought again, which would take ever longer.
            if known.get(character, -1) < start:
                found = text.find(character, start)
                known[character] = len(text) if found < 0 else found
        return min(known[character] for character in characters)

    @functools.cached_property
    def _is_clean(self) -> bool:
        """Whether every character is a cluster, and a space is no other than " " or a line end."""
        return self._text.isascii() and not any(space in self._text for space in _RARE_SPACES)
