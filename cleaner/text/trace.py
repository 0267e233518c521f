"""The way of a text through the chain: what each step changed, and where that was when it was read.

Every step counts characters in the text that it was given; a trace counts them all in the text that
was read, so that a change can be shown where it is in the source, and put back.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from cleaner.text.edits import Edit, Replaced, Span, joined, origin

# The reason of a change that has none of its own.
CHANGED = "changed"
# How the reason begins that stands for another encoding of the bytes.
NOT_UTF_8 = "not UTF-8: "
# The reason that stands for lines of another encoding than the rest of the bytes.
FOREIGN_LINE = "line in another encoding"
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

    One that lies within another, its ends included, is part of it: a later step has replaced what
    an earlier one made. Of several of one range the last holds what all of them come to.

    >>> made("a tale", [Change("one", 2, 3, "T", "capital"), Change("two", 0, 2, "", "article")])
    'Tale'
    """
    pieces: list[str] = []
    at = 0
    for change in outermost(changes):
        pieces += (text[at : change.start], change.replacement)
        at = change.end
    return "".join((*pieces, text[at:]))


def outermost(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes that are not part of another one, in the order of the text."""
    last = {(change.start, change.end): change for change in changes}
    at, behind = 0, -1
    for change in sorted(last.values(), key=lambda change: (change.start, -change.end)):
        if change.start >= at and change.end > behind:
            yield change
            at = behind = change.end


def digest_of(data: bytes) -> str:
    """Return what tells the bytes that a text was read from from others (BLAKE2b)."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class Trace(msgspec.Struct, frozen=True):
    """The text that was read, where it is another one now, and the changes.

    The text began as ``read[low:high]``. ``part`` is the part of its source that it is, where that
    holds several: a line, say; ``lines`` are those of its source that it takes. ``digest`` is that
    of the bytes of the source, where the text is all of it.
    """

    read: str
    low: int
    high: int
    spans: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()
    part: str = ""
    lines: tuple[int, int] | None = None
    digest: str = ""

    @classmethod
    def of(cls, text: str, part: str = "", lines: tuple[int, int] | None = None) -> Trace:
        """Return the trace of a text that was only read, as that part of its source.

        >>> Trace.of("a tale").origin(4)
        4
        """
        return cls(text, 0, len(text), part=part, lines=lines)

    def origin(self, place: int) -> int:
        """Return where a place of the text was when it was read; of inserted text, the place of it.

        >>> Trace.of("some text").edited("a step", "some text", [Edit(2, 5, "-", "cut")]).origin(4)
        6
        """
        return self.low + origin(self.spans, place)

    def noted(self, changes: Iterable[Change]) -> Trace:
        """Return this trace with changes that put nothing in, by places of the text that was read.

        They come first: what stands last of several at one place is what they come to.
        """
        return msgspec.structs.replace(self, changes=(*changes, *self.changes))

    def edited(self, step: str, text: str, edits: Sequence[Edit]) -> Trace:
        """Return the trace of what edits, in order, make of the text as it is.

        Those of one range are the reasons of one replacement. A change holds what came of its
        range by all steps, where they changed the same.
        """
        by_range: dict[tuple[int, int, str, int], list[Edit]] = {}
        for number, edit in enumerate(edits):
            # Text that is put in twice is there twice.
            of_its_own = number if edit.start == edit.end else -1
            key = (edit.start, edit.end, edit.replacement, of_its_own)
            by_range.setdefault(key, []).append(edit)
        ranges = [Replaced(start, end, len(new)) for start, end, new, _ in by_range]
        found = joined(self.spans, ranges)
        alike = list(by_range.values())
        changes = []
        for one in found:
            group = [alike[number] for number in one.ranges]
            low, high = self.low + one.span.start, self.low + one.span.end
            new = _applied(text, one.low, one.high, [reasons[0] for reasons in group])
            for edit in (edit for reasons in group for edit in reasons):
                copied = None if edit.copy_of is None else self.origin(edit.copy_of)
                changes.append(Change(step, low, high, new, edit.reason or CHANGED, copied))
        spans = tuple(one.span for one in found)
        return msgspec.structs.replace(self, spans=spans, changes=(*self.changes, *changes))

    def cut(self, start: int, end: int) -> Trace:
        """Return the trace of ``text[start:end]``, with the changes that were made within it.

        What was taken out between two parts belongs to the one before.
        """
        low = self.origin(start) if start else self.low
        high = self.origin(end)
        spans = []
        for span in self.spans:
            begin, behind = max(span.at, start), min(span.at + span.length, end)
            if begin < behind or (begin == behind and (start < begin or not start)):
                high = max(high, self.low + span.end)
                places = (span.start + self.low - low, span.end + self.low - low)
                spans.append(Span(*places, begin - start, behind - begin))
        within = tuple(
            change
            for change in self.changes
            if low <= change.start < high or low <= change.start == high == self.high
        )
        return msgspec.structs.replace(self, low=low, high=high, spans=tuple(spans), changes=within)

    def placed(self) -> list[PlacedChange]:
        """Return the changes with their lines and columns."""
        if not self.changes:
            return []
        lines = Lines(self.read)
        return [PlacedChange.of(change, self.read, lines) for change in self.changes]


def _applied(text: str, low: int, high: int, edits: Iterable[Edit]) -> str:
    """Return what edits make of a range of a text."""
    pieces: list[str] = []
    for edit in edits:
        pieces += (text[low : edit.start], edit.replacement)
        low = edit.end
    return "".join((*pieces, text[low:high]))
