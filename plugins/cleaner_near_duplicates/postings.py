"""Which kept documents may contain another one, by shingles that both have.

MinHash is of no use here: a document within one of ten times its size has a similarity of 0.1. So
half of all shingles, those whose hash is even, lead to the kept documents that have them. What two
documents share is sampled alike in both (Broder 1997, section 4.2, for containment).

Memory: a sorted array of 64-bit numbers on disk, half of a hash and a document's number, which is
merged with the new ones as it grows, and a dictionary of those that came last.
"""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaner_near_duplicates.disk import telling

SAMPLE = 2
"""Of so many shingles one is followed."""

_LOOKED_UP = 64
"""So many followed shingles of a document are looked up, those with the least hashes."""
_COMMON = 1000
"""A shingle that more documents have is passed over, where a document has others."""
_MOST_CANDIDATES = 64
_NEW = 1 << 16
_IN_MEMORY = 1 << 21
_SHIFT, _NUMBER = np.uint64(32), np.uint64(0xFFFFFFFF)
_NONE: list[int] = []


class Postings:
    """The kept documents by their shingles; ``path`` is what its files' names begin with."""

    def __init__(self, share: float, path: Path) -> None:
        self.share = share
        self._path = path
        self._runs: list[NDArray[np.uint64]] = []
        self._files = 0
        self._new: dict[int, list[int]] = {}
        self._new_pairs: list[NDArray[np.uint64]] = []
        self._new_count = 0

    def candidates(self, sample: NDArray[np.uint64]) -> list[int]:
        """Return the kept documents that may have the share of a sample, the likely first."""
        keys = sample[:_LOOKED_UP]
        parts: list[_Part | _New] = [_New(self._new, keys)]
        parts += [_Part(run, keys) for run in self._runs]
        lengths = sum((part.lengths for part in parts), np.zeros(len(keys), np.int64))
        used = (lengths > 0) & (lengths <= _COMMON)
        most = None
        if not lengths.any():
            return []
        if not used.any():
            # A document of nothing but what many have: some that have the rarest of it will do.
            used = np.arange(len(keys)) == np.where(lengths > 0, lengths, _NUMBER).argmin()
            most = _COMMON
        found = np.concatenate([part.numbers(used) for part in parts])[:most]
        numbers, counts = np.unique(found, return_counts=True)
        # Four standard deviations below what the share lets expect.
        expected = self.share * (len(keys) - np.count_nonzero(lengths > _COMMON))
        least = max(1.0, expected - 4 * math.sqrt(expected * (1 - self.share)))
        likely = np.flatnonzero(counts >= least)
        order = likely[np.argsort(-counts[likely], kind="stable")]
        return [int(number) for number in numbers[order[:_MOST_CANDIDATES]]]

    def add(self, number: int, sample: NDArray[np.uint64]) -> None:
        """Take in the sample of a document that is kept."""
        for key in sample.tolist():
            self._new.setdefault(key, []).append(number)
        self._new_pairs.append(sample << _SHIFT | np.uint64(number))
        self._new_count += len(sample)
        if self._new_count > _NEW:
            self._merge()

    def _merge(self) -> None:
        """Make an array of the new ones, and one of it and those that are not much larger."""
        run = np.sort(np.concatenate(self._new_pairs))
        self._new.clear()
        self._new_pairs.clear()
        self._new_count = 0
        while self._runs and len(self._runs[-1]) <= 3 * len(run):
            # Both are sorted, which this kind of sorting makes use of.
            run = np.sort(np.concatenate((self._runs.pop(), run)), kind="stable")
        self._runs.append(run if len(run) < _IN_MEMORY else self._on_disk(run))

    def _on_disk(self, run: NDArray[np.uint64]) -> NDArray[np.uint64]:
        path = self._path.with_name(f"{self._path.name}.{self._files}")
        self._files += 1
        with telling(path):
            run.tofile(path)
            mapped = np.memmap(path, np.uint64, "r")
            path.unlink()  # it lives as long as it is mapped
        return mapped


class _Part:
    """What one sorted array has of some keys."""

    def __init__(self, run: NDArray[np.uint64], keys: NDArray[np.uint64]) -> None:
        self._run = run
        first = keys << _SHIFT
        self._starts = np.searchsorted(run, first)
        self.lengths = np.zeros(len(keys), np.int64)
        there = self._starts < len(run)
        there[there] = run[self._starts[there]] >> _SHIFT == keys[there]
        ends = np.searchsorted(run, first[there] | _NUMBER, side="right")
        self.lengths[there] = ends - self._starts[there]

    def numbers(self, used: NDArray[np.bool_]) -> NDArray[np.uint64]:
        """Return the documents that have each of the keys that are used."""
        lengths = self.lengths * used
        ends = np.cumsum(lengths)
        within = np.arange(ends[-1]) - np.repeat(ends - lengths, lengths)
        found: NDArray[np.uint64] = self._run[np.repeat(self._starts, lengths) + within] & _NUMBER
        return found


class _New:
    """What the dictionary has of some keys."""

    def __init__(self, new: dict[int, list[int]], keys: NDArray[np.uint64]) -> None:
        self._lists = [new.get(key, _NONE) for key in keys.tolist()]
        self.lengths = np.fromiter(map(len, self._lists), np.int64, len(self._lists))

    def numbers(self, used: NDArray[np.bool_]) -> NDArray[np.uint64]:
        """Return the documents that have each of the keys that are used."""
        some = (self._lists[place] for place in np.flatnonzero(used & (self.lengths > 0)))
        return np.fromiter(itertools.chain.from_iterable(some), np.uint64)


def sample(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return 32 bits of each hash that is followed, in ascending order."""
    followed = hashes[hashes % np.uint64(SAMPLE) == 0] // np.uint64(SAMPLE)
    return np.sort(followed & _NUMBER)
