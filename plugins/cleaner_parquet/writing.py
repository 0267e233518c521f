"""Lines of JSON as the rows of a Parquet file."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, BinaryIO, NamedTuple

import msgspec

from cleaner import require
from cleaner_parquet.metadata import of_columns

# A row group is as many lines as have so many bytes: enough to be read in large pieces, and all
# that is ever held, but for one before it that is being written.
_GROUP_BYTES = 32_000_000
_GROUP_ROWS = 100_000
# Lines are made columns so much at a time: they take several times their room meanwhile.
_PART_BYTES = 4_000_000
_NOTHING = msgspec.Raw()


class _Record(msgspec.Struct):
    """The record of a kept document."""

    id: str
    text: str | None
    source: str
    meta: msgspec.Raw
    trace: msgspec.Raw = _NOTHING
    part: msgspec.Raw = _NOTHING
    lines: msgspec.Raw = _NOTHING
    digest: msgspec.Raw = _NOTHING


class _Part(NamedTuple):
    """Records, and the bytes of their lines."""

    records: list[_Record]
    size: int


_decode = msgspec.json.Decoder(list[_Record]).decode


class Rows:
    """A finisher that writes columns `id`, `text`, `source`, and `meta` as JSON.

    Documents differ in the keys of their metadata, which a schema would have to know before the
    first row is written; as JSON they all come back, and every reader of Parquet has strings.
    """

    suffix = ".parquet"

    def __init__(self) -> None:
        self._arrow = require("pyarrow", "parquet")
        self._parquet = require("pyarrow.parquet", "parquet")

    def finish(self, lines: BinaryIO, output: BinaryIO, jobs: int) -> None:
        """Write the rows; with more than one job, a group is written while the next is read."""
        parts = _parts(lines)
        first = next(parts, _Part([], 0))
        schema = self._schema(traced=bool(first.records and first.records[0].trace))
        file = self._arrow.PythonFile(output, mode="w")
        with (
            ThreadPoolExecutor(1) as thread,
            self._parquet.ParquetWriter(
                file, schema, compression="zstd", use_dictionary=["source"]
            ) as writer,
        ):
            last: Future[None] | None = None
            for table in self._groups(itertools.chain([first], parts), schema):
                if last is not None:
                    last.result()
                last = thread.submit(writer.write_table, table)
                if jobs == 1:
                    last.result()
            if last is not None:
                last.result()

    def _groups(self, parts: Iterable[_Part], schema: Any) -> Iterator[Any]:
        """Yield the table of one row group after the other."""
        batches: list[Any] = []
        rows = size = 0
        for part in parts:
            count = len(part.records)
            is_full = rows + count > _GROUP_ROWS or size + part.size > _GROUP_BYTES
            if batches and is_full:
                yield self._arrow.Table.from_batches(batches, schema)
                batches, rows, size = [], 0, 0
            if part.records:
                batches.append(self._batch(part.records, schema))
                rows, size = rows + count, size + part.size
        if batches:
            yield self._arrow.Table.from_batches(batches, schema)

    def _schema(self, *, traced: bool) -> Any:
        arrow = self._arrow
        # A text may be longer than the 2 GB that a group of plain strings can hold.
        fields = [("id", arrow.string()), ("text", arrow.large_string())]
        fields += [("source", arrow.string()), ("meta", arrow.string())]
        fields += [
            (name, arrow.string()) for name in ("trace", "part", "lines", "digest") if traced
        ]
        return arrow.schema(fields, of_columns([name for name, _ in fields[3:]]))

    def _batch(self, records: list[_Record], schema: Any) -> Any:
        columns = [
            self._arrow.array([_value(record, field.name) for record in records], field.type)
            for field in schema
        ]
        return self._arrow.RecordBatch.from_arrays(columns, schema=schema)


def _value(record: _Record, name: str) -> str | None:
    value = getattr(record, name)
    if isinstance(value, msgspec.Raw):
        return bytes(value).decode() if value else None
    found: str | None = value
    return found


def _parts(lines: BinaryIO) -> Iterator[_Part]:
    """Yield the records of some lines after those of others."""
    while found := lines.readlines(min(_PART_BYTES, _GROUP_BYTES)):
        for start in range(0, len(found), _GROUP_ROWS):
            some = found[start : start + _GROUP_ROWS]
            yield _Part(_decode(b"[" + b",".join(some) + b"]"), sum(map(len, some)))
