"""Read WARC: responses with HTML or text; address and date in `meta`. Needs the extra `warc`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleaner import (
    CleanerError,
    Document,
    Failed,
    Format,
    LeftOut,
    Sign,
    Source,
    hookimpl,
    installed,
    option,
    require,
)
from cleaner_warc.framing import frames

# So much goes to a worker at a time.
_BLOCK_BYTES = 4_000_000


@dataclass(frozen=True)
class Options:
    """Which responses are read, and what is too much of one."""

    max_record: int = option(100_000_000, "most bytes of a record's content", min=1)
    all_statuses: bool = option(False, "read error pages and redirects as well")


_START = b"WARC/"


@hookimpl
def formats() -> list[Format]:
    """Take what begins as WARC does; `.wet` has the texts of a crawl."""
    return [Format("warc", (".warc", ".wet"), _sign, certain=(_START,))]


@hookimpl
def split(source: Source, options: Options) -> Iterator[Source]:
    """Cut a large file, or a stream, into blocks of whole records."""
    held: list[bytes] = []
    size, first, number = 0, source.line, source.line
    with source.open() as stream:
        try:
            for frame in frames(stream, options.max_record):
                held.append(frame.data)
                size += len(frame.data)
                number += 1
                # What is not there to its end must be the last of its block.
                if size >= _BLOCK_BYTES or frame.error:
                    yield source.block(b"".join(held), first)
                    held, size, first = [], 0, number
        except (CleanerError, OSError):
            if held:
                yield source.block(b"".join(held), first)
            raise
    if held:
        yield source.block(b"".join(held), first)


@hookimpl
def read(source: Source, options: Options) -> Iterator[Document | Failed | Source | LeftOut]:
    """Give each response as a document, by its number among the records; HTML to who reads it."""
    require("fastwarc", "warc")
    from cleaner_warc.records import item_of  # noqa: PLC0415 (it needs the library)

    with source.open() as stream:
        for number, frame in enumerate(frames(stream, options.max_record), source.line):
            yield item_of(frame, number, source, options)


@hookimpl
def locks() -> Mapping[str, str]:
    """Name what reads the records."""
    return installed("fastwarc", "resiliparse")


def _sign(head: bytes) -> Sign:
    return Sign.CERTAIN if head.startswith(_START) else Sign.NO
