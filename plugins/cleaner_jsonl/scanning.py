"""Read lines into columns by a compiled kernel; unusual ones go the way of ``read``."""

from __future__ import annotations

import ctypes
import functools
import io
import re
import threading
from collections.abc import Callable, Iterator
from ctypes import c_int64, c_void_p
from pathlib import Path
from typing import Any, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from cleaner import Columns, Document, Failed, Source, Strings, kernels

MOST_BYTES = 16_000_000
"""Of a source that is read in one go."""

# What is done with a batch finds it in the processor's cache.
_BATCH_BYTES = 1_000_000
_BATCH_LINES = 8192
_SLACK = 64
# Where so many of the lines are unusual, or more, the others gain nothing.
_UNUSUAL = 1 / 8
_ENOUGH = 64
_END, _UNUSUAL_LINE = 0, 2

_SURROGATE = re.compile("[\ud800-\udfff]").search

# Makes a document of a line and its number, or tells why it cannot.
Plain = Callable[[bytes, int], Document | Failed]


class _Job(ctypes.Structure):
    """``job`` in scan.c."""

    _fields_ = (
        ("data", c_void_p),
        *((name, c_int64) for name in ("length", "at", "line", "longest")),
        *((name, ctypes.c_char_p) for name in ("text_field", "id_field", "head", "tail")),
        *((f"{name}_length", c_int64) for name in ("text_field", "id_field", "head", "tail")),
        *((name, c_void_p) for name in ("texts", "records", "names")),
        *((name, c_void_p) for name in ("text_ends", "record_ends", "name_ends", "characters")),
        *((name, c_int64) for name in ("count", "most", "most_bytes")),
    )


@functools.cache
def _scan() -> Any:
    """Return ``jsonl_scan`` of scan.c, or None where it was not compiled."""
    library = kernels(Path(__file__).parent).library
    if library is not None:
        library.jsonl_scan.argtypes = [c_void_p]
    return library and library.jsonl_scan


def reads(source: Source) -> bool:
    """Tell whether a source can be read into columns."""
    return (
        _scan() is not None
        and not source.is_stream
        and source.size <= MOST_BYTES
        and source.text_field != source.id_field
        # The name of a file need not be Unicode.
        and not any(map(_SURROGATE, (source.name, source.text_field, source.id_field)))
    )


