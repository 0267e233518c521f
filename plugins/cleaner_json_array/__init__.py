"""Read a JSON array of objects, as a stream: the text in one field, the others in `meta`."""

from __future__ import annotations

import io
import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from cleaner import CleanerError, Document, Failed, Format, Sign, Source, hookimpl, option
from cleaner_json_array import cutting
from cleaner_json_array.digits import Shortened

_MARK = b"\xef\xbb\xbf"
# As much as the parser may read ahead, and more.
_SLACK_BYTES = 1 << 18
_OF_CHARACTERS = frozenset(("string", "map_key"))
_TOO_LARGE = object()
# A number that is none here: JSON has no bounds for them, floats do.
_OUT_OF_RANGE = object()
_OBJECT_OVER_LINES = re.compile(rb"\{\s*(\n|$)")


@dataclass(frozen=True)
class Options:
    """What is too deep, and what is too much of an item."""

    max_nesting: int = option(100, "how deep values may lie in each other", min=1, max=500)
    max_item: int = option(1 << 27, "most characters of an item, its names among them", min=1)


@hookimpl
def formats() -> list[Format]:
    """Take arrays; a file of that name that holds lines is left to who reads lines."""
    return [Format("json", (".json",), _sign, certain=())]


@hookimpl
def split(source: Source, options: Options) -> Iterator[Source] | None:
    """Cut a large array into pieces of whole items; of a stream, what breaks it comes too late."""
    if source.is_stream:
        return None
    with source.open() as stream:
        is_array = cutting.is_array(stream)
    return cutting.pieces(source, options.max_nesting, options.max_item) if is_array else None


@hookimpl
def read(source: Source, options: Options) -> Iterator[Document | Failed]:
    """Give each object of the array as a document, numbered from 1; a lone object is one."""
    import ijson  # noqa: PLC0415 (only where there is such a file)

    number = before = source.number - 1
    with _content(source) as file:
        stream = _Plain(file, options.max_item, b"[" if source.start else b"")
        try:
            events = _shallow(_numbers(ijson.basic_parse(stream)), options)
            values = _values(events, ijson, options.max_item)
            for number, value in enumerate(values, before + 1):
                stream.next_item()
                yield _document(value, number, source, options)
        except (ijson.JSONError, ValueError, ArithmeticError) as error:
            # The last two are of numbers whose exponents have more digits than a number has.
            why = f"behind item {number}: it is not JSON ({_told(error)})"
            yield Failed(why, part="end" if number else "")
        except CleanerError as error:
            yield Failed(str(error), part="end" if number else "")


def _content(source: Source) -> BinaryIO:
    """Open what a piece has of its file, as an array; what goes to the end of it may be long."""
    stream = source.open()
    if source.end is None or source.data is not None or source.end >= os.path.getsize(source.path):
        return stream
    with stream:
        return io.BytesIO(stream.read(source.size) + b"]")


def _told(error: Exception) -> str:
    """Return what the parser says; what it shows of the place depends on how it was read."""
    if isinstance(error, UnicodeDecodeError):
        return str(error)
    if isinstance(error, ValueError | ArithmeticError):
        return "a number with too many digits"
    what = error.args[0] if error.args else ""
    told = what.decode("utf-8", "replace") if isinstance(what, bytes) else str(what)
    return told.partition("\n")[0].strip().rstrip(".")


class _Plain:
    """A stream without a byte order mark, of which an item can take only so much.

    A text is known to the parser's user at its end only, and held till then.
    """

    def __init__(self, stream: Any, most: int, before: bytes = b"") -> None:
        self._stream = stream
        self._before = before
        self._first = not before
        self._most = most
        self._shortened = Shortened()
        self.next_item()

    def next_item(self) -> None:
        """Allow as much as an item may have, each character of it escaped by six."""
        self._left = 6 * self._most + _SLACK_BYTES

    def read(self, size: int) -> bytes:
        """Read some bytes.

        Raises:
            CleanerError: they are too many for one item.
        """
        if self._before and size:
            before, self._before = self._before, b""
            return before
        if not size:
            return b""
        while True:
            data = self._next(size)
            known = self._shortened(data)
            # Nothing stands for the end.
            if known or not data:
                return known

    def _next(self, size: int) -> bytes:
        # In one call, what comes before damage would be lost with it.
        data: bytes = self._stream.read1(size)
        if self._first:
            self._first = False
            data = data.removeprefix(_MARK) or self._stream.read1(size)
        self._left -= len(data)
        if self._left < 0:
            raise CleanerError(f"{_too_large(self._most)}; nothing behind it is read")
        return data


