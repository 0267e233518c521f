"""The compiled kernels, by ctypes; they give the same bits as numpy, many times as fast.

They are compiled when the package is built, where there is a C compiler; else ``library`` is None.
Calls release the GIL.
"""

from __future__ import annotations

import ctypes
import functools
import sys
import threading
import weakref
from ctypes import POINTER, c_int64, c_void_p
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner import Document
from cleaner_near_duplicates.minhash import Bands, coefficients
from cleaner_near_duplicates.normal import normal
from cleaner_near_duplicates.shingles import BYTES

LANES = 32
"""Permutations that the kernel computes at a time."""

_PADDING = bytes(64)
_MOST_ROOM = 100_000_000


class _Job(ctypes.Structure):
    """``job`` in sketch.c."""

    _fields_ = (
        *((name, c_void_p) for name in ("text", "ends", "ids", "id_ends")),
        *((name, c_int64) for name in ("count", "longest", "ngram", "bands", "rows")),
        *((name, c_void_p) for name in ("factors", "summands", "pages", "records", "record_ends")),
        *((name, c_void_p) for name in ("digests", "shingles", "keys")),
        *((name, c_int64) for name in ("done", "page")),
    )


@functools.cache
def library() -> Any:
    """Return the compiled kernels, or None where they are not there."""
    if sys.byteorder != "little":
        return None
    for path in sorted(Path(__file__).parent.glob("_kernels.*")):
        try:
            return _declare(ctypes.CDLL(str(path)))
        except (OSError, AttributeError):
            continue  # compiled for another machine, or from other sources
    return None


def _declare(kernels: ctypes.CDLL) -> ctypes.CDLL:
    kernels.near_sketch.argtypes = [POINTER(_Job)]
    kernels.near_new.argtypes = [c_int64]
    kernels.near_new.restype = c_void_p
    kernels.near_free.argtypes = [c_void_p]
    kernels.near_next.argtypes = [c_void_p, c_void_p, *[c_int64] * 4, c_void_p, POINTER(c_int64)]
    kernels.near_next.restype = c_int64
    kernels.near_look.argtypes = [c_void_p, c_void_p]
    kernels.near_look.restype = c_int64
    kernels.near_keep.argtypes = [c_void_p, c_void_p, c_void_p]
    kernels.near_candidates.argtypes = [c_void_p, POINTER(c_int64)]
    kernels.near_candidates.restype = POINTER(ctypes.c_uint32)
    kernels.near_own.argtypes = [c_void_p, ctypes.c_char_p, c_int64]
    kernels.near_shared.argtypes = [c_void_p, ctypes.c_char_p, c_int64, c_int64]
    kernels.near_shared.restype = c_int64
    kernels.near_shared_many.argtypes = [c_void_p, *[c_void_p] * 3, c_int64, c_void_p]
    kernels.near_shared_many.restype = None
    return kernels


class _Room(threading.local):
    """Memory that is used again, by each thread: what the system gives anew it has to clear."""

    def __init__(self) -> None:
        self._bytes = np.empty(0, np.uint8)

    def take(self, size: int) -> NDArray[np.uint8]:
        """Return so many bytes with anything in them, which are taken again the next time."""
        if size > _MOST_ROOM:
            return np.empty(size, np.uint8)
        if size > len(self._bytes):
            self._bytes = np.empty(size, np.uint8)
        return self._bytes[:size]


_ROOM = _Room()


