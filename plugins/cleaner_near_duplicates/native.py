"""Sketching by the compiled kernels: the same bits as numpy gives, many times as fast.

Calls release the GIL.
"""

from __future__ import annotations

import ctypes
import functools
import threading
from collections.abc import Sequence
from ctypes import c_int64, c_void_p
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner import Columns, Document, Strings
from cleaner_near_duplicates import compiled
from cleaner_near_duplicates.minhash import Bands, coefficients
from cleaner_near_duplicates.normal import normal
from cleaner_near_duplicates.shingles import BYTES

LANES = 32
"""Permutations that the kernel computes at a time."""

_MOST_ROOM = 100_000_000


class _Job(ctypes.Structure):
    """``job`` in sketch.c."""

    _fields_ = (
        *((name, c_void_p) for name in ("texts", "ids", "lengths", "id_lengths")),
        *((name, c_int64) for name in ("count", "longest", "ngram", "bands", "rows")),
        *((name, c_void_p) for name in ("factors", "summands", "pages", "records", "record_ends")),
        *((name, c_void_p) for name in ("digests", "shingles", "keys")),
        *((name, c_int64) for name in ("done", "page")),
    )


class _Python(ctypes.Structure):
    """``python`` in sketch.c."""

    _fields_ = tuple((name, c_void_p) for name in ("item", "utf8", "clear"))


@functools.cache
def _python() -> _Python:
    api = ctypes.pythonapi
    functions = (api.PyList_GetItem, api.PyUnicode_AsUTF8AndSize, api.PyErr_Clear)
    return _Python(*(ctypes.cast(function, c_void_p) for function in functions))


class _Placed(NamedTuple):
    """Strings, and where their UTF-8 lies, which lasts as long as they do."""

    held: Any
    encoded: list[bytes]
    places: NDArray[np.uint64]
    lengths: NDArray[np.int64]


def _column(strings: Strings) -> _Placed:
    ends = np.frombuffer(strings.ends, np.int64)
    lengths = np.diff(ends, prepend=0)
    data = np.frombuffer(strings.data, np.uint8)
    return _Placed(data, [], (data.ctypes.data + ends - lengths).astype(np.uint64), lengths)


def _strings(held: list[str]) -> _Placed:
    places = np.zeros(len(held), np.uint64)
    found = _Placed(held, [], places, np.zeros(len(held), np.int64))
    where = found.places.ctypes.data, found.lengths.ctypes.data
    functions = ctypes.byref(_python())
    if compiled.python().near_utf8(functions, found.held, len(held), *where):
        # Lone surrogates have no UTF-8 of Python's own.
        for at in np.flatnonzero(found.lengths < 0):
            data = held[at].encode("utf-8", "surrogatepass")
            found.encoded.append(data)
            place = ctypes.cast(ctypes.c_char_p(data), c_void_p).value
            found.places[at], found.lengths[at] = place or 0, len(data)
    return found


def _ids(documents: Columns) -> _Placed:
    """Return the ids, which a reader gives as such, or as parts of one file."""
    base, part = documents.bases.only, documents.parts.only
    if part == "":
        return _column(documents.bases)
    if base is None:
        return _strings([document.id for document in documents])
    parts = documents.parts
    return _strings([f"{base}#{parts.at(row)}" for row in range(len(documents))])


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

    def __init__(self, documents: Sequence[Document], bands: int) -> None:
        count = len(documents)
        if isinstance(documents, Columns) and documents.texts is not None:
            self.texts, self.ids = _column(documents.texts), _ids(documents)
        else:
            self.texts = _strings([document.text for document in documents])
            self.ids = _strings([document.id for document in documents])
        self.id_bytes = self.ids.lengths
        self.longest = int(self.texts.lengths.max(initial=0))
        # A byte of text makes at most one and a half characters of the normal form.
        room = int(self.texts.lengths.sum()) * 3 // 2 + 2 * count + 64
        self.records = _ROOM.take(int(self.id_bytes.sum()) + BYTES * room)
        self.record_ends = np.zeros(count, np.int64)
        self.digests = np.zeros((count, 2), np.uint64)
        self.shingles = np.zeros(count, np.uint32)
        self.keys = np.zeros((count, bands), np.uint32)


def sketch(documents: Sequence[Document], ngram: int, permutations: int, cut: Bands) -> Sketched:
    """Sketch documents; those without words are left for the caller, with place for a shingle."""
    found = Sketched(documents, cut.number)
    factors, summands = _padded(permutations, cut.number * cut.rows)
    job = _Job(count=len(documents), longest=found.longest, ngram=ngram, done=0, page=-1)
    job.bands, job.rows = cut.number, cut.rows
    job.texts, job.lengths = found.texts.places.ctypes.data, found.texts.lengths.ctypes.data
    job.ids, job.id_lengths = found.ids.places.ctypes.data, found.ids.lengths.ctypes.data
    job.factors, job.summands = factors.ctypes.data, summands.ctypes.data
    for name in ("records", "record_ends", "digests", "shingles", "keys"):
        setattr(job, name, getattr(found, name).ctypes.data)
    job.pages = ctypes.cast(_PAGES, c_void_p)
    while (state := compiled.library().near_sketch(ctypes.byref(job))) == 0:
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
