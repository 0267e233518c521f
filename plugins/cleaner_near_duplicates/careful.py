"""Deciding one document at a time, looking at more than the nearest kept document.

Where pairs are reported, the tables hold more than the kept documents: all that one of the
thresholds of the grid would keep, so that what each would drop can be told.
"""

from __future__ import annotations

import operator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner_near_duplicates.comparing import Comparer, Found
from cleaner_near_duplicates.grid import Grid
from cleaner_near_duplicates.kept import KEPT, SHADOW, place_of
from cleaner_near_duplicates.pairs import Pairs
from cleaner_near_duplicates.postings import Postings, sample
from cleaner_near_duplicates.redis_index import RedisIndex
from cleaner_near_duplicates.shingles import unpack


class Plain:
    """Compares with what is kept, and with nothing else."""

    def __init__(self, comparer: Comparer, threshold: float) -> None:
        self._comparer = comparer
        self._threshold = threshold

    def look(self, rows: NDArray[Any], place: int) -> tuple[Found | None, bool]:
        """Return the twin of a document, and whether the tables want the document."""
        comparer = self._comparer
        exact = comparer.look(rows, place)
        if exact >= 0:
            return comparer.copy_of(exact), False
        twin = comparer.nearest_candidate(rows[place], self._threshold)
        return twin, twin is None

    def add(self, number: int, twin: Found | None) -> None:
        """Take note that the tables have the document that was looked at last."""


class Dial:
    """Compares with all that any threshold of the grid keeps, and reports all pairs."""

    def __init__(self, comparer: Comparer, grid: Grid, threshold: float, pairs: Pairs) -> None:
        self._comparer = comparer
        self._grid = grid
        self._threshold = threshold
        self._pairs = pairs
        self._mask = 0
        # By number in the tables: the thresholds that drop it; and those that this run drops.
        self._dropped: dict[int, int] = {}
        self._shadows: set[int] = set()

    def look(self, rows: NDArray[Any], place: int) -> tuple[Found | None, bool]:
        """Return the twin of a document, and whether the tables want the document."""
        comparer, grid = self._comparer, self._grid
        identity = comparer.record(place_of(rows[place]))[0]
        exact = comparer.look(rows, place)
        if exact >= 0:
            found = comparer.copy_of(exact)
            self._report(identity, found)
            if found.number not in self._shadows:
                return found, False
            # The copy was dropped; what has come since may be more similar than what it was for.
            others = (each for each in comparer.candidates() if each not in self._shadows)
            return comparer.nearest(rows[place], others, self._threshold), False
        self._mask = 0
        similar = comparer.similar(rows[place], comparer.candidates(), grid.thresholds[0])
        kept: list[Found] = []
        for found in similar:
            self._report(identity, found)
            dropped = self._dropped.get(found.number, 0)
            self._mask |= grid.up_to(found.similarity) & ~dropped
            if found.similarity >= self._threshold and found.number not in self._shadows:
                kept.append(found)
        # Of equals the first.
        twin = max(kept, key=operator.attrgetter("similarity"), default=None)
        return twin, self._mask != grid.everywhere

    def _report(self, identity: str, found: Found) -> None:
        earlier = self._comparer.is_earlier(found.number)
        self._pairs.add(identity, found, earlier_run=earlier, dropped=True)

    def add(self, number: int, twin: Found | None) -> None:
        """Take note that the tables have the document that was looked at last."""
        if self._mask:
            self._dropped[number] = self._mask
        if twin is not None:
            self._shadows.add(number)


class Containment:
    """Finds the kept document that a document lies in, whatever their similarity."""

    def __init__(
        self,
        comparer: Comparer,
        postings: Postings,
        pairs: Pairs | None,
        *,
        drop: bool,
    ) -> None:
        self._comparer = comparer
        self._postings = postings
        self._share = postings.share
        self._pairs = pairs
        self._drop = drop
        self._sample = np.zeros(0, np.uint64)
        self.found = 0
        self.first: tuple[str, str] | None = None

    def look(self, row: Any) -> Found | None:
        """Report where a document lies in a kept one; return that where it is to be dropped."""
        identity, packed = self._comparer.record(place_of(row))
        self._sample = sample(unpack(packed))
        numbers = self._postings.candidates(self._sample)
        found = self._comparer.containing(row, numbers, self._share)
        if found is None:
            return None
        self.found += 1
        self.first = self.first or (identity, found.identity)
        if self._pairs:
            earlier = self._comparer.is_earlier(found.number)
            self._pairs.add(identity, found, earlier_run=earlier, dropped=self._drop)
        return found if self._drop else None

    def add(self, number: int) -> None:
        """Take in the document that was looked at last, which is kept."""
        self._postings.add(number, self._sample)

    def load(self, rows: NDArray[Any], first: int) -> None:
        """Take in documents that are kept, the first of which has that number."""
        for number, row in enumerate(rows, first):
            self._postings.add(number, sample(unpack(self._comparer.record(place_of(row))[1])))

    def note(self) -> str:
        """Say how many documents lie in others."""
        one, other = self.first or ("", "")
        what = "were dropped" if self._drop else "were kept"
        line = f"{self.found:,} lie by {self._share:.0%} or more in a kept document, and {what}"
        return f"{line}: {one} in {other}, for one"


class Careful:
    """Decides on documents in their order."""

    def __init__(
        self,
        comparer: Comparer,
        nearest: Plain | Dial,
        containment: Containment | None,
        shared: RedisIndex | None,
    ) -> None:
        self._comparer = comparer
        self._nearest = nearest
        self._containment = containment
        self._shared = shared

    def decide(self, rows: NDArray[Any], place: int, found: list[Found | None]) -> int:
        """Decide on one document; return the place behind it."""
        if not rows["shingles"][place]:
            return place + 1
        found[place] = self._shared.look(rows, place) if self._shared else None
        if found[place]:
            return place + 1
        twin, wanted = self._nearest.look(rows, place)
        if twin is None and self._containment:
            twin = self._containment.look(rows[place])
            wanted = wanted and twin is None
        found[place] = twin
        if wanted:
            number = self._comparer.add(rows, place, SHADOW if twin else KEPT)
            self._nearest.add(number, twin)
            if twin is None and self._containment:
                self._containment.add(number)
        return place + 1
