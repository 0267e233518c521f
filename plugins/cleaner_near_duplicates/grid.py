"""The thresholds that a report of pairs is for, and what each of them would drop.

A document is compared with kept documents only, and which are kept depends on the threshold. So for
each document a set of thresholds is carried along, as the bits of a number: those that drop it. A
kept document that resembles it by ``s`` drops it at all thresholds up to ``s`` that keep the other.
"""

from __future__ import annotations

import bisect
from typing import NamedTuple

VERSION = 1
"""Of the report, which holds what the thresholds of a grid need."""

_FIRST, _LAST = 50, 95  # hundredths


class Grid(NamedTuple):
    """Thresholds in ascending order; the number of each is its bit."""

    thresholds: tuple[float, ...]

    @classmethod
    def of(cls, lowest: float, threshold: float) -> Grid:
        """Return the hundredths from 0.50 to 0.95 that are not below ``lowest``, and a run's own.

        >>> Grid.of(0.93, 0.925).thresholds
        (0.925, 0.93, 0.94, 0.95)
        """
        hundredths = (number / 100 for number in range(_FIRST, _LAST + 1))
        return cls(tuple(sorted({threshold, *(each for each in hundredths if each >= lowest)})))

    @property
    def everywhere(self) -> int:
        """All thresholds."""
        return (1 << len(self.thresholds)) - 1

    def up_to(self, similarity: float) -> int:
        """Return the thresholds that a pair of this similarity reaches.

        >>> bin(Grid((0.5, 0.6, 0.7)).up_to(0.6))
        '0b11'
        """
        return int((1 << bisect.bisect_right(self.thresholds, similarity)) - 1)
