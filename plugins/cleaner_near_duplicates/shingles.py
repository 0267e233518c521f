"""Shingles: the n-grams of a document as a set of 48-bit hashes, in numpy.

The hashes are the reference that the compiled kernels equal bit for bit. A word of bytes
``c[0] .. c[m-1]`` (each up to eight bytes of its UTF-8, little-endian) hashes to
``mix(c[0] * P**(m-1) + ... + c[m-1])``, an n-gram to ``fmix64(seed + w[0] * Q**(n-1) + ... +
w[n-1])``, both modulo 2**64; ``fmix64`` is the finaliser of MurmurHash3 (Appleby, 2011).
"""

from __future__ import annotations

import enum
import functools
import hashlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner_near_duplicates.normal import normal, normal_form

# Odd 64-bit constants without structure: successive outputs of SplitMix64 from state 0, made odd.
WORD = 0xE220A8397B1DCDAF
NGRAM = 0x6E789E6AA1B965F5
MIX = 0x06C45D188009454F
DIGEST = (0xF88BB8A8724C81ED, 0x1B39896A51A8749B)

CHARACTERS = 5
"""Length of the character n-grams of documents that are too short for word n-grams."""

BYTES = 6
"""Bytes of a shingle hash: two of a pair of documents with 1,000 each meet by chance in 1e8."""


# Powers for as many words are kept at hand.
_USUAL = 10_000


class Kind(enum.IntEnum):
    """What a document's shingles are made of; its number keeps the hashes of the kinds apart."""

    EMPTY = 0
    WORDS = 1
    CHARACTERS = 2
    WHOLE = 3
    SIGNS = 4
    """Compared as a whole, by its characters as they are: it holds no words."""


class Shingles(NamedTuple):
    """The shingles of one document.

    ``hashes`` are distinct, in no order, below 2**48; ``digest`` stands for the whole normal form.
    """

    kind: Kind
    digest: tuple[int, int]
    hashes: NDArray[np.uint64]


def shingles(text: str, ngram: int) -> Shingles:
    """Return the shingles of a text.

    They are n-grams of ``ngram`` words; where there are fewer than twice as many words, n-grams of
    characters; where these are too few as well, the whole text as the one shingle.
    """
    data = normal_form(text)
    hashes = _hash_words(data)
    if not len(hashes):
        return _without_words(text)
    kind, length = Kind.WORDS, ngram
    digest = tuple(_digest(hashes, multiplier) for multiplier in DIGEST)
    if len(hashes) < 2 * ngram:
        kind, length = Kind.CHARACTERS, CHARACTERS
        hashes = _hash_characters(" ".join(data.decode().split()))
        if len(hashes) < length:
            kind, length = Kind.WHOLE, len(hashes)
    grams = _ngrams(hashes, length, np.uint64(kind))
    return Shingles(kind, (digest[0], digest[1]), np.unique(grams & np.uint64(2**48 - 1)))


def _without_words(text: str) -> Shingles:
    """Return the shingle of a text without words: the whole text but for the kind of spaces."""
    unseen = [character for character in set(text) if not normal(character)]
    signs = " ".join(text.translate(dict.fromkeys(map(ord, unseen))).split())
    if not signs:
        return Shingles(Kind.EMPTY, (0, 0), np.zeros(0, np.uint64))
    data = hashlib.blake2b(signs.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    digest = (int.from_bytes(data[:8], "little"), int.from_bytes(data[8:], "little"))
    return Shingles(Kind.SIGNS, digest, np.array([digest[0] & (2**48 - 1)], np.uint64))


def _hash_words(data: bytes) -> NDArray[np.uint64]:
    """Hash each word of the normal form."""
    signs = np.frombuffer(data, np.uint8)
    inside = np.zeros(len(signs) + 2, bool)
    np.not_equal(signs, ord(" "), out=inside[1:-1])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    if not len(edges):
        return np.zeros(0, np.uint64)
    return _hash(signs[inside[1:-1]], edges[1::2] - edges[::2])


def _hash_characters(text: str) -> NDArray[np.uint64]:
    """Hash each character."""
    encoded = [character.encode() for character in text]
    lengths = np.array([len(data) for data in encoded])
    return _hash(np.frombuffer(b"".join(encoded), np.uint8), lengths)


def _hash(signs: NDArray[np.uint8], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Hash pieces of so many bytes each: polynomials over their UTF-8, eight bytes at a time."""
    place = np.arange(len(signs)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    shifted = signs.astype(np.uint64) << (8 * (place & 7)).astype(np.uint64)
    chunks = np.add.reduceat(shifted, np.flatnonzero(place & 7 == 0))
    counts = (lengths + 7) // 8
    starts = np.cumsum(counts) - counts
    exponents = np.repeat(starts + counts, counts) - 1 - np.arange(len(chunks))
    sums: NDArray[np.uint64] = np.add.reduceat(
        chunks * _powers(WORD, int(counts.max()))[exponents], starts
    )
    sums ^= sums >> np.uint64(32)
    sums *= np.uint64(MIX)
    sums ^= sums >> np.uint64(29)
    return sums


def _ngrams(hashes: NDArray[np.uint64], length: int, seed: np.uint64) -> NDArray[np.uint64]:
    """Hash the n-grams of ``length`` hashes that lie side by side."""
    count = len(hashes) - length + 1
    grams = np.full(count, seed)
    for place, power in enumerate(_powers(NGRAM, length)[::-1]):
        grams += hashes[place : place + count] * power
    return fmix64(grams)


def _digest(hashes: NDArray[np.uint64], multiplier: int) -> int:
    """Hash all words in their order."""
    total = (hashes * _powers(multiplier, len(hashes))[::-1]).sum(dtype=np.uint64)
    return int(fmix64(np.array([total], np.uint64) + np.uint64(len(hashes)))[0])


def _powers(multiplier: int, count: int) -> NDArray[np.uint64]:
    """Return the powers 0 to ``count - 1`` modulo 2**64."""
    if count <= _USUAL:
        return _usual_powers(multiplier)[:count]
    return _powers_anew(multiplier, count)


@functools.cache
def _usual_powers(multiplier: int) -> NDArray[np.uint64]:
    return _powers_anew(multiplier, _USUAL)


def _powers_anew(multiplier: int, count: int) -> NDArray[np.uint64]:
    factors = np.full(count, multiplier, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


def fmix64(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the values put through the finaliser of MurmurHash3, a bijection."""
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        values = values ^ (values >> np.uint64(33))
        values = values * np.uint64(factor)
    return values ^ (values >> np.uint64(33))


def pack(hashes: NDArray[np.uint64]) -> bytes:
    """Write shingle hashes as six bytes each."""
    return hashes.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :BYTES].tobytes()


def unpack(data: bytes) -> NDArray[np.uint64]:
    """Read shingle hashes that ``pack`` wrote."""
    wide = np.zeros((len(data) // BYTES, 8), np.uint8)
    wide[:, :BYTES] = np.frombuffer(data, np.uint8).reshape(-1, BYTES)
    return wide.view("<u8").reshape(-1).astype(np.uint64)
