"""Where the records of the kept documents lie, by their numbers in the tables."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_PLACE = [("part", "<u4"), ("start", "<u8"), ("id_bytes", "<u4"), ("shingles", "<u4")]


KEPT, SHADOW = 1, 2
"""Marks of documents in the tables: kept, or dropped but kept at another threshold."""


class Kept:
    """The places of the records: 20 bytes a document."""

    def __init__(self) -> None:
        self._rows = np.zeros(1024, _PLACE)
        self._count = 0
        self._open: NDArray[Any] = np.zeros(0, _PLACE)
        self.now = np.zeros(0, np.uint8)

    def open(self, rows: NDArray[Any]) -> None:
        """Begin a batch; ``now`` marks those of it that the tables have: with ``KEPT``."""
        self._open = rows
        self.now = np.zeros(len(rows), np.uint8)

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

    def __getitem__(self, number: int) -> Any:
        if number < self._count:
            return self._rows[number]
        return self._open[np.flatnonzero(self.now)[number - self._count]]

    def __len__(self) -> int:
        """Count the documents in the tables."""
        return self._count + int(np.count_nonzero(self.now))
