"""Spread a text evenly over segments, each cut at the best boundary that its size allows."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cleaner_segments.boundaries import Boundaries
from cleaner_segments.graphemes import align, is_boundary
from cleaner_segments.sentences import Sentences
from cleaner_segments.sizes import Size
from cleaner_segments.structure import Structure


class Bounds(NamedTuple):
    """How large segments are, in units: at most ``most``, of which ``overlap`` are repeated.

    ``firm`` says that ``least`` goes before the choice of a boundary.
    """

    least: int
    most: int
    overlap: int
    firm: bool


class Segment(NamedTuple):
    """``text[start:end]``, which up to ``new`` is repeated from the segments before."""

    start: int
    new: int
    end: int


class _Part(NamedTuple):
    """What is spread over segments of its own: where it ends, and its last character that counts.

    Its last segment holds more than white space.
    """

    finish: int
    last: int


class Spreading:
    """Cuts a text, or parts of it."""

    def __init__(
        self, text: str, size: Size, structure: Structure, bounds: Bounds, sentences: Sentences
    ) -> None:
        self._text = text
        self._size = size
        self._structure = structure
        self._bounds = bounds
        self._sentences = sentences
        self._boundaries = Boundaries(text, structure, sentences)

    def end(self, new: int) -> int:
        """Return where the segment ends that begins at ``new``, none of it repeated."""
        return self._end(new, new, self._whole)

    @functools.cached_property
    def _whole(self) -> _Part:
        return _Part(len(self._text), last_text(self._text, 0, len(self._text)))

    def segments(self, ends: Sequence[int]) -> Iterator[Segment]:
        """Yield the segments of each of the parts that end there; that of no text is empty."""
        new = start = 0
        for finish in ends:
            part = _Part(finish, last_text(self._text, new, finish))
            while new < finish or not finish:
                end = self._end(start, new, part)
                if end <= new and start < new:  # the overlap leaves no room
                    start, end = new, self._end(new, new, part)
                yield Segment(start, new, end)
                if not finish:
                    return
                new = end
                start = self._repeat_from(end)

    def _end(self, start: int, new: int, part: _Part) -> int:
        """Return where the segment ends, ``new`` if nothing new fits; a character always does."""
        most = self._bounds.most
        limit = self._size.forward(start, most)
        if start < new:  # a guess may lie within what is new first
            room = max(1, most - self._size.between(start, new))
            limit = max(limit, self._size.forward(new, room))
        limit = min(part.finish, limit)
        end = self._cut(start, new, limit, part) if limit < part.finish else limit
        while (limit := self._size.fits(start, end, most)) < end:
            if limit <= new:
                return new if start < new else min(part.finish, new + 1)
            end = self._cut(start, new, limit, part)
        if start < new and end < part.finish and not self._is_whole(end, new):
            return new  # without the overlap there is more room
        return end

    def _is_whole(self, end: int, new: int) -> bool:
        """Return whether no cluster is cut, no block that fits, and no heading from its text."""
        return is_boundary(self._text, end, new) and self._keeps_whole()(end)

    def _cut(self, start: int, new: int, limit: int, part: _Part) -> int:
        """Return where the segment ends whose new part begins at ``new``, ``limit`` at most."""
        size, least = self._size, self._bounds.least
        begin = new + 1  # a segment holds more than white space
        if self._text[new].isspace():
            rest = self._text[new:limit].lstrip()
            if not rest:
                return align(self._text, limit, new, limit)
            begin = limit - len(rest) + 1
        first = max(size.forward(new, least), begin)
        farthest = min(limit, part.last) if part.last > new else limit
        last = min(farthest, size.backward(part.finish, least))
        if first > last:
            first, last = min(begin, farthest), farthest
        wanted = min(max(first, self._wanted(start, new, part)), last)
        cut = self._best(begin, first, wanted, last, last if self._bounds.firm else farthest)
        return align(self._text, wanted if cut is None else cut, new, limit)

    def _wanted(self, start: int, new: int, part: _Part) -> int:
        """Return where to cut for the rest of the part to be spread evenly."""
        rest = self._size.between(new, part.finish)
        room = max(1, self._bounds.most - self._size.between(start, new))
        segments = max(2, -(-rest // room))
        return self._size.forward(new, -(-rest // segments))

    def _best(self, begin: int, first: int, wanted: int, last: int, farthest: int) -> int | None:
        if self._boundaries.is_one_word(begin - 1, farthest):
            return None
        best = self._boundaries.best
        whole = self._keeps_whole()
        cut = best(first, wanted, last, whole)
        if cut is None and not self._bounds.firm:
            # Rather than none, the boundary that leaves less than the minimum on either side.
            before = best(begin, wanted, first - 1, whole)
            behind = best(last + 1, last + 1, farthest, whole) if last < farthest else None
            nearer = [at for at in (before, behind) if at is not None]
            cut = min(nearer, key=lambda at: abs(at - wanted), default=None)
        if cut is None and self._structure.heading_starts:
            cut = best(first, wanted, last, lambda at: not self._structure.heading_at(at))
            if cut is None:
                cut = self._behind_heading(wanted, last)
        if cut is None and (self._structure.heading_starts or self._structure.block_starts):
            cut = best(first, wanted, last, lambda _: True)
        return cut

    def _behind_heading(self, wanted: int, last: int) -> int | None:
        """Return where to cut a word that has no room behind a heading, for this not to end."""
        heading_at = self._structure.heading_at
        return next((at for at in (wanted, last) if not heading_at(at)), None)

    def _keeps_whole(self) -> Callable[[int], bool]:
        """Return whether a cut leaves headings with their text, and blocks that fit whole."""
        structure = self._structure
        if not (structure.heading_starts or structure.block_starts):
            return lambda _: True

        return lambda cut: not structure.heading_at(cut) and not self._parts_block(cut)

    def _parts_block(self, cut: int) -> bool:
        """Return whether a cut parts a block that fits into a segment."""
        block = self._structure.block_at(cut)
        return block is not None and self._size.between(*block) <= self._bounds.most

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
                and not self._parts_block(start)
                and self._size.between(start, following) <= self._bounds.most
                and align(self._text, start, max(0, start - 1), end) == start
            ),
            end,
        )


def last_text(text: str, start: int, end: int) -> int:
    """Return where the last character from ``start`` to ``end`` is that is no white space.

    That is before ``start`` where there is none.
    """
    if end > start and not text[end - 1].isspace():
        return end - 1
    size = 1000
    while size < end - start:
        rest = len(text[end - size : end].rstrip())
        if rest:
            return end - size + rest - 1
        size *= 10
    return start + len(text[start:end].rstrip()) - 1
