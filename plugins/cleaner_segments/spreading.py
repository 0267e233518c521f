"""Spread a text evenly over segments, each cut at the best boundary that its size allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cleaner_segments.boundaries import Boundaries
from cleaner_segments.graphemes import align
from cleaner_segments.sentences import Sentences
from cleaner_segments.sizes import Size
from cleaner_segments.structure import Structure

_SPACE = re.compile(r"\s*")


@dataclass(frozen=True)
class Bounds:
    """How large segments are, in units: at most ``most``, of which ``overlap`` are repeated.

    ``firm`` says that ``least`` goes before the choice of a boundary.
    """

    least: int
    most: int
    overlap: int = 0
    firm: bool = False


@dataclass(frozen=True)
class Segment:
    """``text[start:end]``, which up to ``new`` is repeated from the segments before."""

    start: int
    new: int
    end: int


class Spreading:
    """Cuts one text."""

    def __init__(self, text: str, size: Size, structure: Structure, bounds: Bounds) -> None:
        self._text = text
        self._size = size
        self._structure = structure
        self._bounds = bounds
        self._sentences = Sentences(text)
        self._boundaries = Boundaries(text, structure, self._sentences)
        self._last = len(text.rstrip()) - 1  # the last segment holds more than white space

    def segments(self) -> Iterator[Segment]:
        """Yield the segments, in order; that of an empty text is empty."""
        new = start = 0
        while True:
            end = self._end(start, new)
            if end <= new and start < new:  # the overlap leaves no room
                start, end = new, self._end(new, new)
            yield Segment(start, new, end)
            if end == len(self._text):
                return
            new = end
            start = self._repeat_from(end)

    def _end(self, start: int, new: int) -> int:
        """Return where the segment ends, ``new`` if nothing new fits; a character always does."""
        most, length = self._bounds.most, len(self._text)
        limit = self._size.forward(start, most)
        end = self._cut(start, new, limit) if limit < length else limit
        while (limit := self._size.fits(start, end, most)) < end:
            if limit <= new:
                return new if start < new else min(length, new + 1)
            end = self._cut(start, new, limit)
        return end

    def _cut(self, start: int, new: int, limit: int) -> int:
        """Return where the segment ends whose new part begins at ``new``, ``limit`` at most."""
        size, bounds = self._size, self._bounds
        rest = size.between(new, len(self._text))
        room = max(1, bounds.most - size.between(start, new))
        wanted = min(limit, size.forward(new, -(-rest // max(2, -(-rest // room)))))
        least = bounds.least
        word = _SPACE.match(self._text, new, limit)
        if word and word.end() == limit:  # white space alone
            return align(self._text, limit, new, limit)
        first = max(size.forward(new, least), (word.end() if word else new) + 1)
        farthest = min(limit, self._last) if self._last > new else limit
        last = min(farthest, size.backward(len(self._text), least))
        if first > last:
            first, last = new + 1, farthest
        cut = self._best(new, first, wanted, last, limit)
        if cut is None:
            wanted = min(max(wanted, first), last)
            cut = wanted
        return align(self._text, cut, new, limit)

    def _best(self, new: int, first: int, wanted: int, last: int, limit: int) -> int | None:
        if self._boundaries.is_one_word(new, last):
            return None
        best = self._boundaries.best
        whole = self._keeps_whole(new)
        cut = best(first, wanted, last, whole)
        if cut is None and not self._bounds.firm:
            cut = best(new + 1, wanted, first - 1, whole)
        if cut is None and self._structure.heading_starts:
            cut = best(first, wanted, last, lambda at: not self._structure.heading_at(at))
        if cut is None and (self._structure.heading_starts or self._structure.block_starts):
            cut = best(first, wanted, last, lambda _: True)
        return cut

    def _keeps_whole(self, new: int) -> Callable[[int], bool]:
        """Return whether a cut leaves headings with their text, and blocks that fit whole."""
        structure = self._structure
        if not (structure.heading_starts or structure.block_starts):
            return lambda _: True

        def whole(cut: int) -> bool:
            if structure.heading_at(cut):
                return False
            block = structure.block_at(cut)
            return block is None or self._size.between(*block) > self._bounds.most

        return whole

    def _repeat_from(self, end: int) -> int:
        """Return where the overlap of the segment behind ``end`` begins: at a sentence."""
        overlap = self._bounds.overlap
        if not overlap:
            return end
        first = self._size.backward(end, overlap)
        following = next(self._sentences.ends(end, self._size.forward(end, self._bounds.most)), end)
        starts = [*([0] if first == 0 else []), *self._sentences.ends(max(0, first - 1), end - 1)]
        return next(
            (
                start
                for start in starts
                if start >= first
                and self._size.between(start, following) <= self._bounds.most
                and align(self._text, start, max(0, start - 1), end) == start
            ),
            end,
        )
