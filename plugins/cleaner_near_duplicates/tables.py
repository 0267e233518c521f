"""The tables of kept documents in plain Python, where the compiled kernels are not there.

They need some 2 kB a document, and find the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner_near_duplicates.kept import Kept
from cleaner_near_duplicates.shingles import unpack


class Tables:
    """The documents that are kept, by digest and by band, and what resembles a new one."""

    def __init__(self, bands: int, many: int) -> None:
        del many
        self._count = 0
        self._digests: dict[bytes, int] = {}
        self._bands: list[dict[int, list[int]]] = [{} for _ in range(bands)]
        self._candidates: list[int] = []
        self._own = np.zeros(0, np.uint64)

    def seek(self, rows: NDArray[Any], place: int, kept: NDArray[np.uint8]) -> tuple[int, int]:
        """Keep documents from ``place`` on until one resembles a kept one.

        Returns its place (``len(rows)``: there is none) and the number of its kept exact copy, or
        -1 where it has candidates. ``kept`` is set to 1 for each that is kept.
        """
        for at in range(place, len(rows)):
            if not rows["shingles"][at]:
                continue
            exact = self.look(rows, at)
            if exact >= 0 or self._candidates:
                return at, exact
            self.keep(rows, at)
            kept[at] = 1
        return len(rows), -1

    def look(self, rows: NDArray[Any], place: int) -> int:
        """Look a document up and keep nothing; return the number of its exact copy, or -1.

        There are ``candidates`` behind it, and the document may be kept.
        """
        keys = rows["keys"][place].tolist()
        found: set[int] = set()
        for band, key in zip(self._bands, keys, strict=True):
            found.update(band.get(key, ()))
        self._candidates = sorted(found)
        return self._digests.get(rows["digest"][place].tobytes(), -1)

    def candidates(self) -> list[int]:
        """Return the candidates that ``seek`` or ``look`` found last, in ascending order."""
        return self._candidates

    @property
    def candidate_count(self) -> int:
        """How many candidates there are."""
        return len(self._candidates)

    def prune(self, spare: int) -> None:
        """Leave all candidates: without the kernels, comparing them costs no more."""

    def smallest(self, kept: Kept, least: float, otherwise: int) -> int:
        """Return what ``prune`` does not look at."""
        del kept, least
        return otherwise

    def join(self, number: int) -> None:
        """Take no note of a document for ``prune``."""

    def keep(self, rows: NDArray[Any], place: int) -> None:
        """Keep the document that ``seek`` stopped at, or that ``look`` looked up last."""
        number = self._count
        self._count += 1
        # Of copies, which are there where one was taken back, the first is found.
        self._digests.setdefault(rows["digest"][place].tobytes(), number)
        for band, key in zip(self._bands, rows["keys"][place].tolist(), strict=True):
            band.setdefault(key, []).append(number)

    def own(self, packed: bytes, start: int = 0) -> None:
        """Take the shingles of a document, behind ``start`` bytes, to compare others with."""
        self._own = unpack(packed[start:])

    def shared(self, packed: bytes, spare: int, start: int = 0) -> int:
        """Return how many shingles, behind ``start`` bytes, the own ones share.

        -1: more than ``spare`` are not shared.
        """
        others = unpack(packed[start:])
        shared = len(np.intersect1d(self._own, others, assume_unique=True))
        return shared if len(others) - shared <= spare else -1
