"""The rows of a Parquet file as documents: the text in one column, the others in `meta`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from cleaner import CleanerError, Document, Failed, Sign, Source, require
from cleaner_parquet.metadata import json_columns

MAGIC = b"PAR1"
"""How a file begins."""

_ROWS = 1000
# Not every record has these; JSON Lines leave them out.
_SOMETIMES = frozenset(("trace", "part"))


def documents(source: Source) -> Iterator[Document | Failed]:
    """Give each row as a document, numbered from 1; a row group at a time is read."""
    arrow = require("pyarrow", "parquet")
    parquet = require("pyarrow.parquet", "parquet")
    with source.open_anywhere() as stream:
        try:
            file = parquet.ParquetFile(stream)
            _check_columns(source, file.schema_arrow.names)
            packed = json_columns(file.schema_arrow.metadata)
            number = 0
            for batch in file.iter_batches(batch_size=_ROWS):
                for row in _rows(batch, packed):
                    number += 1
                    yield _document(source, row, number)
        except (arrow.ArrowException, OSError) as error:
            raise CleanerError(f"it is damaged or cut: {error}") from None


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
