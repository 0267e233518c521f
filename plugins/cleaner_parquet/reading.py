"""The rows of a Parquet file as documents: the text in one column, the others in `meta`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from cleaner import CleanerError, Document, Failed, Sign, Source, require
from cleaner_parquet.groups import Group, groups, of_piece, pieces
from cleaner_parquet.metadata import json_columns
from cleaner_parquet.options import Options

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
    # The last is of a text that is no UTF-8.
    damage = (arrow.ArrowException, OSError, UnicodeDecodeError)
    with source.open_anywhere() as stream:
        try:
            # Through a buffer, or all of a column of a group would be held.
            file = parquet.ParquetFile(stream, buffer_size=_BUFFER_BYTES, pre_buffer=False)
            _check_columns(source, file.schema_arrow.names)
            packed = json_columns(file.schema_arrow.metadata)
            found = of_piece(source, groups(file.metadata))
        except damage as error:
            raise CleanerError(f"it is damaged or cut: {error}") from None
        for group in found:
            if group.size > options.max_group:
                what = f"they have more than {options.max_group:,} bytes (parquet max-group)"
                yield Failed(f"{_rows_of(group)}: {what}", part=str(group.first))
                continue
            yield from _of_group(source, file, group, packed=packed, damage=damage, options=options)


def _of_group(
    source: Source,
    file: Any,
    group: Group,
    *,
    packed: frozenset[str],
    damage: tuple[type[Exception], ...],
    options: Options,
) -> Iterator[Document | Failed]:
    """Give the rows of a group; where it is damaged, the rest of it fails, and no other group."""
    number = group.first
    try:
        for batch in file.iter_batches(group.batch, [group.number], use_threads=False):
            for row in _rows(batch, packed):
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


def _rows(batch: Any, packed: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Give the rows of a batch, with the JSON in columns that hold it as what it stands for."""
    names = batch.schema.names
    columns = [
        map(_unpacked, column.to_pylist()) if name in packed else column.to_pylist()
        for name, column in zip(names, batch.columns, strict=True)
    ]
    for row in zip(*columns, strict=True):
        values = dict(zip(names, row, strict=True))
        for name in _SOMETIMES & packed:
            if values.get(name, name) is None:
                del values[name]
        yield values


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
