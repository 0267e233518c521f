"""Sketches: what the main process is sent of a document, and the record that stays in the scratch.

A record is the document's id in UTF-8 and behind it the shingle hashes, six bytes each. A sketch is
one row of ``layout``: where the record lies, the digest of the text, and the keys of the bands.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner import Document, Scratch
from cleaner_near_duplicates.minhash import Bands, band_keys, bands, signature
from cleaner_near_duplicates.shingles import pack, shingles


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
    documents: list[Document], ngram: int, permutations: int, threshold: float, scratch: Scratch
) -> list[bytes]:
    """Return the sketch of each document, and put their records."""
    cut = bands(threshold, permutations)
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
    reference = scratch.put(b"".join(records))
    rows["part"] = reference.part
    rows["start"] += np.uint64(reference.start)
    data = rows.tobytes()
    size = rows.dtype.itemsize
    return [data[at : at + size] for at in range(0, len(data), size)]


def _keys(hashes: NDArray[np.uint64], permutations: int, cut: Bands) -> NDArray[np.uint32]:
    return band_keys(signature(hashes, permutations, cut.number * cut.rows)[None, :], cut).reshape(
        -1
    )
