"""Cut a table between rows, without reading its cells.

A row ends at a line end outside of quotes, as RFC 4180 has it and `csv.reader` reads it; what is
not so is left in one piece, for the reader to tell of.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cleaner import CleanerError, Source, read_up_to_damage

_PIECE_BYTES = 4_000_000
# A longer row is not looked at to its end.
_MOST_ROW = 1 << 30
_MARK = b"\xef\xbb\xbf"
# Of what is no row, as much as shows the reader where.
_SHOWN_BYTES = 1 << 16


class _Syntax(NamedTuple):
    """``row``: a row with its end; ``cells``: as much of one as there is."""

    row: re.Pattern[bytes]
    cells: re.Pattern[bytes]


@functools.cache
def _syntax(delimiter: str) -> _Syntax | None:
    """Return how rows look with a delimiter; None where bytes do not show it."""
    if not delimiter.isascii() or delimiter in '"\r\n':
        return None
    part = re.escape(delimiter.encode())
    cell = rb'(?:"[^"]*+(?:""[^"]*+)*+"|[^"\r\n%b][^\r\n%b]*+|)' % (part, part)
    cells = rb"%b(?:%b%b)*+" % (cell, part, cell)
    return _Syntax(re.compile(cells + rb"(?:\r\n|\n|\r(?=[^\n]))"), re.compile(cells))


def pieces(source: Source, delimiter: str) -> Iterator[Source] | None:
    """Cut a table into pieces of whole rows; those of a stream begin with its header each.

    ``line`` of a piece is where its first row begins in the file, ``number`` that of the row.
    """
    syntax = _syntax(delimiter)
    return None if syntax is None else _pieces(source, syntax)


def _pieces(source: Source, syntax: _Syntax) -> Iterator[Source]:
    with source.open() as stream:
        rows = _Rows(stream, syntax)
        header = rows.header()
        start, line, number = 0, 1, 1
        for data, count, is_broken in rows.cut():
            end = start + len(data) + (0 if start else len(header))
            if source.is_stream:
                yield source.block(header + data, line, number=number)
            else:
                yield source.piece(start, source.size if is_broken else end, line, number)
            line += _line_ends(data) + (0 if start else _line_ends(header))
            start, number = end, number + count
        if rows.error is not None:
            raise rows.error


def _line_ends(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


class _Rows:
    """The rows of a stream, a piece at a time."""

    def __init__(self, stream: BinaryIO, syntax: _Syntax) -> None:
        self._stream = stream
        self._syntax = syntax
        self._held = b""
        self._is_end = False
        self.error: CleanerError | OSError | None = None

    def header(self) -> bytes:
        """Take the first row that is not empty, with what is before it."""
        self._more()
        at = len(_MARK) if self._held.startswith(_MARK) else 0
        while True:
            found = self._syntax.row.match(self._held, at)
            if found is None:
                if not self._can_grow(at):
                    return self._take(len(self._held) if self._is_end else at)
                self._more()
                continue
            at = found.end()
            if found[0].strip(b"\r\n"):
                return self._take(at)

    def cut(self) -> Iterator[tuple[bytes, int, bool]]:
        """Yield the bytes of some rows and how many they are; True: the last one is none."""
        row = self._syntax.row
        at = count = 0
        while True:
            while found := row.match(self._held, at):
                at = found.end()
                count += found[0] not in (b"\n", b"\r", b"\r\n")
            if not self._can_grow(at):
                break
            if at >= _PIECE_BYTES:
                yield self._take(at), count, False
                at = count = 0
            self._more()
        if self.error is None and self._held[at:]:
            end = len(self._held) if self._is_end else at + _SHOWN_BYTES
            yield self._take(end), count + 1, not self._is_end
        elif at:
            yield self._take(at), count, False

    def _can_grow(self, at: int) -> bool:
        """Tell whether more of the stream may make a row of what is held from a place on."""
        if self._is_end or len(self._held) - at > _MOST_ROW:
            return False
        cells = self._syntax.cells.match(self._held, at)
        end = cells.end() if cells else at
        # A quote there is one that has not been closed yet, a line end may be one of two bytes.
        rest = self._held[end : end + 2]
        return rest in (b"", b"\r") or rest.startswith(b'"')

    def _more(self) -> None:
        try:
            # Twice as much each time: a long row is looked at anew with each.
            more = read_up_to_damage(self._stream, max(_PIECE_BYTES, len(self._held)))
        except (CleanerError, OSError) as error:
            self.error, more = error, b""
        self._is_end = not more
        self._held += more

    def _take(self, size: int) -> bytes:
        taken, self._held = self._held[:size], self._held[size:]
        return taken
