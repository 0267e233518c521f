"""Read CSV and TSV: the text in one column, the others in `meta`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cleaner import CleanerError, Document, Failed, Format, Sign, Source, hookimpl, option

_LINE_END = re.compile(r"\r\n|\n|\r")
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
def read(source: Source, options: Options) -> Iterator[Document | Failed]:
    """Give each row below the header as a document, numbered by its row."""
    delimiter = options.delimiter or ("\t" if source.format == "tsv" else ",")
    if len(delimiter) != 1:
        raise CleanerError(f"csv delimiter is {delimiter!r}, but must be one character")
    csv.field_size_limit(options.max_cell)
    with source.open() as stream:
        wide = _is_wide(stream)
        # Bytes that are no UTF-8 go through as they are, for the step that decodes.
        text = io.TextIOWrapper(
            stream,
            "utf-16" if wide else "utf-8-sig",
            errors="replace" if wide else "surrogateescape",
            newline="",
        )
        yield from _rows(source, csv.reader(text, delimiter=delimiter, strict=True))


def _rows(source: Source, rows: Any) -> Iterator[Document | Failed]:
    header: list[str] | None = None
    number = 0
    while True:
        first = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            # What comes behind broken quoting may be part of a cell, or not.
            where = f"row {number + 1} (line {rows.line_num})"
            why = f"{where}: {_told(error)}; nothing behind it is read"
            yield Failed(why, part="end")
            return
        if row is None:
            break
        if not row:
            continue
        if header is None:
            header = _header(row, source)
            continue
        number += 1
        yield _document(source, header, row, number, (first, rows.line_num))
    if header is None:
        raise CleanerError("it has no header")


def _told(error: csv.Error) -> str:
    if "field limit" not in str(error):
        return str(error)
    return f"a cell has more than {csv.field_size_limit():,} characters (csv max-cell)"


def _header(row: list[str], source: Source) -> list[str]:
    header = [_shown(cell) for cell in row]
    for field in filter(None, (source.text_field, source.id_field)):
        if field not in header:
            names = ", ".join(header[:20])
            raise CleanerError(f"it has no column {field!r}; its columns are: {names}")
    return header


def _document(
    source: Source, header: list[str], row: list[str], number: int, lines: tuple[int, int]
) -> Document | Failed:
    part = str(number)
    if len(row) != len(header):
        return Failed(f"row {number} has {len(row)} cells, not {len(header)}", part=part)
    meta: dict[str, Any] = dict(zip(header, row, strict=True))
    text = meta.pop(source.text_field)
    if lines[0] < lines[1]:
        lines = _lines_of(row, header.index(source.text_field), lines[0])
    base = source.name
    if source.id_field:
        base, part = _shown(meta.pop(source.id_field)), ""
        if not base:
            return Failed(f"row {number} has no id in {source.id_field!r}", part=str(number))
    meta = {key: _shown(cell) for key, cell in meta.items()}
    try:
        text.encode()
    except UnicodeEncodeError:
        data = text.encode("utf-8", "surrogateescape")
        return Document(base, source=source.shown, meta=meta, part=part, data=data, lines=lines)
    return Document(base, text=text, source=source.shown, meta=meta, part=part, lines=lines)


def _lines_of(row: list[str], column: int, first: int) -> tuple[int, int]:
    """Return the first and the last line of a cell, from the first one of its row."""
    first += sum(len(_LINE_END.findall(cell)) for cell in row[:column])
    return first, first + len(_LINE_END.findall(row[column]))


def _shown(cell: str) -> str:
    if cell.isascii():
        return cell
    # Bytes that are no UTF-8 cannot be written; a cell is too short to tell its encoding.
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_wide(stream: Any) -> bool:
    head = stream.peek(2)[:2] if hasattr(stream, "peek") else stream.getvalue()[:2]
    return head in _WIDE


def _sign(head: bytes) -> Sign:
    if _JSON.match(head):
        return Sign.NO
    return Sign.MAYBE if b"\0" not in head or head.startswith(_WIDE) else Sign.NO
