"""Count a text in the units that a segment's size is given in."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from typing import Protocol

# A run of characters that are no white space; of scripts without spaces, each character.
_WORD = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
    "|[^\\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)


class Size(Protocol):
    """Counts a text in units."""

    def between(self, start: int, end: int) -> int:
        """Return how many units ``text[start:end]`` has."""

    def forward(self, start: int, units: int) -> int:
        """Return the farthest end of a stretch from ``start`` that has at most ``units``."""

    def backward(self, end: int, units: int) -> int:
        """Return the farthest start of a stretch up to ``end`` that has at most ``units``."""

    def fits(self, start: int, end: int, units: int) -> int:
        """Return where to end the stretch from ``start`` to ``end`` for it to have ``units``."""


class Characters:
    """Counts Unicode code points."""

    def __init__(self, text: str) -> None:
        self._length = len(text)

    def between(self, start: int, end: int) -> int:
        """Return how many characters ``text[start:end]`` has."""
        return end - start

    def forward(self, start: int, units: int) -> int:
        """Return what is ``units`` characters behind ``start``."""
        return min(self._length, start + units)

    def backward(self, end: int, units: int) -> int:
        """Return what is ``units`` characters before ``end``."""
        return max(0, end - units)

    def fits(self, start: int, end: int, units: int) -> int:
        """Return ``end``: characters are counted exactly to begin with."""
        return end


class Words:
    """Counts words: runs without white space, and each character of scripts without spaces."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = array("q", (word.start() for word in _WORD.finditer(text)))

    def between(self, start: int, end: int) -> int:
        """Return how many words ``text[start:end]`` has; of one that is cut, each part is one."""
        rest = end > start and self._begins_within(start)
        return bisect_left(self._starts, end) - bisect_left(self._starts, start) + rest

    def forward(self, start: int, units: int) -> int:
        """Return where the word begins that would be one too many."""
        last = bisect_left(self._starts, start) + units - self._begins_within(start)
        return self._starts[last] if last < len(self._starts) else len(self._text)

    def _begins_within(self, start: int) -> bool:
        """Return whether a word goes on there, cut at a boundary without a space."""
        if start >= len(self._text) or self._text[start].isspace():
            return False
        word = bisect_left(self._starts, start)
        return word == len(self._starts) or self._starts[word] != start

    def backward(self, end: int, units: int) -> int:
        """Return where the first of the ``units`` words before ``end`` begins."""
        first = bisect_left(self._starts, end) - units
        return self._starts[first] if first > 0 else 0

    def fits(self, start: int, end: int, units: int) -> int:
        """Return ``end``: words are counted exactly to begin with."""
        return end
