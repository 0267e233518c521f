"""The rows of a Parquet file as documents: the text in one column, the others in `meta`."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from cleaner import CleanerError, Document, Failed, Sign, Source, distinct, require
from cleaner_parquet.groups import Group, groups, of_piece, pieces
from cleaner_parquet.metadata import json_columns
from cleaner_parquet.options import Options
from cleaner_parquet.values import finer, texts, values

MAGIC = b"PAR1"
"""How a file begins."""

_BUFFER_BYTES = 1 << 20
# Not every record has these; JSON Lines leave them out.
_SOMETIMES = frozenset(("trace", "part"))


def split(source: Source) -> Iterator[Source] | None:
    """Cut a file of several row groups between them.

    What it raises is told again by who then reads the file whole.
    """
    if source.is_stream:
        return None
    parquet = require("pyarrow.parquet", "parquet")
    with source.open() as stream:
        file = parquet.ParquetFile(stream)
        _check_columns(source, file.schema_arrow.names)
        return pieces(source, groups(file.metadata))


def documents(source: Source, options: Options) -> Iterator[Document | Failed]:
    """Give each row as a document, numbered from 1; of a row group, a bounded part is held."""
    arrow = require("pyarrow", "parquet")
    parquet = require("pyarrow.parquet", "parquet")
    damage = (arrow.ArrowException, OSError)
    with source.open_anywhere() as stream:
        try:
            table = _Table(source, stream, parquet)
            found = of_piece(source, groups(table.file.metadata))
        except damage as error:
            raise CleanerError(f"it is damaged or cut: {error}") from None
        for group in found:
            if group.size > options.max_group:
                what = f"they have more than {options.max_group:,} bytes (parquet max-group)"
                yield Failed(f"{_rows_of(group)}: {what}", part=str(group.first))
                continue
            yield from _of_group(source, table, group, damage=damage, options=options)


class _Table:
    """A file that is open, and what it says of its columns.

    Raises:
        CleanerError: one that is asked for is not there.
    """

    def __init__(self, source: Source, stream: BinaryIO, parquet: Any) -> None:
        # Through a buffer, or all of a column of a group would be held.
        opened = functools.partial(
            parquet.ParquetFile, stream, buffer_size=_BUFFER_BYTES, pre_buffer=False
        )
        # What is read as nanoseconds from this old type of 96 bits overflows in silence beyond
        # the year 2262, and 9999 is a common year for "never".
        self.file = opened(coerce_int96_timestamp_unit="us")
        _check_columns(source, self.file.schema_arrow.names)
        self._names = distinct(self.file.schema_arrow.names)
        self._text_field = source.text_field
        self._packed = json_columns(self.file.schema_arrow.metadata)
        self._fine_file = opened() if _has_96_bits(self.file.schema) else None

    def rows(self, group: Group) -> Iterator[dict[str, Any]]:
        """Give the rows of a group."""
        for columns in self._columns(group):
            for row in zip(*columns, strict=True):
                cells = dict(zip(self._names, row, strict=True))
                for name in _SOMETIMES & self._packed:
                    if cells.get(name, name) is None:
                        del cells[name]
                yield cells

    def _columns(self, group: Group) -> Iterator[list[list[Any]]]:
        """Give the columns of some rows after those of others, with JSON as what it stands for."""
        text = self._names.index(self._text_field)
        for batch, fine in self._batches(group):
            columns = [
                texts(column) if number == text else values(column)
                for number, column in enumerate(batch.columns)
            ]
            for number, column in enumerate(fine.columns if fine is not None else ()):
                if column.type != batch.columns[number].type:
                    columns[number] = finer(columns[number], values(column))
            yield [
                list(map(_unpacked, column)) if name in self._packed else column
                for name, column in zip(self._names, columns, strict=True)
            ]

    def _batches(self, group: Group) -> Iterator[tuple[Any, Any]]:
        """Give some rows after others; where moments have 96 bits, in nanoseconds as well."""
        how = {"batch_size": group.batch, "row_groups": [group.number], "use_threads": False}
        batches = self.file.iter_batches(**how)
        if self._fine_file is None:
            return zip(batches, itertools.repeat(None))
        return zip(batches, self._fine_file.iter_batches(**how), strict=True)


def _has_96_bits(schema: Any) -> bool:
    return any(schema.column(number).physical_type == "INT96" for number in range(len(schema)))


def _of_group(
    source: Source,
    table: _Table,
    group: Group,
    *,
    damage: tuple[type[Exception], ...],
    options: Options,
) -> Iterator[Document | Failed]:
    """Give the rows of a group; where it is damaged, the rest of it fails, and no other group."""
    number = group.first
    try:
        for row in table.rows(group):
            too_large = _too_large(row, options.max_cell)
            if too_large:
                yield Failed(f"row {number}: {too_large}", part=str(number))
            else:
                yield _document(source, row, number)
            number += 1
    except damage as error:
        shown = " ".join(str(error).split())[:200]
        rest = _rows_of(group._replace(first=number, rows=group.first + group.rows - number))
        yield Failed(f"{rest} are damaged and not read: {shown}", part=str(number))


def _rows_of(group: Group) -> str:
    return f"rows {group.first:,} to {group.first + group.rows - 1:,}"


def _too_large(row: dict[str, Any], most: int) -> str:
    """Say which cell of a row is too large; empty: none is."""
    for name, value in row.items():
        if isinstance(value, str | bytes) and len(value) > most:
            return f"its cell in {name!r} is longer than {most:,} (parquet max-cell)"
    return ""


def _check_columns(source: Source, names: list[str]) -> None:
    for field in filter(None, (source.text_field, source.id_field)):
        if field not in names:
            shown = ", ".join(names[:20])
            raise CleanerError(f"it has no column {field!r}; its columns are: {shown}")


def _unpacked(value: Any) -> Any:
    try:
        return msgspec.json.decode(value) if isinstance(value, str) else value
    except msgspec.DecodeError:
        return value


def _document(source: Source, row: dict[str, Any], number: int) -> Document | Failed:
    text = row.pop(source.text_field)
    base, part = source.name, str(number)
    data = text if isinstance(text, bytes) else None
    if data is None and not isinstance(text, str):
        kind = "no text" if text is None else f"{type(text).__name__}, not text,"
        return Failed(f"row {number} has {kind} in the column {source.text_field!r}", part=part)
    if source.id_field:
        given = row.pop(source.id_field)
        if not isinstance(given, str | int) or isinstance(given, bool) or given == "":
            return Failed(f"row {number} has no id in {source.id_field!r}", part=part)
        base, part = str(given), ""
    content = {"text": text} if data is None else {"data": data}
    return Document(base, source=source.shown, meta=row, part=part, **content)


def sign(head: bytes) -> Sign:
    """Tell Parquet by its first bytes."""
    return Sign.CERTAIN if head.startswith(MAGIC) else Sign.NO
