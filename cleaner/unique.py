"""The step that runs where ids come from the input: an id names one document only."""

from __future__ import annotations

import hashlib
from typing import Any

from cleaner.document import Document, Drop

NAME = "unique-ids"


def begin(**_: Any) -> set[bytes]:
    """Make the memory: a digest of each id that was given so far."""
    return set()


def sketch(documents: list[Document], **_: Any) -> list[bytes]:
    """Return a digest of each id, long enough that no two ids share one by chance."""
    return [
        hashlib.blake2b(document.base.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        for document in documents
    ]


def admit(
    documents: list[Document], sketches: list[bytes], memory: set[bytes]
) -> list[Drop | None]:
    """Drop a document whose id an earlier one has."""
    verdicts: list[Drop | None] = []
    for document, digest in zip(documents, sketches, strict=True):
        repeated = digest in memory
        memory.add(digest)
        verdicts.append(
            Drop(f"an earlier document has the id {document.base!r}") if repeated else None
        )
    return verdicts
