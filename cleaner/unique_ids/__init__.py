"""The step that runs where ids come from the input: an id names one document only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from cleaner.document import Document, Drop
from cleaner.input.columns import Columns, Sketches, Strings
from cleaner.unique_ids.digests import SIZE, Digests, Native, Plain, compiled

NAME = "unique-ids"


def begin(**_: Any) -> Digests:
    """Make the memory: a digest of each id that was given so far."""
    return Native() if compiled() else Plain()


def sketch(documents: Sequence[Document], **_: Any) -> Sketches:
    """Return a digest of each id, long enough that no two ids share one by chance."""
    if isinstance(documents, Columns):
        return Sketches(_of_column(documents.bases, len(documents)), SIZE)
    ids = (document.base.encode("utf-8", "surrogatepass") for document in documents)
    return Sketches(_of_each(ids), SIZE)


def _of_column(ids: Strings, count: int) -> bytes:
    if compiled() and len(ids.ends):
        digests: bytes = compiled().digests(ids.data, ids.ends)
        return digests
    return _of_each(ids.each(count))


def _of_each(ids: Iterable[bytes | memoryview]) -> bytes:
    return b"".join(hashlib.blake2b(each, digest_size=SIZE).digest() for each in ids)


def admit(
    documents: Sequence[Document], sketches: Sequence[bytes], memory: Digests
) -> list[Drop | None]:
    """Drop a document whose id an earlier one has."""
    verdicts: list[Drop | None] = [None] * len(documents)
    for row in memory.add(sketches.data if isinstance(sketches, Sketches) else b"".join(sketches)):
        verdicts[row] = Drop(f"an earlier document has the id {documents[row].base!r}")
    return verdicts


HOOKS = begin, sketch, admit
