"""Read and write JSON Lines: one object a line, its text in one field, the others in `meta`."""

from __future__ import annotations

import base64
import errno
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

import msgspec

from cleaner import (
    CleanerError,
    Columns,
    Document,
    Failed,
    Format,
    Sign,
    Source,
    Target,
    hookimpl,
    option,
    read_up_to_damage,
)

_SUFFIXES = (".jsonl", ".ndjson")
_PIECE_BYTES = 4_000_000
_ARRAY = re.compile(rb"\[\s*\{")
_MARK = b"\xef\xbb\xbf"
_COPY_BYTES = 1_000_000
_WORTH_SENDING = 10_000
# Characters of a text that are made JSON at a time, where it has more.
_LONG = 1_000_000
_NO_TEXT = b'"text":""'
_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Options:
    """What is too much of a line."""

    max_line: int = option(1 << 27, "most bytes of a line; a longer one fails", min=1)


@hookimpl
def formats() -> list[Format]:
    """Take JSON Lines, which is also what standard input is taken for."""
    return [Format("jsonl", _SUFFIXES, _sign, piped=True, certain=())]


@hookimpl
def split(source: Source, options: Options) -> Iterator[Source] | None:
    """Cut a large file, or a stream, into pieces of whole lines."""
    if source.is_stream:
        return _blocks(source, options.max_line)
    return _pieces(source) if source.size > _PIECE_BYTES else None


@hookimpl
def read(source: Source, options: Options) -> Iterator[Document | Failed]:
    """Give each line as a document; a line that is none fails by its number."""
    return _read(source, options.max_line)


@hookimpl
def read_batch(source: Source, options: Options) -> Iterator[Columns | Document | Failed] | None:
    """Give lines in columns, where there is a kernel for it; unusual ones as ``read`` does."""
    from cleaner_jsonl import scanning  # noqa: PLC0415 (numpy)

    if not scanning.reads(source):
        return None
    shown = source.shown

    def plain(line: bytes, number: int) -> Document | Failed:
        return _item(line, number, source, shown, options.max_line)

    return scanning.read(source, options.max_line, plain, _MARK)


@hookimpl(trylast=True)
def write(target: Target) -> JsonLines | None:
    """Write JSON Lines to any name that no other plugin takes: every output can be that."""
    return JsonLines() if not target.format or target.ends(*_SUFFIXES) else None


class JsonLines:
    """A writer of JSON Lines."""

    is_lines = True

    def encode(self, record: dict[str, Any]) -> bytes:
        """Return the record as a line."""
        text = record.get("text")
        if isinstance(text, str) and len(text) > _LONG:
            return _long_line(record, text)
        return _encode(record) + b"\n"

    def append(self, output: BinaryIO, part: BinaryIO, ranges: Iterable[tuple[int, int]]) -> None:
        """Copy the ranges; neighbours go in one piece."""
        if isinstance(part, io.BytesIO):
            data = part.getbuffer()
            output.writelines(data[start:end] for start, end in _joined(ranges))
            return
        for start, end in _joined(ranges):
            copied = _send(output, part, start, end)
            part.seek(start + copied)
            output.writelines(
                part.read(min(end - at, _COPY_BYTES))
                for at in range(start + copied, end, _COPY_BYTES)
            )


def _send(output: BinaryIO, part: BinaryIO, start: int, end: int) -> int:
    """Have the kernel copy a range, where it can; return how many bytes it has copied."""
    if end - start < _WORTH_SENDING:
        return 0
    copied = 0
    try:
        output.flush()
        while copied < end - start:
            sent = os.sendfile(output.fileno(), part.fileno(), start + copied, end - start - copied)
            if not sent:
                break
            copied += sent
    except (AttributeError, io.UnsupportedOperation):
        return copied
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS):
            raise
    return copied


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for start, end in ranges:
        if start != last:
            yield first, last
            first = start
        last = end
    yield first, last


def _long_line(record: dict[str, Any], text: str) -> bytes:
    """Return a record with a long text as a line, having no second and third copy of the text.

    The encoder would leave its UTF-8 with the text, and take twice the room of its answer.
    """
    head, _, tail = _encode({**record, "text": ""}).partition(_NO_TEXT)
    line = io.BytesIO()
    line.write(head + _NO_TEXT[:-1])
    try:
        for start in range(0, len(text), _LONG):
            line.write(memoryview(_encode(text[start : start + _LONG]))[1:-1])
    except UnicodeEncodeError:
        return _encode(record)  # which says where in the whole text the lone surrogate is
    line.write(b'"' + tail + b"\n")
    return line.getvalue()


