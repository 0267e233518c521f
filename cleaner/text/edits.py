"""Edits, and where they are in the text that was there before other edits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec


class Edit(msgspec.Struct, frozen=True):
    """Replace ``text[start:end]`` of a document by ``replacement``, for a reason.

    ``start`` and ``end`` count characters of the text before any edit of the same step, and so does
    ``copy_of``: where that stands which a removed copy repeats.
    """

    start: int
    end: int
    replacement: str
    reason: str
    copy_of: int | None = None


class Span(NamedTuple):
    """``start:end`` of the text before is now the ``length`` characters from ``at`` on."""

    start: int
    end: int
    at: int
    length: int


class Replaced(NamedTuple):
    """A range of a text that is replaced by so many other characters."""

    start: int
    end: int
    length: int


class Joined(NamedTuple):
    """A span of two goes of changes: ``low:high`` is it between them.

    ``before`` numbers the spans of the first go that went into it, ``ranges`` the ranges of the
    second; without one of those it is a span of the first go as it was.
    """

    span: Span
    low: int
    high: int
    before: tuple[int, ...]
    ranges: tuple[int, ...]


class _Item(NamedTuple):
    low: int
    high: int
    is_range: bool
    number: int


def origin(spans: Sequence[Span], place: int) -> int:
    """Return where a place was before the changes; of inserted text, the place of it.

    >>> origin([Span(2, 5, 2, 1)], 4)
    6
    """
    number = bisect_right(spans, place, key=lambda span: span.at) - 1
    if number < 0:
        return place
    span = spans[number]
    behind = place - span.at - span.length
    return span.start if behind < 0 else span.end + behind


def joined(spans: Sequence[Span], ranges: Sequence[Replaced]) -> list[Joined]:
    """Make ranges, in order, of a text that was changed already into spans of what it was before.

    What overlaps becomes one span, and so does what could not be told apart by its order: text
    that is put in where something begins that is replaced, or was put in itself.

    >>> [one.span for one in joined([Span(2, 5, 2, 1)], [Replaced(2, 4, 0)])]
    [Span(start=2, end=6, at=2, length=0)]
    """
    found: list[Joined] = []
    # How far places lie behind those before the first go, and behind those between both.
    first = second = 0
    for low, high, group in _overlapping(spans, ranges):
        old = tuple(item.number for item in group if not item.is_range)
        new = tuple(item.number for item in group if item.is_range)
        start = low - first
        first += sum(spans[n].length - (spans[n].end - spans[n].start) for n in old)
        grown = sum(ranges[n].length - (ranges[n].end - ranges[n].start) for n in new)
        span = Span(start, high - first, low + second, high - low + grown)
        second += grown
        one = Joined(span, low, high, old, new)
        if found and found[-1].high == low and _is_put_in(found[-1], one):
            one = _both(found.pop(), one)
        found.append(one)
    return found


def _is_put_in(*some: Joined) -> bool:
    """Tell whether one of some was nothing before."""
    return any(one.span.start == one.span.end for one in some)


def _both(one: Joined, other: Joined) -> Joined:
    length = one.span.length + other.span.length
    return Joined(
        Span(one.span.start, other.span.end, one.span.at, length),
        one.low,
        other.high,
        one.before + other.before,
        one.ranges + other.ranges,
    )


def _overlapping(
    spans: Sequence[Span], ranges: Sequence[Replaced]
) -> Iterator[tuple[int, int, list[_Item]]]:
    """Yield what overlaps, with the range of it in the text between both goes."""
    group: list[_Item] = []
    low = high = 0
    for item in _items(spans, ranges):
        if group and item.low >= high:
            yield low, high, group
            group = []
        if not group:
            low = high = item.low
        group.append(item)
        high = max(high, item.high)
    if group:
        yield low, high, group


def _items(spans: Sequence[Span], ranges: Sequence[Replaced]) -> list[_Item]:
    old = (_Item(one.at, one.at + one.length, False, number) for number, one in enumerate(spans))
    new = (_Item(one.start, one.end, True, number) for number, one in enumerate(ranges))
    # Sorting runs that are in order already is merging them.
    return sorted((*old, *new))
