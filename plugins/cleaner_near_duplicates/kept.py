"""Where the records of the kept documents lie, by their numbers in the tables."""

from __future__ import annotations

import ctypes
import struct
from ctypes import c_int64, c_void_p
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

KEPT, SHADOW = 1, 2
"""Marks of documents in the tables: kept, or dropped but kept at another threshold."""

_PLACE = [("part", "<u4"), ("start", "<u8"), ("id_bytes", "<u4"), ("shingles", "<u4")]
_PACKED = struct.Struct("<IQII")
_PLACE_BYTES = _PACKED.size
_STRIDE = 1024


class Place(NamedTuple):
    """Where a record lies, and how many shingles it has: in plain numbers, which are fast."""

    part: int
    start: int
    id_bytes: int
    shingles: int


def place_of(row: Any) -> Place:
    """Return the place that a sketch ends with."""
    # Numpy takes five times as long to look its fields up.
    return Place(*_PACKED.unpack_from(row, row.nbytes - _PLACE_BYTES))


class _Shelf(ctypes.Structure):
    """``shelf`` in nearest.c. A row of a batch ends with its place."""

    _fields_ = (
        ("places", c_void_p),
        ("count", c_int64),
        *((name, c_void_p) for name in ("open", "marks")),
        *((name, c_int64) for name in ("stride", "place_at", "looked")),
        ("marked", c_void_p),
        ("found", c_int64),
    )


class Kept:
    """The places of the records: 20 bytes a document."""

    def __init__(self) -> None:
        self._rows = np.zeros(1024, _PLACE)
        self._count = 0
        self.open(np.zeros(0, _PLACE))

    def open(self, rows: NDArray[Any]) -> None:
        """Begin a batch; ``now`` marks those of it that the tables have, in order: ``KEPT``."""
        self._open = rows
        self.now = np.zeros(len(rows), np.uint8)
        # The places of those that are marked, as far as they were looked for.
        self._marked = np.zeros(len(rows), np.uint32)
        size = rows.dtype.itemsize
        self._shelf = _Shelf(stride=size, place_at=size - _PLACE_BYTES)
        self._shelf.open, self._shelf.marks = rows.ctypes.data, self.now.ctypes.data
        self._shelf.marked = self._marked.ctypes.data
        self._shelf.places, self._shelf.count = self._rows.ctypes.data, self._count

    def close(self) -> None:
        """End the batch."""
        kept = self._open[self.now.astype(bool)]
        needed = self._count + len(kept)
        if needed > len(self._rows):
            # In place, as far as the system can.
            self._rows.resize(needed + needed // 16, refcheck=False)
        for name, _ in _PLACE:
            self._rows[name][self._count : needed] = kept[name]
        self._count = needed
        self.open(self._open[:0])

    def __getitem__(self, number: int) -> Place:
        if number < self._count:
            return Place(*self._rows[number].item())
        return place_of(self._open[self._at(number - self._count)])

    def shelf(self) -> Any:
        """Return the address of the same for the kernels: ``shelf`` in nearest.c."""
        return ctypes.byref(self._shelf)

    def _at(self, number: int) -> int:
        """Return the place in the batch of one of those that are marked."""
        shelf, now = self._shelf, self.now
        while number >= shelf.found:
            # Marks are set in order: before the last one that is found there will be no more.
            found = np.flatnonzero(now[shelf.looked : shelf.looked + _STRIDE]) + shelf.looked
            self._marked[shelf.found : shelf.found + len(found)] = found
            shelf.found += len(found)
            shelf.looked = int(found[-1]) + 1 if len(found) else shelf.looked + _STRIDE
        return int(self._marked[number])

    def __len__(self) -> int:
        """Count the documents in the tables."""
        return self._count + int(np.count_nonzero(self.now))
