"""Row groups: the parts of a Parquet file that can be read on their own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

from cleaner import Source

# A piece for a worker is as many groups as lie in so many bytes; each piece reads the footer anew.
_PIECE_BYTES = 4_000_000
# About so much of a group is held at a time, and never more rows than that.
_BATCH_BYTES = 8_000_000
_BATCH_ROWS = 1000


class Group(NamedTuple):
    """A row group: its number, where it starts in the file, its first row from 1, its rows.

    ``batch`` rows of it are read at a time; ``size`` is its bytes before it is compressed.
    """

    number: int
    start: int
    first: int
    rows: int
    batch: int
    size: int


def groups(metadata: Any) -> list[Group]:
    """List the row groups of a file, in its order."""
    found: list[Group] = []
    first = 1
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        rows = group.num_rows
        batch = _BATCH_BYTES * rows // (group.total_byte_size or 1)
        batch = min(max(batch, 1), _BATCH_ROWS)
        size = group.total_byte_size
        found.append(Group(number, _start(group), first, rows, batch, size))
        first += rows
    return found


def _start(group: Any) -> int:
    column = group.column(0)
    places = (column.dictionary_page_offset, column.data_page_offset)
    return min((place for place in places if place), default=0)


def pieces(source: Source, found: list[Group]) -> Iterator[Source] | None:
    """Cut a file between its groups; None where they do not lie in their order."""
    starts = [group.start for group in found]
    if len(starts) < 2 or any(b <= a for a, b in itertools.pairwise(starts)):
        return None
    return _pieces(source, found)


def _pieces(source: Source, found: list[Group]) -> Iterator[Source]:
    first = found[0]
    for group in found[1:]:
        if group.start - first.start >= _PIECE_BYTES:
            yield source.piece(first.start, group.start, 1, first.first)
            first = group
    yield source.piece(first.start, source.size, 1, first.first)


def of_piece(source: Source, found: list[Group]) -> list[Group]:
    """Return the groups that begin in the range of a source; of a whole file, all."""
    end = source.end
    if end is None:
        return found
    return [group for group in found if source.start <= group.start < end]
