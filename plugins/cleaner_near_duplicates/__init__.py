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
    index: str | None = option(None, "file with the documents of earlier runs; is added to")
    index_read_only: bool = option(False, "compare with the index, and add nothing to it")
    report_pairs: str | None = option(None, "file for the pairs found, which `cleaner tune` reads")

    def __post_init__(self) -> None:
        """Refuse what does not go together."""
        if self.index_read_only and not self.index:
            raise ValueError("index-read-only without an index")


@hookimpl
def sketch_batch(documents: list[Document], options: Options, scratch: Scratch) -> list[bytes]:
    """Sign each document, and leave its shingles in the scratch folder."""
    from cleaner_near_duplicates import settings  # noqa: PLC0415 (numpy)
    from cleaner_near_duplicates.sketches import make  # noqa: PLC0415

    cut = settings.cut(options)
    return make(documents, options.ngram, settings.permutations(options), cut, scratch)


@hookimpl
def begin(options: Options, scratch: Scratch) -> Memory:
    """Make the tables of the documents that are kept."""
    from cleaner_near_duplicates.admission import Memory  # noqa: PLC0415 (numpy)

    return Memory(options, scratch)


@hookimpl
def admit_batch(
    documents: list[Document], sketches: list[bytes], memory: Memory
) -> list[Drop | None]:
    """Compare each document with those that are kept before it."""
    return memory.admit(documents, sketches)


@hookimpl
def end(memory: Memory, complete: bool) -> list[str]:
    """Close the index, which takes in the documents of a run that is complete."""
    return memory.end(complete=complete)
