"""Drop a document when a document that is kept before it is nearly the same.

Candidates come from MinHash signatures cut into bands (locality-sensitive hashing); each is checked
by the exact Jaccard similarity of the two sets of shingles before anything is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner import Document, Drop, Scratch, hookimpl, option

if TYPE_CHECKING:
    from cleaner_near_duplicates.admission import Memory


@dataclass(frozen=True)
class Options:
    """Options of the step."""

    threshold: float = option(
        0.8, "least Jaccard similarity to a kept document that drops one", min=0.1, max=1
    )
    ngram: int = option(5, "words in a shingle", min=1, max=32)
    permutations: int = option(128, "permutations to choose bands from", min=16, max=1024)


@hookimpl
def sketch_batch(documents: list[Document], options: Options, scratch: Scratch) -> list[bytes]:
    """Sign each document, and leave its shingles in the scratch folder."""
    from cleaner_near_duplicates.sketches import make  # noqa: PLC0415 (numpy)

    return make(documents, options.ngram, options.permutations, options.threshold, scratch)


@hookimpl
def begin(options: Options, scratch: Scratch) -> Memory:
    """Make the tables of the documents that are kept."""
    from cleaner_near_duplicates.admission import Memory  # noqa: PLC0415 (numpy)

    return Memory(options.threshold, options.permutations, scratch)


@hookimpl
def admit_batch(
    documents: list[Document], sketches: list[bytes], memory: Memory
) -> list[Drop | None]:
    """Compare each document with those that are kept before it."""
    return memory.admit(documents, sketches)
