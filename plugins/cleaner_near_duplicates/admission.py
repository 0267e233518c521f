"""Admission: which documents are kept, decided in the order of the input."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner import Document, Drop, Reference, Scratch
from cleaner_near_duplicates.minhash import bands
from cleaner_near_duplicates.shingles import BYTES, unpack
from cleaner_near_duplicates.sketches import layout


class Twin(NamedTuple):
    """A kept document, and how similar a document is to it."""

    number: int
    similarity: float


class Memory:
    """The documents that are kept so far."""

    def __init__(self, threshold: float, permutations: int, scratch: Scratch) -> None:
        self._threshold = threshold
        self._scratch = scratch
        self._cut = bands(threshold, permutations)
        self._kept: list[Any] = []
        self._digests: dict[bytes, int] = {}
        self._bands: list[dict[int, list[int]]] = [{} for _ in range(self._cut.number)]

    def admit(self, documents: list[Document], sketches: list[bytes]) -> list[Drop | None]:
        """Return the verdict on each document."""
        rows = np.frombuffer(b"".join(sketches), layout(self._cut.number))
        return [self._admit(row) for row in rows]

    def _admit(self, row: Any) -> Drop | None:
        if not row["shingles"]:
            return None
        digest = row["digest"].tobytes()
        if digest in self._digests:
            identity = self._record(self._kept[self._digests[digest]])[0]
            return Drop("exact copy", duplicate_of=identity, similarity=1.0)
        keys = row["keys"].tolist()
        twin = self._nearest(row, keys)
        if twin is not None:
            identity = self._record(self._kept[twin.number])[0]
            return Drop("near-duplicate", duplicate_of=identity, similarity=twin.similarity)
        number = len(self._kept)
        self._kept.append(row)
        self._digests[digest] = number
        for band, key in zip(self._bands, keys, strict=True):
            band.setdefault(key, []).append(number)
        return None

    def _nearest(self, row: Any, keys: list[int]) -> Twin | None:
        """Return the most similar kept document at or above the threshold, the first of equals."""
        numbers: set[int] = set()
        for band, key in zip(self._bands, keys, strict=True):
            numbers.update(band.get(key, ()))
        best: Twin | None = None
        if not numbers:
            return None
        own = self._record(row)[1]
        for number in sorted(numbers):
            other = self._record(self._kept[number])[1]
            similarity = jaccard(own, other)
            if similarity >= (best.similarity if best else self._threshold) and (
                best is None or similarity > best.similarity
            ):
                best = Twin(number, similarity)
        return best

    def _record(self, row: Any) -> tuple[str, NDArray[np.uint64]]:
        """Return the id and the shingles of a document from the scratch."""
        start, identity = int(row["start"]), int(row["id_bytes"])
        end = start + identity + BYTES * int(row["shingles"])
        data = self._scratch.get(Reference(int(row["part"]), start, end))
        return data[:identity].decode("utf-8", "surrogatepass"), unpack(data[identity:])


def jaccard(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """Return the Jaccard similarity of two sets of distinct hashes."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (len(one) + len(other) - shared)
