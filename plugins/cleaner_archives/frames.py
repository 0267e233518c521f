"""Zstandard: frames one behind the other, some of which are skipped, one may hold a dictionary.

RFC 8878, sections 3.1.1 (frames) and 3.1.2 (skippable frames). A dictionary in a leading skippable
frame is what WARC has (IIPC, "Use of Zstandard compression for WARC files", version 1.0).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, BinaryIO

from cleaner import require
from cleaner_archives.inflating import Members

_READ_BYTES = 1 << 16
# Four bytes may stand for 128 kB.
_BITE = 1 << 10
# A window is memory: what needs more than 128 MB was made to exhaust it.
_MOST_WINDOW_LOG = 27
_MOST_DICTIONARY = 1 << 24
_FRAME = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = 0x184D2A50
_DICTIONARY = 0x184D2A5D
# A decompressor of one frame, given a dictionary or None.
Make = Callable[[bytes | None], Any]


def is_skippable(head: bytes) -> bool:
    """Tell whether a frame begins that holds no compressed data."""
    return int.from_bytes(head[:4], "little") & ~15 == _SKIPPABLE


class Frames(Members):
    """Decompresses frames; those that are to be skipped give nothing."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, lambda: self._decompressor(self._dictionary))
        self._decompressor = _decompressor()
        self._dictionary: bytes | None = None
        self._is_first = True

    def begin(self) -> None:
        """Begin a frame, or pass over one that is to be skipped."""
        self._hold(8)
        if not is_skippable(self._rest):
            super().begin()
        else:
            if len(self._rest) < 8:
                raise EOFError("it ends too early")
            kind, size = (int.from_bytes(self._rest[at : at + 4], "little") for at in (0, 4))
            self._rest = self._rest[8:]
            if kind == _DICTIONARY and self._is_first:
                self._dictionary = self._read_dictionary(size)
            else:
                self._skip(size)
            self._member = None
        self._is_first = False

    def _hold(self, size: int) -> None:
        while len(self._rest) < size and (data := self._stream.read(_READ_BYTES)):
            self._rest += data

    def _skip(self, size: int) -> None:
        while size > len(self._rest):
            size -= len(self._rest)
            self._rest = self._more()
        self._rest = self._rest[size:]

    def _read_dictionary(self, size: int) -> bytes:
        if size > _MOST_DICTIONARY:
            raise ValueError(f"its dictionary is larger than {_MOST_DICTIONARY:,} bytes")
        self._hold(size)
        data, self._rest = self._rest[:size], self._rest[size:]
        if len(data) < size:
            raise EOFError("it ends too early")
        if not data.startswith(_FRAME):
            return data
        whole: bytes = self._decompressor(None).decompress(data, _MOST_DICTIONARY)
        return whole


def _decompressor() -> Make:
    """Return what makes decompressors: of the standard library, where it has them."""
    try:
        library: Any = importlib.import_module("compression.zstd")
    except ImportError:
        return _Bites
    return lambda dictionary: _Standard(library, dictionary)


class _Standard:
    """A decompressor of the standard library (Python 3.14 and later)."""

    def __init__(self, library: Any, dictionary: bytes | None) -> None:
        self._error = library.ZstdError
        options = {library.DecompressionParameter.window_log_max: _MOST_WINDOW_LOG}
        try:
            known = None if dictionary is None else library.ZstdDict(dictionary)
        except ValueError:
            raise ValueError("its dictionary is none") from None
        self._object = library.ZstdDecompressor(known, options)

    def __getattr__(self, name: str) -> Any:
        """Give ``eof``, ``needs_input`` and ``unused_data`` of the library."""
        return getattr(self._object, name)

    def decompress(self, data: bytes, size: int) -> bytes:
        """Return some bytes, at most so many."""
        try:
            found: bytes = self._object.decompress(data, size)
        except self._error as error:
            raise ValueError(_told(error)) from error
        return found


class _Bites:
    """A decompressor of zstandard, which cannot be held to a size, in small bites."""

    needs_input = True

    def __init__(self, dictionary: bytes | None) -> None:
        library = require("zstandard", "zst")
        known = None if dictionary is None else library.ZstdCompressionDict(dictionary)
        self._object = library.ZstdDecompressor(
            dict_data=known, max_window_size=1 << _MOST_WINDOW_LOG
        ).decompressobj()
        self._waiting = self._input = b""
        self._error = library.ZstdError

    @property
    def eof(self) -> bool:
        """Whether the frame is complete and given."""
        return bool(self._object.eof) and not self._waiting

    @property
    def unused_data(self) -> bytes:
        """What lies behind it."""
        data: bytes = self._object.unused_data + self._input
        return data

    def decompress(self, data: bytes, size: int) -> bytes:
        """Return some bytes, at most so many."""
        self._input += data
        if not self._waiting and self._input:
            bite, self._input = self._input[:_BITE], self._input[_BITE:]
            try:
                self._waiting = self._object.decompress(bite)
            except self._error as error:
                raise ValueError(_told(error)) from error
        found, self._waiting = self._waiting[:size], self._waiting[size:]
        self.needs_input = not self._waiting and not self._input
        return found


def _told(error: Exception) -> str:
    text = str(error)
    if "ictionary" in text:
        return "it was compressed with a dictionary that is not in it"
    return text
