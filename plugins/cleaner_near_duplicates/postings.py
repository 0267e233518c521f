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

SAMPLE = 2
"""Of so many shingles one is followed."""

_COMMON = 1000
"""A shingle that more documents have is passed over, where a document has others."""
_MOST_CANDIDATES = 64
_NONE: list[int] = []
_NEW = 1 << 20
_SHIFT, _NUMBER = np.uint64(32), np.uint64(0xFFFFFFFF)


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

    def candidates(self, hashes: NDArray[np.uint64]) -> list[int]:
        """Return the kept documents that may have the share of these shingles, the likely first."""
        sample = _sample(hashes)
        parts: list[_Part | _New] = [_New(self._new, sample)]
        parts += [_Part(run, sample) for run in self._runs]
        lengths = sum((part.lengths for part in parts), np.zeros(len(sample), np.int64))
        used = (lengths > 0) & (lengths <= _COMMON)
        most = None
        if lengths.any() and not used.any():
            # A document of nothing but what many have: some that have the rarest of it will do.
            rare = np.where(lengths > 0, lengths, np.iinfo(np.int64).max)
            used = np.arange(len(sample)) == rare.argmin()
            most = _COMMON
        found = np.concatenate([part.numbers(used) for part in parts])[:most]
        numbers, counts = np.unique(found, return_counts=True)
        # Four standard deviations below what the share lets expect.
        expected = self.share * (len(sample) - np.count_nonzero(lengths > _COMMON))
        least = max(1.0, expected - 4 * math.sqrt(expected * (1 - self.share)))
        likely = np.flatnonzero(counts >= least)
        order = likely[np.argsort(-counts[likely], kind="stable")]
        return [int(number) for number in numbers[order[:_MOST_CANDIDATES]]]

    def add(self, number: int, hashes: NDArray[np.uint64]) -> None:
        """Take in the shingles of a document that is kept."""
        sample = _sample(hashes)
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
        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            run = np.sort(np.concatenate((self._runs.pop(), run)), kind="stable")
        path = self._path.with_name(f"{self._path.name}.{self._files}")
        self._files += 1
        run.tofile(path)
        self._runs.append(np.memmap(path, np.uint64, "r"))
        path.unlink()  # it lives as long as it is mapped


class _Part:
    """What one sorted array has of a sample."""

    def __init__(self, run: NDArray[np.uint64], sample: NDArray[np.uint64]) -> None:
        self._run = run
        self._starts = np.searchsorted(run, sample << _SHIFT)
        self.lengths = np.searchsorted(run, sample << _SHIFT | _NUMBER, side="right") - self._starts

    def numbers(self, used: NDArray[np.bool_]) -> NDArray[np.uint64]:
        """Return the documents that have each of some shingles."""
        lengths = self.lengths * used
        ends = np.cumsum(lengths)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
        found: NDArray[np.uint64] = self._run[np.repeat(self._starts, lengths) + within] & _NUMBER
        return found


class _New:
    """What the dictionary has of a sample."""

    def __init__(self, new: dict[int, list[int]], sample: NDArray[np.uint64]) -> None:
        self._lists = [new.get(key, _NONE) for key in sample.tolist()]
        self.lengths = np.fromiter(map(len, self._lists), np.int64, len(self._lists))

    def numbers(self, used: NDArray[np.bool_]) -> NDArray[np.uint64]:
        """Return the documents that have each of some shingles."""
        some = (self._lists[place] for place in np.flatnonzero(used & (self.lengths > 0)))
        return np.fromiter(itertools.chain.from_iterable(some), np.uint64)


def _sample(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return 32 bits of each hash that is followed, each once, in ascending order."""
    sampled = hashes[hashes % np.uint64(SAMPLE) == 0] // np.uint64(SAMPLE)
    return np.unique(sampled & _NUMBER)
