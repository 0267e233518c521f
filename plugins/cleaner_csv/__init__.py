"""Read CSV and TSV: the text in one column, the others in `meta`."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec

from cleaner import (
    CleanerError,
    Document,
    Failed,
    Format,
    Sign,
    Source,
    distinct,
    hookimpl,
    looks_like_text,
    option,
)
from cleaner_csv import cutting
from cleaner_csv.cells import Decode, decoded, is_unicode, to_bytes

# How objects begin, one a line or in an array, whatever the name of their file says.
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Options:
    """How a table is written, and what is too much of a cell."""

    delimiter: str = option("", "what parts columns; unset: a comma, or a tab in TSV")
    max_cell: int = option(1 << 27, "most characters of a cell", min=1, max=1 << 31)


@hookimpl
def formats() -> list[Format]:
    """Take tables by their suffix: their content has no mark."""
    return [
        Format("csv", (".csv",), _sign, certain=()),
        Format("tsv", (".tsv", ".tab"), _sign, certain=()),
    ]


@hookimpl
def split(source: Source, options: Options) -> Iterator[Source] | None:
    """Cut a large table, or a stream of one, into pieces of whole rows."""
    delimiter = _delimiter(source, options)
    if source.is_stream:
        return None if _is_wide(source.open()) else cutting.pieces(source, delimiter)
    with source.open() as stream:
        is_wide = _is_wide(stream)
    return None if is_wide else cutting.pieces(source, delimiter)


@hookimpl
def read(source: Source, options: Options, decode: Decode) -> Iterator[Document | Failed]:
    """Give each row below the header as a document, numbered by its row.

    Columns of one name have their number behind it from the second on.
    """
    delimiter = _delimiter(source, options)
    csv.field_size_limit(options.max_cell)
    if source.damage and not source.data:
        return
    with _content(source) as stream:
        rows = _reader(stream, delimiter)
        header = None
        if source.start:
            with source.piece(0, source.start, 1).open() as beginning:
                first = _reader(beginning, delimiter)
                header = _header(_first(first), source, decode)
        yield from _rows(source, header, rows, decode)


def _content(source: Source) -> BinaryIO:
    """Open what a piece has of its file; what goes to the end of it may be long."""
    stream = source.open()
    if source.end is None or source.end >= os.path.getsize(source.path):
        return stream
    with stream:
        return io.BytesIO(stream.read(source.size))


def _delimiter(source: Source, options: Options) -> str:
    delimiter = options.delimiter or ("\t" if source.format == "tsv" else ",")
    if len(delimiter) != 1:
        raise CleanerError(f"csv delimiter is {delimiter!r}, but must be one character")
    return delimiter


def _reader(stream: BinaryIO, delimiter: str) -> Any:
    wide = _is_wide(stream)
    # Bytes that are no UTF-8 go through as they are, for the step that decodes.
    text = io.TextIOWrapper(
        stream,
        "utf-16" if wide else "utf-8-sig",
        errors="replace" if wide else "surrogateescape",
        newline="",
    )
    return csv.reader(text, delimiter=delimiter, strict=True)


def _first(rows: Iterator[list[str]]) -> list[str]:
    """Return the first row that is not empty.

    Raises:
        CleanerError: there is none.
    """
    first = next(filter(None, rows), None)
    if first is None:
        raise CleanerError("it has no header")
    return first


def _rows(
    source: Source, header: list[str] | None, rows: Any, decode: Decode
) -> Iterator[Document | Failed]:
    number, before = source.number - 1, source.line - 1
    try:
        if header is None:
            header = _header(_first(rows), source, decode)
            if before:  # then the header is not there in its place
                before -= rows.line_num
        first = rows.line_num + 1
        for row in rows:
            if row:
                number += 1
                lines = before + first, before + rows.line_num
                yield _document(source, header, row, number, lines, decode=decode)
            first = rows.line_num + 1
    except csv.Error as error:
        # What comes behind broken quoting may be part of a cell, or not.
        where = f"row {number + 1} (line {before + rows.line_num})"
        yield Failed(f"{where}: {_told(error)}; nothing behind it is read", part="end")


def _told(error: csv.Error) -> str:
    if "field limit" not in str(error):
        return str(error)
    return f"a cell has more than {csv.field_size_limit():,} characters (csv max-cell)"


def _header(row: list[str], source: Source, decode: Decode) -> list[str]:
    header = distinct(row if all(map(is_unicode, row)) else decoded(row, decode)[0])
    for field in filter(None, (source.text_field, source.id_field)):
        if field not in header:
            names = ", ".join(header[:20])
            raise CleanerError(f"it has no column {field!r}; its columns are: {names}")
    return header


def _document(
    source: Source,
    header: list[str],
    row: list[str],
    number: int,
    lines: tuple[int, int],
    *,
    decode: Decode,
) -> Document | Failed:
    part = str(number)
    if len(row) != len(header):
        return Failed(f"row {number} has {len(row)} cells, not {len(header)}", part=part)
    column = header.index(source.text_field)
    text, cells, charset = row[column], row, ""
    if not all(map(is_unicode, row[:column] + row[column + 1 :])):
        cells, charset = decoded(row, decode)
    meta: dict[str, Any] = dict(zip(header, cells, strict=True))
    del meta[source.text_field]
    if lines[0] < lines[1]:
        lines = _lines_of(row, column, lines[0])
    base = source.name
    if source.id_field:
        base, part = meta.pop(source.id_field), ""
        if not base:
            return Failed(f"row {number} has no id in {source.id_field!r}", part=str(number))
    document = Document(base, source=source.shown, meta=meta, part=part, lines=lines)
    if is_unicode(text):
        return msgspec.structs.replace(document, text=text)
    return msgspec.structs.replace(document, data=to_bytes(text), charset=charset)


def _lines_of(row: list[str], column: int, first: int) -> tuple[int, int]:
    """Return the first and the last line of a cell, from the first one of its row."""
    first += sum(map(_line_ends, row[:column]))
    return first, first + _line_ends(row[column])


def _line_ends(cell: str) -> int:
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def _is_wide(stream: Any) -> bool:
    head = stream.peek(2)[:2] if hasattr(stream, "peek") else stream.getvalue()[:2]
    return head in _WIDE


def _sign(head: bytes) -> Sign:
    if _JSON.match(head):
        return Sign.NO
    # A zero or two are damage, that of a text.
    is_text = b"\0" not in head or looks_like_text(head)
    return Sign.MAYBE if is_text else Sign.NO
