"""Where the records of the kept documents lie, by their numbers in the tables."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

KEPT, SHADOW = 1, 2
"""Marks of documents in the tables: kept, or dropped but kept at another threshold."""

_PLACE = [("part", "<u4"), ("start", "<u8"), ("id_bytes", "<u4"), ("shingles", "<u4")]
_STRIDE = 1024


class Place(NamedTuple):
    """Where a record lies, and how many shingles it has: in plain numbers, which are fast."""

    part: int
    start: int
    id_bytes: int
    shingles: int


def place_of(row: Any) -> Place:
    """Return the place that a sketch tells of."""
    return Place(int(row["part"]), int(row["start"]), int(row["id_bytes"]), int(row["shingles"]))


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
        self._marked: list[int] = []
        self._looked = 0

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

    def shingles(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many shingles some documents have, by ascending numbers."""
        before = int(np.searchsorted(numbers, self._count))
        found = self._rows["shingles"][numbers[:before]].astype(np.int64)
        if before == len(numbers):
            return found
        self._at(int(numbers[-1]) - self._count)
        now = np.array(self._marked)[numbers[before:] - self._count]
        return np.concatenate((found, self._open["shingles"][now].astype(np.int64)))

    def _at(self, number: int) -> int:
        """Return the place in the batch of one of those that are marked."""
        start = self._looked
        while number >= len(self._marked):
            # Marks are set in order: before the last one that is found there will be no more.
            found = (np.flatnonzero(self.now[start : start + _STRIDE]) + start).tolist()
            self._marked += found
            start += _STRIDE
            if found:
                start = self._looked = found[-1] + 1
        return self._marked[number]

    def __len__(self) -> int:
        """Count the documents in the tables."""
        return self._count + int(np.count_nonzero(self.now))
