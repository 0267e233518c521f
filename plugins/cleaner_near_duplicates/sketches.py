"""Sketches: what the main process is sent of a document, and the record that stays in the scratch.

A record is the document's id in UTF-8 and behind it the shingle hashes, six bytes each. A sketch is
one row of ``layout``: the digest of the text, the keys of the bands, and where the record lies.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner import Document, Scratch, Sketches
from cleaner_near_duplicates import compiled, native
from cleaner_near_duplicates.minhash import Bands, band_keys, signature
from cleaner_near_duplicates.shingles import BYTES, pack, shingles


@functools.cache
def layout(count: int) -> np.dtype[Any]:
    """Return the layout of a sketch with ``count`` bands.

    ``shingles`` is 0 for a document without text, which is compared with none.
    """
    fields = [
        ("digest", "<u8", (2,)),
        ("keys", "<u4", (count,)),
        ("part", "<u4"),
        ("start", "<u8"),
        ("id_bytes", "<u4"),
        ("shingles", "<u4"),
    ]
    return np.dtype(fields)


def make(
    documents: Sequence[Document], ngram: int, permutations: int, cut: Bands, scratch: Scratch
) -> Sketches:
    """Return the sketch of each document, and put their records."""
    rows: NDArray[Any]
    records: bytes | memoryview
    if compiled.library():
        rows, records = _by_kernels(documents, ngram, permutations, cut)
    else:
        rows, records = _by_numpy(documents, ngram, permutations, cut)
    reference = scratch.put(records)
    rows["part"] = reference.part
    rows["start"] += np.uint64(reference.start)
    return Sketches(rows.tobytes(), rows.dtype.itemsize)


def _by_kernels(
    documents: Sequence[Document], ngram: int, permutations: int, cut: Bands
) -> tuple[NDArray[Any], memoryview]:
    """Return the rows, as if the records began at 0, and the records, to be used at once."""
    rows = np.zeros(len(documents), layout(cut.number))
    found = native.sketch(documents, ngram, permutations, cut)
    rows["digest"], rows["keys"] = found.digests, found.keys
    rows["id_bytes"], rows["shingles"] = found.id_bytes, found.shingles
    rows["start"][1:] = found.record_ends[:-1]
    for place in np.flatnonzero(found.shingles == 0):
        signs = shingles(documents[int(place)].text, ngram)
        end = int(found.record_ends[place])
        if len(signs.hashes):
            rows[place]["digest"], rows[place]["shingles"] = signs.digest, 1
            rows[place]["keys"] = _keys(signs.hashes, permutations, cut)
            found.records[end - BYTES : end] = np.frombuffer(pack(signs.hashes), np.uint8)
    size = int(found.record_ends[-1]) if documents else 0
    return rows, found.records[:size].data


def _by_numpy(
    documents: Sequence[Document], ngram: int, permutations: int, cut: Bands
) -> tuple[NDArray[Any], bytes]:
    """Return the rows, as if the records began at 0, and the records."""
    rows = np.zeros(len(documents), layout(cut.number))
    records: list[bytes] = []
    start = 0
    for row, document in zip(rows, documents, strict=True):
        found = shingles(document.text, ngram)
        identity = document.id.encode("utf-8", "surrogatepass")
        record = identity + pack(found.hashes)
        row["digest"], row["start"] = found.digest, start
        row["id_bytes"], row["shingles"] = len(identity), len(found.hashes)
        if len(found.hashes):
            row["keys"] = _keys(found.hashes, permutations, cut)
        records.append(record)
        start += len(record)
    return rows, b"".join(records)


def _keys(hashes: NDArray[np.uint64], permutations: int, cut: Bands) -> NDArray[np.uint32]:
    values = signature(hashes, permutations, cut.number * cut.rows)
    return band_keys(values[None, :], cut).reshape(-1)
