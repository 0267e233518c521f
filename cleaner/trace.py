"""The way of a text through the chain: what each step changed, and where that was when it was read.

Every step counts characters in the text that it was given; a trace counts them all in the text that
was read, so that a change can be shown where it is in the source, and put back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

_LINE_END = re.compile(r"\r\n|\n|\r")


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


class Lines:
    """The lines of a text, as editors count them: a line ends in LF, CR LF or CR."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        r"""Return line and column of a character, both from 1.

        >>> Lines("one\r\ntwo").place(6)
        (2, 2)
        """
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class PlacedChange(msgspec.Struct, frozen=True):
    """A change as records have it: with what was removed, and the lines and columns of its ends."""

    step: str
    start: int
    end: int
    removed: str
    replacement: str
    reason: str
    line: int
    column: int
    end_line: int
    end_column: int
    copy_of: int | None = None
    copy_of_line: int | None = None

    @classmethod
    def of(cls, change: Change, text: str, lines: Lines) -> PlacedChange:
        """Return a change of a text with its places."""
        line, column = lines.place(change.start)
        end_line, end_column = lines.place(change.end)
        copied = None if change.copy_of is None else lines.place(change.copy_of)[0]
        return cls(
            change.step,
            change.start,
            change.end,
            text[change.start : change.end],
            change.replacement,
            change.reason,
            line,
            column,
            end_line,
            end_column,
            change.copy_of,
            copied,
        )


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
    """The text that was read, the pieces of it that the text is made of now, and the changes.

    ``part`` is the part of its source that it is, where that holds several: a line, say.
    """

    read: str
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...] = ()
    part: str = ""

    @classmethod
    def of(cls, text: str, part: str = "") -> Trace:
        """Return the trace of a text that was only read, as that part of its source.

        >>> Trace.of("a tale").origin(4)
        4
        """
        return cls(text, (Piece(0, 0, len(text)),), part=part)

    def origin(self, place: int) -> int:
        """Return where a place of the text was when it was read; of inserted text, the place of it.

        >>> Trace.of("some text").replaced([Replaced(2, 5, 1)]).origin(4)
        6
        """
        number = bisect_right(self.pieces, place, key=lambda piece: piece.at) - 1
        if number < 0:
            return self.pieces[0].origin if self.pieces else 0
        piece = self.pieces[number]
        return piece.origin + min(place - piece.at, piece.length)

    def noted(self, changes: Iterable[Change]) -> Trace:
        """Return this trace with more changes, whose places are those of the text that was read."""
        return msgspec.structs.replace(self, changes=(*self.changes, *changes))

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
        return msgspec.structs.replace(self, pieces=tuple(pieces))

    def cut(self, start: int, end: int) -> Trace:
        """Return the trace of ``text[start:end]``, with the changes that were made within it."""
        low, high = self.origin(start), self.origin(end)
        within = (
            change
            for change in self.changes
            if low <= change.start and (change.end < high or change.start < high)
        )
        pieces = _moved(self._between(start, end), -start)
        return Trace(self.read, tuple(pieces), tuple(within), self.part)

    def placed(self) -> list[PlacedChange]:
        """Return the changes with their lines and columns."""
        if not self.changes:
            return []
        lines = Lines(self.read)
        return [PlacedChange.of(change, self.read, lines) for change in self.changes]

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
