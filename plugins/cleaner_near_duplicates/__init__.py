"""Drop a document when a document that is kept before it is nearly the same.

Candidates come from MinHash signatures cut into bands (locality-sensitive hashing); each is checked
by the exact Jaccard similarity of the two sets of shingles before anything is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleaner import Code, Document, Drop, Scratch, hookimpl, option

if TYPE_CHECKING:
    import click

    from cleaner_near_duplicates.admission import Memory


@dataclass(frozen=True)
class Options:
    """Options of the step."""

    threshold: float = option(
        0.8, "least Jaccard similarity to a kept document that drops one", min=0.1, max=1
    )
    ngram: int = option(5, "words in a shingle", min=1, max=32)
    permutations: int = option(128, "permutations to choose bands from", min=16, max=1024)
    keep: str = option(
        "first",
        "of several, which is kept; longest and newest decide when all is read, in a second pass",
        choices=("first", "longest", "newest"),
    )
    newest_by: str = option("date", "field of the metadata with the date for newest")
    containment: float | None = option(
        None, "report a document that lies by this share in a kept one", min=0.1, max=1
    )
    contained: str = option("report", "what to do with such a document", choices=("report", "drop"))
    index: str | None = option(
        None, "file, or redis:// address, with the documents of earlier runs; is added to"
    )
    index_read_only: bool = option(False, "compare with the index, and add nothing to it")
    report_pairs: str | None = option(None, "file for the pairs found, which `cleaner tune` reads")
    report_lowest: float = option(0.5, "least similarity of the pairs found", min=0.1, max=1)
    alarm: float = option(
        0.1,
        "tell of a document that takes more than this share of a source; 0: never",
        min=0,
        max=1,
    )

    def __post_init__(self) -> None:
        """Refuse what does not go together."""
        if self.index_read_only and not self.index:
            raise ValueError("index-read-only without an index")
        if self.contained == "drop" and self.containment is None:
            raise ValueError("contained is drop, but containment does not say by which share")
        if self.report_pairs and self.report_pairs == self.index:
            raise ValueError("report-pairs and index are one file")
        looks_at_all = self.report_pairs or self.containment is not None
        if looks_at_all and (self.index or "").startswith(("redis://", "rediss://")):
            raise ValueError("report-pairs and containment need an index in a file")


@hookimpl
def sketch_batch(
    documents: Sequence[Document], options: Options, scratch: Scratch
) -> Sequence[bytes]:
    """Sign each document, and leave its shingles in the scratch folder."""
    from cleaner_near_duplicates import ranks, settings  # noqa: PLC0415 (numpy)
    from cleaner_near_duplicates.sketches import make  # noqa: PLC0415

    cut = settings.cut(options)
    sketches = make(documents, options.ngram, settings.permutations(options), cut, scratch)
    if options.keep == "first":
        return sketches
    found = ranks.of_all(documents, options.keep, options.newest_by)
    return [sketch + ranks.RANK.pack(each) for sketch, each in zip(sketches, found, strict=True)]


@hookimpl
def passes(options: Options) -> int:
    """Ask for a survey where it is not the first document that is kept."""
    return 1 if options.keep == "first" else 2


@hookimpl
def begin(options: Options, scratch: Scratch) -> Memory:
    """Make the tables of the documents that are kept."""
    from cleaner_near_duplicates.admission import Memory  # noqa: PLC0415 (numpy)

    return Memory(options, scratch)


@hookimpl
def survey(sketches: Sequence[bytes], memory: Memory) -> None:
    """See all documents, to decide from the longest or newest down."""
    memory.survey(sketches)


@hookimpl
def admit_batch(
    documents: Sequence[Document], sketches: Sequence[bytes], memory: Memory
) -> list[Drop | None]:
    """Compare each document with those that are kept before it."""
    return memory.admit(documents, sketches)


@hookimpl
def forget(document: Document, memory: Memory) -> None:
    """Take back a document that a later step has left out."""
    memory.forget(document)


@hookimpl
def keeps(options: Options) -> bool:
    """Say whether there is an index that takes documents in."""
    return options.index is not None and not options.index_read_only


@hookimpl
def end(memory: Memory, complete: bool) -> list[str]:
    """Close index and report; an index takes in the documents of a run that is complete."""
    return memory.end(complete=complete)


@hookimpl
def register_commands(cli: click.Group) -> None:
    """Add `cleaner tune`."""
    from cleaner_near_duplicates.tune import tune  # noqa: PLC0415 (click)

    cli.add_command(tune)


@hookimpl
def locks(options: Options) -> Mapping[str, Any]:
    """Say by what documents are compared, and with which of earlier runs."""
    from cleaner_near_duplicates.index_file import digest_of  # noqa: PLC0415 (numpy)
    from cleaner_near_duplicates.redis_index import SCHEMES  # noqa: PLC0415 (numpy)
    from cleaner_near_duplicates.settings import of_index  # noqa: PLC0415 (numpy)

    found = of_index(options)
    # What is in a Redis is others' to change, at any time.
    if options.index is None or options.index.startswith(SCHEMES):
        return found
    return {**found, "index": digest_of(options.index, found)}


@hookimpl
def codes() -> Iterable[Code]:
    """Name what a check finds."""
    from cleaner_near_duplicates.finding_codes import CODES  # noqa: PLC0415 (only a check asks)

    return CODES
