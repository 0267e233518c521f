"""MinHash signatures in datasketch's scheme ``affine32``, and the bands that they are cut into.

Signatures equal those of ``datasketch.MinHash(permutations, seed=1, scheme="affine32")`` for the
same 32-bit hashes. datasketch itself is not imported: it brings scipy, which takes longer to import
than a small run takes.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner_near_duplicates.shingles import NGRAM, fmix64

MISS = 0.001
SEED = 1
SCHEME = "affine32"


class Bands(NamedTuple):
    """How a signature is cut: ``number`` bands of ``rows`` permutations each."""

    number: int
    rows: int

    def miss(self, similarity: float) -> float:
        """Return the probability that two documents of this similarity share no band.

        Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, section 3.4.2.
        """
        return float((1 - similarity**self.rows) ** self.number)


@functools.cache
def bands(threshold: float, permutations: int) -> Bands:
    """Return the bands with the most rows that miss a pair at the threshold less often than MISS.

    More rows make fewer candidates in vain; of them, the fewest bands that do are taken. Where the
    permutations do not suffice, every one makes a band.

    >>> bands(0.8, 128)
    Bands(number=18, rows=5)
    >>> bands(0.8, 128).miss(0.8)
    0.00078...
    """
    for rows in range(permutations, 0, -1):
        for number in range(1, permutations // rows + 1):
            if Bands(number, rows).miss(threshold) < MISS:
                return Bands(number, rows)
    return Bands(permutations, 1)


@functools.cache
def coefficients(permutations: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the factors and the summands of the permutations, drawn as datasketch 2 draws them."""
    random = np.random.RandomState(SEED)
    factors = random.randint(0, 2**31, permutations, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, random.randint(0, 2**32, permutations, dtype=np.uint32)


def signature(
    hashes: NDArray[np.uint64], permutations: int, used: int | None = None
) -> NDArray[np.uint32]:
    """Return the first ``used`` values of the signature of a set of shingle hashes, not empty."""
    factors, summands = (part[:used] for part in coefficients(permutations))
    mixed = _fmix32(hashes.astype(np.uint32))
    least = np.full(len(factors), 2**32 - 1, np.uint32)
    # A slice at a time stays within the processor's cache.
    for start in range(0, len(mixed), 512):
        values = mixed[start : start + 512, None] * factors + summands
        np.minimum(least, values.min(axis=0), out=least)
    return least


def _fmix32(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the values put through the 32-bit finaliser of MurmurHash3, a bijection."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))


def band_keys(signatures: NDArray[np.uint32], cut: Bands) -> NDArray[np.uint32]:
    """Return a key for each band of each signature: documents by bands.

    Keys have 32 bits: what they bring together by chance, one pair in four thousand million, costs
    one more comparison.
    """
    rows = signatures[:, : cut.number * cut.rows].reshape(-1, cut.number, cut.rows)
    keys = np.zeros(rows.shape[:2], np.uint64)
    for row in range(cut.rows):
        keys = keys * np.uint64(NGRAM) + rows[:, :, row]
    return (fmix64(keys) >> np.uint64(32)).astype(np.uint32)