def _shallow(events: Any, options: Options) -> Iterator[tuple[str, Any]]:
    """Let events through down to a depth.

    Raises:
        CleanerError: they lie deeper.
    """
    depth = 0
    for event in events:
        kind = event[0]
        if kind in ("start_map", "start_array"):
            depth += 1
            if depth > options.max_nesting + 1:
                most = options.max_nesting
                raise CleanerError(f"its values lie more than {most} deep (json-array max-nesting)")
        elif kind in ("end_map", "end_array"):
            depth -= 1
        yield event


def _numbers(events: Any) -> Iterator[tuple[str, Any]]:
    """Make floats of numbers with a fraction or an exponent; the parser's own fail its source."""
    for kind, value in events:
        if kind == "number" and not isinstance(value, int):
            number = float(value)
            yield kind, number if math.isfinite(number) else _OUT_OF_RANGE
        else:
            yield kind, value


def _values(events: Iterator[tuple[str, Any]], ijson: Any, most: int) -> Iterator[Any]:
    """Build the items of an array, or the one value that is none; of one too large, a mark."""
    first = next(events, None)
    if first is None:
        raise CleanerError("it is empty")
    is_array = first[0] == "start_array"
    builder, depth, size, is_whole = ijson.ObjectBuilder(), 0, 0, True
    pending = events if is_array else _with(first, events)
    for kind, value in pending:
        if depth == 0 and kind == "end_array":
            # Asked for more, the parser complains of what comes behind the array.
            next(pending, None)
            return
        size += len(value) if kind in _OF_CHARACTERS else 1
        is_whole = is_whole and value is not _OUT_OF_RANGE
        if size <= most:
            builder.event(kind, value)
        depth += (kind in ("start_map", "start_array")) - (kind in ("end_map", "end_array"))
        if depth == 0:
            item = builder.value if is_whole else _OUT_OF_RANGE
            yield item if size <= most else _TOO_LARGE
            builder, size, is_whole = ijson.ObjectBuilder(), 0, True


def _with(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest


def _too_large(most: int) -> str:
    return f"an item has more than {most:,} characters (json-array max-item)"


def _document(fields: Any, number: int, source: Source, options: Options) -> Document | Failed:
    part = str(number)
    if fields is _TOO_LARGE:
        return Failed(_too_large(options.max_item), part=part)
    if fields is _OUT_OF_RANGE:
        return Failed(f"item {number} has a number out of range", part=part)
    if not isinstance(fields, dict):
        return Failed(f"item {number} is not a JSON object", part=part)
    text = fields.pop(source.text_field, None)
    if not isinstance(text, str):
        what = "has no text" if text is None else f"has {type(text).__name__}, not text,"
        return Failed(f"item {number} {what} in the field {source.text_field!r}", part=part)
    base = source.name
    if source.id_field:
        given = fields.pop(source.id_field, None)
        if not isinstance(given, str | int) or isinstance(given, bool) or given == "":
            why = f"item {number} has no id in the field {source.id_field!r}"
            return Failed(why, part=part)
        base, part = str(given), ""
    return Document(base, text=text, source=source.shown, meta=fields, part=part)


def _sign(head: bytes) -> Sign:
    start = head.removeprefix(_MARK).lstrip()
    if not start.startswith((b"{", b"[")):
        return Sign.NO
    if re.match(rb"\[\s*\{", start):
        return Sign.LIKELY
    # Objects one a line, whatever the name says, are not one value.
    over_lines = _OBJECT_OVER_LINES.match(start) is not None
    return Sign.MAYBE if start.startswith(b"[") or over_lines else Sign.NO
