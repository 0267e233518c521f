"""The way of a text through the chain: what each step changed, and where that was when it was read.

Every step counts characters in the text that it was given; a trace counts them all in the text that
was read, so that a change can be shown where it is in the source, and put back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec


class Change(msgspec.Struct, frozen=True):
    """What a step did: replaced ``start:end`` of the text that was read, for a reason.

    ``copy_of`` is the place that a removed copy repeats. A split is an empty change where a part
    begins; what was done to the bytes stands at the beginning.
    """

    step: str
    start: int
    end: int
    replacement: str
    reason: str
    copy_of: int | None = None


def made(text: str, changes: Iterable[Change]) -> str:
    """Make changes again, on the text that was read.

    One that lies within another is part of it: a later step has replaced what an earlier one made.

    >>> made("a tale", [Change("one", 2, 3, "T", "capital"), Change("two", 0, 2, "", "article")])
    'Tale'
    """
    pieces: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda change: (change.start, -change.end)):
        if change.start >= at:
            pieces += (text[at : change.start], change.replacement)
            at = change.end
    return "".join((*pieces, text[at:]))


class Piece(NamedTuple):
    """So many characters from ``at`` on are those of the read text from ``origin`` on."""

    at: int
    origin: int
    length: int


class Replaced(NamedTuple):
    """A range of a text that is replaced by so many other characters."""

    start: int
    end: int
    length: int


class Trace(msgspec.Struct, frozen=True):
    """The changes so far, and which pieces of the read text the text is made of now."""

    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, length: int) -> Trace:
        """Return the trace of a text that was only read.

        >>> Trace.of(9).origin(4)
        4
        """
        return cls((Piece(0, 0, length),))

    def origin(self, place: int) -> int:
        """Return where a place of the text was when it was read; of inserted text, the place of it.

        >>> Trace.of(9).replaced([Replaced(2, 5, 1)]).origin(4)
        6
        """
        number = bisect_right(self.pieces, place, key=lambda piece: piece.at) - 1
        if number < 0:
            return self.pieces[0].origin if self.pieces else 0
        piece = self.pieces[number]
        return piece.origin + min(place - piece.at, piece.length)

    def noted(self, changes: Iterable[Change]) -> Trace:
        """Return this trace with more changes, whose places are those of the text that was read."""
        return Trace(self.pieces, (*self.changes, *changes))

    def replaced(self, ranges: Sequence[Replaced]) -> Trace:
        """Return the trace of the text in which ranges, in order, are replaced."""
        pieces: list[Piece] = []
        at = shift = 0
        for start, end, length in ranges:
            pieces += _moved(self._between(at, start), shift)
            shift += length - (end - start)
            at = end
        last = self.pieces[-1] if self.pieces else Piece(0, 0, 0)
        pieces += _moved(self._between(at, last.at + last.length), shift)
        return Trace(tuple(pieces), self.changes)

    def cut(self, start: int, end: int) -> Trace:
        """Return the trace of ``text[start:end]``, with the changes that were made within it."""
        low, high = self.origin(start), self.origin(end)
        return Trace(
            tuple(_moved(self._between(start, end), -start)),
            tuple(
                change
                for change in self.changes
                if low <= change.start and (change.end < high or change.start < high)
            ),
        )

    def _between(self, start: int, end: int) -> list[Piece]:
        """Return the pieces of a range of the text."""
        first = max(bisect_right(self.pieces, start, key=lambda piece: piece.at) - 1, 0)
        found = []
        for piece in self.pieces[first:]:
            if piece.at >= end:
                break
            low, high = max(piece.at, start), min(piece.at + piece.length, end)
            if low < high:
                found.append(Piece(low, piece.origin + low - piece.at, high - low))
        return found


def _moved(pieces: Iterable[Piece], by: int) -> list[Piece]:
    return [Piece(piece.at + by, piece.origin, piece.length) for piece in pieces]