def _sign(head: bytes) -> Sign:
    """Tell lines of objects from an array, and from one object over several lines."""
    start = head.removeprefix(_MARK).lstrip()
    if not start.startswith((b"{", b"[")):
        return Sign.MAYBE
    if _ARRAY.match(start):
        return Sign.NO
    line, newline, _ = start.partition(b"\n")
    whole = line.rstrip().endswith(b"}") if newline else True
    return Sign.LIKELY if whole and start.startswith(b"{") else Sign.MAYBE


def _pieces(source: Source) -> Iterator[Source]:
    """Cut a file at line ends, counting lines on the way so that each has its number."""
    from cleaner_jsonl.feeds import count  # noqa: PLC0415 (ctypes)

    with cast("io.BufferedReader", source.open()) as stream:
        start, line = 0, source.line
        # One buffer for all pieces: fresh memory would take longer to get than to fill.
        data = bytearray(_PIECE_BYTES)
        while size := stream.readinto(data):
            end, lines = start + size, count(data, size)
            while tail := stream.readline(_COPY_BYTES):
                end += len(tail)
                if tail.endswith(b"\n"):
                    lines += 1
                    break
            yield source.piece(start, end, line)
            line += lines
            start = end


def _blocks(source: Source, max_line: int) -> Iterator[Source]:
    """Cut a stream likewise; of a line that is too long, not more is held than shows it."""
    from cleaner_jsonl.feeds import count  # noqa: PLC0415 (ctypes)

    stream, line = source.open(), source.line
    for data in _whole_lines(stream, max_line):
        yield source.block(data, line)
        line += count(data, len(data))


def _whole_lines(stream: BinaryIO, max_line: int) -> Iterator[bytes]:
    while data := read_up_to_damage(stream, _PIECE_BYTES):
        try:
            tail = stream.readline(max_line + 1)
        except (CleanerError, OSError):
            # The line that it breaks in is not complete.
            if b"\n" in data:
                yield data[: data.rfind(b"\n") + 1]
            raise
        yield data + tail
        if len(tail) > max_line and not tail.endswith(b"\n"):
            _skip_line(stream)


def _skip_line(stream: BinaryIO) -> None:
    while (data := stream.readline(_COPY_BYTES)) and not data.endswith(b"\n"):
        pass


def _read(source: Source, max_line: int) -> Iterator[Document | Failed]:
    with source.open() as stream:
        left = source.size if source.end is not None else None
        shown = source.shown
        for number, line in enumerate(_lines(stream, max_line), source.line):
            if left is not None:
                if left <= 0:
                    return
                left -= len(line)
            if number == 1:
                line = line.removeprefix(_MARK)  # noqa: PLW2901
            if len(line) > max_line or (line and not line.isspace()):
                yield _item(line, number, source, shown, max_line)


def _lines(stream: BinaryIO, max_line: int) -> Iterator[bytes]:
    """Give the lines; of one that is too long, as much as shows it."""
    while line := stream.readline(max_line + 1):
        yield line
        if len(line) > max_line and not line.endswith(b"\n"):
            _skip_line(stream)


def _item(line: bytes, number: int, source: Source, shown: str, max_line: int) -> Document | Failed:
    if len(line) > max_line:
        why = f"line {number} is longer than {max_line:,} bytes (jsonl max-line)"
        return Failed(why, part=str(number), input={"path": shown})
    return _document(line, number, source, shown)


def _document(line: bytes, number: int, source: Source, shown: str) -> Document | Failed:
    try:
        fields = _parse(line)
    except (ValueError, RecursionError) as error:
        return _failed(number, f"line {number} is not JSON: {error}", line)
    if not isinstance(fields, dict):
        return _failed(number, f"line {number} is not a JSON object", line)
    text = fields.pop(source.text_field, None)
    if not isinstance(text, str):
        what = "has no text" if text is None else f"has {type(text).__name__}, not text,"
        return _failed(number, f"line {number} {what} in the field {source.text_field!r}", line)
    base, part = source.name, str(number)
    if source.id_field:
        given = fields.pop(source.id_field, None)
        if not isinstance(given, str | int) or isinstance(given, bool) or given == "":
            return _failed(
                number, f"line {number} has no id in the field {source.id_field!r}", line
            )
        base, part = str(given), ""
    lines = (number, number)
    return Document(base, text=text, source=shown, meta=fields, part=part, lines=lines)


def _parse(line: bytes) -> Any:
    try:
        return _decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        # A lone surrogate is an escape that JSON allows and no UTF-8 text can hold. It is let
        # through for the steps to mend; the standard library is the one that reads it.
        if b"\\ud" not in line.lower():
            raise
        return json.loads(line, parse_constant=_refuse)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _failed(number: int, error: str, line: bytes) -> Failed:
    try:
        given = {"line": line.decode("utf-8").rstrip("\r\n")}
    except UnicodeDecodeError:
        given = {"base64": base64.b64encode(line).decode("ascii")}
    return Failed(error, part=str(number), input=given)
