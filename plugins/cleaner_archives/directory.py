"""The directory of a zip file: read in parts, for it may be larger than memory should be.

APPNOTE.TXT of PKWARE, sections 4.3.12 (entries), 4.3.14 to 4.3.16 (their end), and 4.5.3 (sizes
that need 64 bits).
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cleaner import open_zip_part
from cleaner_archives.inflating import DAMAGE

_ENTRY = struct.Struct("<4s6H3L5H2L")
_ENTRY_SIGN = b"PK\x01\x02"
_END = struct.Struct("<4s4H2LH")
_END_SIGN = b"PK\x05\x06"
_LARGE_END = struct.Struct("<4sQ2H2L4Q")
_LARGE_END_SIGN = b"PK\x06\x06"
_LOCATOR = struct.Struct("<4sLQL")
_LOCATOR_SIGN = b"PK\x06\x07"
_LARGE = 0xFFFFFFFF
_LARGE_SIZES = 1
_MOST_COMMENT = 0xFFFF
_READ_BYTES = 1 << 20
# What zipfile raises for entries that it cannot read, or will not.
_REFUSED = (zipfile.BadZipFile, NotImplementedError, *DAMAGE)


class Entry(NamedTuple):
    """Where an entry is in the file, and the sizes that it tells; ``place`` is its member's."""

    start: int
    end: int
    packed: int
    size: int
    place: int


def extent(stream: BinaryIO) -> tuple[int, int] | None:
    """Return where the entries begin and end; None where that is not plain."""
    size = stream.seek(0, io.SEEK_END)
    before = max(0, size - _MOST_COMMENT - _END.size - _LOCATOR.size - _LARGE_END.size)
    stream.seek(before)
    tail = stream.read()
    at = tail.rfind(_END_SIGN)
    if at < 0 or len(tail) - at < _END.size:
        return None
    *_, length, start, comment = _END.unpack_from(tail, at)
    if at + _END.size + comment != len(tail):
        return None
    locator = at - _LOCATOR.size
    if locator >= 0 and tail.startswith(_LOCATOR_SIGN, locator):
        at = _LOCATOR.unpack_from(tail, locator)[2] - before
        if not 0 <= at <= locator - _LARGE_END.size or not tail.startswith(_LARGE_END_SIGN, at):
            return None
        *_, length, start = _LARGE_END.unpack_from(tail, at)
    # Elsewhere, something stands before the archive, or it was put together by hand.
    return (start, start + length) if start + length == before + at else None


def entries(stream: BinaryIO, start: int, end: int) -> Iterator[Entry]:
    """Yield the entries of a directory.

    Raises:
        ValueError: it is damaged.
    """
    held, at = b"", 0
    while start + at < end:
        if len(held) - at < _ENTRY.size + 3 * _MOST_COMMENT and start + len(held) < end:
            start, held, at = start + at, held[at:], 0
            stream.seek(start + len(held))
            held += stream.read(min(_READ_BYTES, end - start - len(held)))
        entry = _entry(held, at, start)
        if entry.end > min(end, start + len(held)):
            raise ValueError("an entry goes on behind the end")
        yield entry
        at = entry.end - start


def _entry(held: bytes, at: int, start: int) -> Entry:
    if len(held) - at < _ENTRY.size or not held.startswith(_ENTRY_SIGN, at):
        raise ValueError("no entry begins here")
    fields = _ENTRY.unpack_from(held, at)
    packed, size, place = fields[8], fields[9], fields[16]
    name, more, comment = fields[10:13]
    if _LARGE in (packed, size, place):
        begin = at + _ENTRY.size + name
        packed, size, place = _wide(held[begin : begin + more], packed, size, place)
    end = at + _ENTRY.size + name + more + comment
    return Entry(start + at, start + end, packed, size, place)


def _wide(more: bytes, packed: int, size: int, place: int) -> tuple[int, int, int]:
    """Take from the extra fields what has no room in the entry."""
    at = 0
    while at + 4 <= len(more):
        kind, length = struct.unpack_from("<2H", more, at)
        if kind == _LARGE_SIZES:
            count = min(length, len(more) - at - 4) // 8
            wide = iter(struct.unpack_from(f"<{count}Q", more, at + 4))
            # In this order, and only those that are told here.
            size, packed, place = (
                next(wide, value) if value == _LARGE else value for value in (size, packed, place)
            )
        at += 4 + length
    return packed, size, place


def members(
    stream: BinaryIO, start: int, end: int
) -> Iterator[tuple[zipfile.ZipFile, zipfile.ZipInfo] | str]:
    """Open the members that a part of the directory names; of one that it cannot, why."""
    try:
        archive = open_zip_part(stream, start, end)
    except _REFUSED:
        for entry in entries(stream, start, end):
            yield _alone(stream, entry)
        return
    for info in archive.infolist():
        yield archive, info


def _alone(stream: BinaryIO, entry: Entry) -> tuple[zipfile.ZipFile, zipfile.ZipInfo] | str:
    try:
        archive = open_zip_part(stream, entry.start, entry.end)
        return archive, archive.infolist()[0]
    except _REFUSED as error:
        return " ".join(str(error).split())
