"""How much of a file is there, and whether it is still what was written."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

_READ_BYTES = 1_000_000


class Extent(msgspec.Struct, frozen=True):
    """So many bytes of a file from its start, and their CRC-32, which can be carried on."""

    length: int = 0
    checksum: int = 0

    def add(self, data: bytes | memoryview) -> Extent:
        """Return the extent with more bytes behind it."""
        return Extent(self.length + len(data), zlib.crc32(data, self.checksum))


def read_on(path: Path, extent: Extent, length: int) -> Extent:
    """Carry an extent on to a greater length; where the file ends before, to there."""
    with path.open("rb") as file:
        file.seek(extent.length)
        while data := file.read(min(_READ_BYTES, length - extent.length)):
            extent = extent.add(data)
    return extent


def intact(path: Path, extents: Iterable[Extent]) -> Iterator[bool]:
    """Tell of each extent, ever longer ones, whether the file begins with it; reads it once."""
    found = Extent()
    for extent in extents:
        if extent.length > found.length:
            with contextlib.suppress(OSError):
                found = read_on(path, found, extent.length)
        yield found == extent