class Sketched:
    """What the kernel found of a batch of documents, as arrays by document.

    ``records`` are there until the thread sketches again.
    """

    def __init__(self, documents: list[Document], bands: int) -> None:
        texts = [document.text.encode("utf-8", "surrogatepass") for document in documents]
        ids = [document.id.encode("utf-8", "surrogatepass") for document in documents]
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self.id_bytes = np.fromiter(map(len, ids), np.int64, len(ids))
        self.longest = int(lengths.max(initial=0))
        self.text = b"".join((*texts, _PADDING))
        self.ends = np.cumsum(lengths)
        self.ids = b"".join((*ids, _PADDING))
        self.id_ends = np.cumsum(self.id_bytes)
        # A byte of text makes at most one and a half characters of the normal form.
        room = len(self.ids) + BYTES * (len(self.text) * 3 // 2 + 2 * len(texts) + 64)
        self.records = _ROOM.take(room)
        self.record_ends = np.zeros(len(texts), np.int64)
        self.digests = np.zeros((len(texts), 2), np.uint64)
        self.shingles = np.zeros(len(texts), np.uint32)
        self.keys = np.zeros((len(texts), bands), np.uint32)


def sketch(documents: list[Document], ngram: int, permutations: int, cut: Bands) -> Sketched:
    """Sketch documents; those without words are left for the caller, with place for a shingle."""
    found = Sketched(documents, cut.number)
    factors, summands = _padded(permutations, cut.number * cut.rows)
    job = _Job(count=len(documents), longest=found.longest, ngram=ngram, done=0, page=-1)
    job.bands, job.rows = cut.number, cut.rows
    job.text = np.frombuffer(found.text, np.uint8).ctypes.data
    job.ids = np.frombuffer(found.ids, np.uint8).ctypes.data
    job.factors, job.summands = factors.ctypes.data, summands.ctypes.data
    for name in ("ends", "id_ends", "records", "record_ends", "digests", "shingles", "keys"):
        setattr(job, name, getattr(found, name).ctypes.data)
    job.pages = ctypes.cast(_PAGES, c_void_p)
    while (state := library().near_sketch(ctypes.byref(job))) == 0:
        _add_page(job.page)
    if state < 0:
        raise MemoryError
    return found


@functools.cache
def _padded(permutations: int, used: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the coefficients that are used, padded to a multiple of LANES."""
    padding = np.zeros(-used % LANES, np.uint32)
    factors, summands = (part[:used] for part in coefficients(permutations))
    return np.concatenate((factors, padding)), np.concatenate((summands, padding))


_PAGES = (c_void_p * 0x1100)()
_FILLED: dict[int, NDArray[np.uint64]] = {}


def _add_page(number: int) -> None:
    """Work out what stands for the 256 code points of a page: seven bytes, and their count."""
    page = np.zeros(256, np.uint64)
    for place in range(256):
        data = normal(chr(number * 256 + place)).encode()
        page[place] = int.from_bytes(data.ljust(7, b"\0") + bytes([len(data)]), "little")
    _FILLED[number] = page
    _PAGES[number] = page.ctypes.data


class Tables:
    """The documents that are kept, by digest and by band, and what resembles a new one."""

    def __init__(self, bands: int) -> None:
        self._kernels = library()
        self._memory = c_void_p(self._kernels.near_new(bands))
        if not self._memory:
            raise MemoryError
        weakref.finalize(self, self._kernels.near_free, self._memory)

    def seek(self, rows: NDArray[Any], place: int, kept: NDArray[np.uint8]) -> tuple[int, int]:
        """Keep documents from ``place`` on until one resembles a kept one.

        Returns its place (``len(rows)``: there is none) and the number of its kept exact copy, or
        -1 where it has candidates. ``kept`` is set to 1 for each that is kept.
        """
        exact = c_int64(-1)
        place = self._kernels.near_next(
            self._memory,
            rows.ctypes.data,
            rows.dtype.itemsize,
            _offset(rows, "shingles"),
            len(rows),
            place,
            kept.ctypes.data,
            ctypes.byref(exact),
        )
        if place < 0:
            raise MemoryError
        return place, exact.value

    def look(self, rows: NDArray[Any], place: int) -> int:
        """Look a document up and keep nothing; return the number of its exact copy, or -1.

        There are ``candidates`` behind it, and the document may be kept.
        """
        exact = self._kernels.near_look(
            self._memory, rows.ctypes.data + place * rows.dtype.itemsize
        )
        if exact < -1:
            raise MemoryError
        return int(exact)

    def candidates(self) -> list[int]:
        """Return the candidates that ``seek`` or ``look`` found last, in ascending order."""
        count = c_int64()
        numbers = self._kernels.near_candidates(self._memory, ctypes.byref(count))
        return list(numbers[: count.value]) if count else []

    def keep(self, rows: NDArray[Any], place: int) -> None:
        """Keep the document that ``seek`` stopped at, or that ``look`` looked up last."""
        start = rows.ctypes.data + place * rows.dtype.itemsize
        keys = start + _offset(rows, "keys")
        if self._kernels.near_keep(self._memory, start, keys) < 0:
            raise MemoryError

    def own(self, packed: bytes) -> None:
        """Take the shingles of a document, to be compared with those of others."""
        if self._kernels.near_own(self._memory, packed, len(packed) // BYTES) < 0:
            raise MemoryError

    def shared(self, packed: bytes, spare: int) -> int:
        """Return how many shingles the own ones share; -1: more than ``spare`` are not shared."""
        count = len(packed) // BYTES
        return int(self._kernels.near_shared(self._memory, packed, count, spare))

    def shared_many(self, packed: list[bytes], spares: NDArray[np.int64]) -> NDArray[np.int64]:
        """Do what ``shared`` does for many sets of shingles."""
        many = len(packed)
        counts = np.fromiter(map(len, packed), np.int64, many) // BYTES
        shared = np.empty(many, np.int64)
        places = (ctypes.c_char_p * many)(*packed)
        self._kernels.near_shared_many(
            self._memory, places, counts.ctypes.data, spares.ctypes.data, many, shared.ctypes.data
        )
        return shared


def _offset(rows: NDArray[Any], name: str) -> int:
    fields = rows.dtype.fields
    assert fields is not None  # noqa: S101 (rows of a sketch have fields)
    return int(fields[name][1])
