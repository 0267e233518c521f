"""The step that runs where ids come from the input: an id names one document only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from cleaner.document import Document, Drop
from cleaner.input.columns import Columns, Sketches

NAME = "unique-ids"


_SIZE = 16
# As many buckets as the first two bytes of a digest have values; the others lie in them.
_BUCKETS = 1 << 16
_REST = _SIZE - 2


class Digests:
    """A set of digests that takes 16 to 20 bytes for each, where one of Python takes over 100."""

    def __init__(self) -> None:
        self._buckets: list[bytearray | None] = [None] * _BUCKETS

    def add(self, digest: bytes) -> bool:
        """Add a digest; tell whether it is new."""
        number, rest = digest[0] << 8 | digest[1], digest[2:]
        bucket = self._buckets[number]
        if bucket is None:
            self._buckets[number] = bytearray(rest)
            return True
        at = bucket.find(rest)
        while at > 0 and at % _REST:  # it was found across two others
            at = bucket.find(rest, at + 1)
        if at < 0:
            bucket += rest
        return at < 0


def begin(**_: Any) -> Digests:
    """Make the memory: a digest of each id that was given so far."""
    return Digests()


def sketch(documents: Sequence[Document], **_: Any) -> Sketches:
    """Return a digest of each id, long enough that no two ids share one by chance."""
    ids: Iterable[bytes | memoryview]
    if isinstance(documents, Columns):
        ids = documents.bases.each(len(documents))
    else:
        ids = (document.base.encode("utf-8", "surrogatepass") for document in documents)
    digests = [hashlib.blake2b(each, digest_size=_SIZE).digest() for each in ids]
    return Sketches(b"".join(digests), _SIZE)


def admit(
    documents: Sequence[Document], sketches: Sequence[bytes], memory: Digests
) -> list[Drop | None]:
    """Drop a document whose id an earlier one has."""
    return [
        None
        if memory.add(digest)
        else Drop(f"an earlier document has the id {documents[row].base!r}")
        for row, digest in enumerate(sketches)
    ]


HOOKS = begin, sketch, admit
