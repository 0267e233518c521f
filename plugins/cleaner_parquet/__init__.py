"""Read and write Parquet: the text in one column. Needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cleaner import Document, Failed, Finisher, Format, Source, Target, hookimpl, installed
from cleaner_parquet import reading
from cleaner_parquet.options import Options

__all__ = ["Options", "finish", "formats", "locks", "read", "split"]


@hookimpl
def formats() -> list[Format]:
    """Take what begins as Parquet does."""
    return [Format("parquet", (".parquet", ".pq"), reading.sign, certain=(reading.MAGIC,))]


@hookimpl
def split(source: Source) -> Iterator[Source] | None:
    """Cut a large file between its row groups."""
    return reading.split(source)


@hookimpl
def read(source: Source, options: Options) -> Iterator[Document | Failed]:
    """Give each row as a document, numbered from 1; a row group at a time is read."""
    return reading.documents(source, options)


@hookimpl
def finish(target: Target) -> Finisher | None:
    """Make Parquet of what is named so."""
    if not target.ends(".parquet", ".pq"):
        return None
    from cleaner_parquet.writing import Rows  # noqa: PLC0415 (few runs write it)

    return Rows()


@hookimpl
def locks() -> Mapping[str, str]:
    """Name what reads and writes the columns."""
    return installed("pyarrow")