class _Room(threading.local):
    """Memory that is used again, by each thread: what the system gives anew it has to clear."""

    def __init__(self) -> None:
        self._arrays: dict[str, NDArray[Any]] = {}
        self._data = bytearray()

    def take(self, name: str, size: int, kind: Any = np.uint8) -> NDArray[Any]:
        """Return an array of at least that length, with anything in it."""
        found = self._arrays.get(name)
        if found is None or len(found) < size:
            found = self._arrays[name] = np.zeros(size + size // 4, kind)
        return found

    def data(self, size: int) -> bytearray:
        """Return room for what is read."""
        if len(self._data) < size:
            self._data = bytearray(size + size // 4)
        return self._data


_ROOM = _Room()


class Scanner:
    """Reads the lines of one source."""

    def __init__(self, source: Source, data: bytearray, length: int, longest: int) -> None:
        self._source = source
        self._data = data
        head = b'{"id":"'
        if not source.id_field:
            head += msgspec.json.encode(source.name)[1:-1] + b"#"
        tail = b'","source":' + msgspec.json.encode(source.shown) + b',"meta":'
        # What of records and names is not in the lines.
        more = _BATCH_LINES * (len(head) + len(tail) + 64) + _SLACK
        self._texts = _ROOM.take("texts", length + _SLACK)
        self._records = _ROOM.take("records", length + more)
        self._names = _ROOM.take("names", length + more)
        names = "text_ends", "record_ends", "name_ends", "characters"
        self._numbers = [_ROOM.take(name, _BATCH_LINES, np.int64) for name in names]
        self._job = job = _Job(length=length, line=source.line, longest=longest)
        job.data = np.frombuffer(data, np.uint8).ctypes.data
        job.text_field, job.head, job.tail = source.text_field.encode(), head, tail
        job.id_field = source.id_field.encode() or None
        for name in ("text_field", "id_field", "head", "tail"):
            setattr(job, f"{name}_length", len(getattr(job, name) or b""))
        job.texts, job.records, job.names = (
            array.ctypes.data for array in (self._texts, self._records, self._names)
        )
        for name, array in zip(names, self._numbers, strict=True):
            setattr(job, name, array.ctypes.data)
        job.most, job.most_bytes = _BATCH_LINES, _BATCH_BYTES

    def skip(self, count: int) -> None:
        """Begin behind so many bytes."""
        self._job.at = count

    def items(self, plain: Plain) -> Iterator[Columns | Document | Failed]:
        """Give the documents, as long as that is worth it; ``rest`` has what is left."""
        job, scan = self._job, _scan()
        usual = unusual = 0
        state = -1
        while state != _END:
            job.count = 0
            state = scan(ctypes.byref(job))
            if job.count:
                usual += job.count
                yield self._columns()
            if state == _UNUSUAL_LINE:
                line, number = self._take_line()
                yield plain(line, number)
                unusual += 1
                if unusual > _ENOUGH and unusual > _UNUSUAL * (usual + unusual):
                    yield from self._rest(plain)
                    return

    def _rest(self, plain: Plain) -> Iterator[Document | Failed]:
        while self._job.at < self._job.length:
            line, number = self._take_line()
            if len(line) > self._job.longest or not line.isspace():
                yield plain(line, number)

    def _take_line(self) -> tuple[bytes, int]:
        """Return the line that comes, and its number."""
        job, number = self._job, self._job.line
        # There is a line feed behind the last line, whether it is of the line or not.
        end = min(self._data.index(b"\n", job.at) + 1, job.length)
        line = bytes(self._data[job.at : end])
        job.at, job.line = end, number + 1
        return line, number

    def _columns(self) -> Columns:
        count, source = self._job.count, self._source
        text_ends, record_ends, name_ends, characters = (each[:count] for each in self._numbers)
        names = Strings(_view(self._names, name_ends), _bytes(name_ends))
        nothing = Strings(b"")
        return Columns(
            count,
            names if source.id_field else Strings(source.name.encode()),
            nothing if source.id_field else names,
            Strings(source.shown.encode()),
            texts=Strings(_view(self._texts, text_ends), _bytes(text_ends)),
            records=Strings(_view(self._records, record_ends), _bytes(record_ends)),
            characters=_bytes(characters),
        )


def _view(array: NDArray[Any], ends: NDArray[Any]) -> memoryview:
    return array[: int(ends[-1])].data


def _bytes(numbers: NDArray[Any]) -> memoryview:
    return numbers.data.cast("B")


def read(
    source: Source, longest: int, plain: Plain, mark: bytes
) -> Iterator[Columns | Document | Failed]:
    """Read a source into columns; ``mark`` is left out at the start of its first line."""
    data, length = _data_of(source)
    scanner = Scanner(source, data, length, longest)
    if source.line == 1 and data.startswith(mark):
        scanner.skip(len(mark))
    yield from scanner.items(plain)


def _data_of(source: Source) -> tuple[bytearray, int]:
    """Read a source, with room behind it; return its length as well."""
    with source.open() as stream:
        if source.end is None:
            content = stream.read()
            data = _ROOM.data(len(content) + _SLACK)
            length = len(content)
            data[:length] = content
        else:
            data = _ROOM.data(source.size + _SLACK)
            length = 0
            with memoryview(data) as room:
                while length < source.size and (
                    got := cast("io.BufferedReader", stream).readinto(room[length : source.size])
                ):
                    length += got
    # Where the last line has no end, it ends here.
    data[length : length + 1] = b"\n"
    return data, length
