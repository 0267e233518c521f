"""Streams of what comes out of a file: bounded, and good up to the place where they break."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from cleaner import CleanerError, Source
from cleaner_archives.options import Options

# Below this, a file may grow as it likes: a page of one letter is no bomb.
_FREE_BYTES = 10_000_000
_READ_BYTES = 1 << 16
# What libraries raise for data that is damaged.
DAMAGE = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)


class Budget:
    """What one file, with all that lies inside it, may still give; ``given`` is its own size."""

    def __init__(self, given: int, options: Options) -> None:
        self.options = options
        self.members = 0
        self._given = given
        self._size = 0

    def spend(self, size: int) -> None:
        """Count bytes that came out.

        Raises:
            CleanerError: they are too many.
        """
        self._size += size
        if self._size > self.options.size:
            what = f"it inflates to more than {self.options.size:,} bytes (archives size)"
            raise CleanerError(what)
        if self._size > most_bytes(self._given, self.options):
            what = f"it inflates to more than {self.options.ratio} times its size"
            raise CleanerError(f"{what} (archives ratio)")

    def member(self) -> None:
        """Count a member.

        Raises:
            CleanerError: they are too many.
        """
        self.members += 1
        if self.members > self.options.members:
            raise self.too_many()

    def too_many(self) -> CleanerError:
        """Return the error of a file with too many members."""
        return CleanerError(f"it has more than {self.options.members:,} members (archives members)")


def most_bytes(given: int, options: Options) -> int:
    """Return how much may come out of a file of so many bytes before it is taken for a bomb."""
    return min(options.size, max(_FREE_BYTES, given * options.ratio))


class Inflated(io.RawIOBase):
    """Bytes from ``read``, each counted; what is good before damage is given before it is told."""

    def __init__(
        self,
        read: Callable[[int], bytes],
        what: str,
        budget: Budget,
        most: int | None = None,
        *,
        counts: bool = True,
    ) -> None:
        self._counts = counts
        self.budget = budget
        self._read = read
        self._what = what
        self._left = most
        self._error: CleanerError | None = None

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as there is something."""
        view = memoryview(buffer)
        filled = 0
        try:
            while self._error is None and filled < len(view):
                data = self._read(len(view) - filled)
                if not data:
                    break
                view[filled : filled + len(data)] = data
                filled += len(data)
                self._count(len(data))
        except CleanerError as error:
            self._error = error
        except DAMAGE as error:
            self._error = CleanerError(f"{self._what}: {_told(error)}")
        if self._error is not None and not filled:
            raise self._error
        return filled

    def _count(self, size: int) -> None:
        if self._counts:
            self.budget.spend(size)
        if self._left is not None:
            self._left -= size
            if self._left < 0:
                most = self.budget.options.member_size
                raise CleanerError(f"it is larger than {most:,} bytes (archives member-size)")


def buffered(raw: io.RawIOBase) -> BinaryIO:
    """Return a stream that can be looked into without being read."""
    return io.BufferedReader(raw, _READ_BYTES)


def budget_of(source: Source, options: Options) -> Budget:
    """Return the budget of the file that a source lies in, or a new one for a file."""
    raw = getattr(source.stream, "raw", None)
    return raw.budget if isinstance(raw, Inflated) else Budget(source.size, options)


def decompress(source: Source, stream: BinaryIO, options: Options) -> BinaryIO:
    """Open what a compressed stream holds."""
    budget = budget_of(source, options)
    if source.is_standard_input or (not source.size and source.stream is None):
        budget = Budget(options.size, options)  # its size is not known, so there is no ratio
    if source.format == "zst":
        from cleaner_archives.frames import Frames  # noqa: PLC0415 (it is made of what is here)

        return buffered(Inflated(Frames(stream).read, "zstandard", budget))
    make, what = _DECOMPRESSORS[source.format]
    return buffered(Inflated(Members(stream, make).read, what, budget))


class Members:
    """Decompresses a stream of one or more members, one behind the other."""

    def __init__(self, stream: BinaryIO, make: Callable[[], Any]) -> None:
        self._stream = stream
        self._make = make
        self._member: Any = None
        self._rest = b""
        self._has_begun = False

    def read(self, size: int) -> bytes:
        """Return some bytes, at most so many; none at the end.

        Raises:
            EOFError: the data ends within a member, or before one.
        """
        while True:
            if self._member is None or self._member.eof:
                self._rest = self._next_rest()
                if not self._rest and not self._has_begun:
                    raise EOFError("it is empty")
                if not self._rest:
                    return b""
                self._has_begun = True
                self.begin()
                continue
            data: bytes = self._step(size)
            if data:
                return data

    def begin(self) -> None:
        """Begin a member at what is held."""
        self._member = self._make()

    def _next_rest(self) -> bytes:
        rest = self._rest if self._member is None else self._member.unused_data
        rest = rest or self._stream.read(_READ_BYTES)
        while self._member is not None and rest and not rest.strip(b"\0"):
            rest = self._stream.read(_READ_BYTES)  # zeros that pad the end
        return rest

    def _step(self, size: int) -> bytes:
        member, data = self._member, self._rest
        self._rest = b""
        if isinstance(member, _Zlib):
            return member.decompress(data, size, self._more)
        if not data and member.needs_input:
            data = self._more()
        found: bytes = member.decompress(data, size)
        return found

    def _more(self) -> bytes:
        data = self._stream.read(_READ_BYTES)
        if not data:
            raise EOFError("it ends too early")
        return data


class _Zlib:
    """A gzip member with the interface of the others."""

    def __init__(self) -> None:
        self._object = zlib.decompressobj(16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        """Whether the member is complete, its checksum right."""
        return self._object.eof

    @property
    def unused_data(self) -> bytes:
        """What lies behind it."""
        return self._object.unused_data

    def decompress(self, data: bytes, size: int, more: Callable[[], bytes]) -> bytes:
        """Return some bytes."""
        data = data or self._object.unconsumed_tail or more()
        return self._object.decompress(data, size)


_DECOMPRESSORS: dict[str, tuple[Callable[[], Any], str]] = {
    "gz": (_Zlib, "gzip"),
    "bz2": (bz2.BZ2Decompressor, "bzip2"),
    "xz": (lambda: lzma.LZMADecompressor(memlimit=1 << 30), "xz"),
}


def _told(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if isinstance(error, EOFError) and str(error) else f"its data is damaged ({text})"
