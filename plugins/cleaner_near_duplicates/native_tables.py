"""The tables of kept documents in compiled kernels; tables.py finds the same without them."""

from __future__ import annotations

import ctypes
import weakref
from ctypes import c_int64, c_void_p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner_near_duplicates import compiled
from cleaner_near_duplicates.kept import Kept


class Tables:
    """The documents that are kept, by digest and by band, and what resembles a new one.

    Where there are ``many`` candidates there may be more that only ``prune`` adds: documents that
    have joined those that it leaves out.
    """

    def __init__(self, bands: int, many: int) -> None:
        self._kernels = compiled.library()
        self._memory = c_void_p(self._kernels.near_new(bands, many))
        if not self._memory:
            raise MemoryError
        weakref.finalize(self, self._kernels.near_free, self._memory)
        self._exact = c_int64(-1)
        self._exact_at = ctypes.byref(self._exact)
        self._count = c_int64(0)
        self._count_at = ctypes.byref(self._count)
        self._marks = self._rows = np.zeros(0, [("keys", "<u4"), ("shingles", "<u4")])
        self._open(self._rows)

    def _open(self, rows: NDArray[Any]) -> None:
        """Look up once where the rows lie that are asked for one after the other."""
        self._rows = rows
        self._start, self._stride = rows.ctypes.data, rows.dtype.itemsize
        self._keys, self._sizes = _offset(rows, "keys"), _offset(rows, "shingles")

    def seek(self, rows: NDArray[Any], place: int, kept: NDArray[np.uint8]) -> tuple[int, int]:
        """Keep documents from ``place`` on until one resembles a kept one.

        Returns its place (``len(rows)``: there is none) and the number of its kept exact copy, or
        -1 where it has candidates. ``kept`` is set to 1 for each that is kept.
        """
        if rows is not self._rows:
            self._open(rows)
        if kept is not self._marks:
            self._marks, self._marks_at = kept, kept.ctypes.data
        self._exact.value = -1
        place = self._kernels.near_next(
            self._memory,
            self._start,
            self._stride,
            self._sizes,
            len(rows),
            place,
            self._marks_at,
            self._exact_at,
        )
        if place < 0:
            raise MemoryError
        return place, self._exact.value

    def look(self, rows: NDArray[Any], place: int) -> int:
        """Look a document up and keep nothing; return the number of its exact copy, or -1.

        There are ``candidates`` behind it, and the document may be kept.
        """
        if rows is not self._rows:
            self._open(rows)
        exact = self._kernels.near_look(self._memory, self._start + place * self._stride)
        if exact < -1:
            raise MemoryError
        return int(exact)

    def candidates(self) -> list[int]:
        """Return the candidates that ``seek`` or ``look`` found last, in ascending order."""
        numbers = self._kernels.near_candidates(self._memory, self._count_at)
        count = self._count.value
        return list(numbers[:count]) if count else []

    @property
    def candidate_count(self) -> int:
        """How many candidates there are."""
        self._kernels.near_candidates(self._memory, self._count_at)
        return self._count.value

    def prune(self, spare: int) -> None:
        """Have as candidates all that may have all but ``spare`` of the own shingles."""
        if self._kernels.near_prune(self._memory, spare) < 0:
            raise MemoryError

    def join(self, number: int) -> None:
        """Have ``prune`` leave out the document of that number, which is kept next.

        Its shingles are the own ones.
        """
        if self._kernels.near_join(self._memory, number) < 0:
            raise MemoryError

    def keep(self, rows: NDArray[Any], place: int) -> None:
        """Keep the document that ``seek`` stopped at, or that ``look`` looked up last."""
        if rows is not self._rows:
            self._open(rows)
        start = self._start + place * self._stride
        if self._kernels.near_keep(self._memory, start, start + self._keys) < 0:
            raise MemoryError

    def own(self, packed: bytes, start: int = 0) -> None:
        """Take the shingles of a document, behind ``start`` bytes, to compare others with."""
        if self._kernels.near_own(self._memory, packed, start, len(packed)) < 0:
            raise MemoryError

    def shared(self, packed: bytes, spare: int, start: int = 0) -> int:
        """Return how many shingles, behind ``start`` bytes, the own ones share.

        -1: more than ``spare`` are not shared.
        """
        return int(self._kernels.near_shared(self._memory, packed, start, len(packed), spare))

    def smallest(self, kept: Kept, least: float, otherwise: int) -> int:
        """Return the fewest shingles of a candidate that has at least so many, or ``otherwise``."""
        shelf = kept.shelf()
        return int(self._kernels.near_smallest(self._memory, shelf, least, otherwise))

    def hold(self, number: int, packed: bytes, start: int, most: int) -> None:
        """Hold the shingles of a kept document, behind ``start`` bytes; of all, ``most`` bytes."""
        if self._kernels.near_hold(self._memory, number, packed, start, len(packed), most) < 0:
            raise MemoryError

    def nearest(self, kept: Kept, search: Search) -> int:
        """Go on searching among the candidates for the most similar to the own shingles.

        Returns the number of one whose shingles are to be held before it goes on, or -1.
        """
        return int(self._kernels.near_nearest(self._memory, kept.shelf(), ctypes.byref(search)))


class Search(ctypes.Structure):
    """``search`` in nearest.c: the most similar candidate so far."""

    least: float
    similarity: float
    number: int
    _fields_ = (
        *((name, ctypes.c_double) for name in ("least", "rounding", "similarity")),
        *((name, c_int64) for name in ("at", "number")),
    )


def _offset(rows: NDArray[Any], name: str) -> int:
    fields = rows.dtype.fields
    assert fields is not None  # noqa: S101 (rows of a sketch have fields)
    return int(fields[name][1])
