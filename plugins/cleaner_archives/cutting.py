"""Cut an archive into pieces of whole members, so that all workers read it and none holds much.

A piece of a tar archive is a range of the file, one of a zip archive a range of its directory. A
member whose name comes again is a piece of its own, whose ``number`` tells it from the others.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from cleaner import Source
from cleaner_archives import directory
from cleaner_archives.inflating import DAMAGE, most_bytes
from cleaner_archives.members import UNNAMED, zip_name
from cleaner_archives.names import Names
from cleaner_archives.options import Options

_PIECE_BYTES = 4_000_000
# What became of each is held until its piece is done.
_PIECE_MEMBERS = 4096


def tar_pieces(source: Source, options: Options) -> Iterator[Source]:
    """Cut a tar archive; where it is damaged, or has too many members, one piece has all the rest.

    ``line`` of a piece is the number of its first member.
    """
    names = Names()
    start, first, count = 0, 1, 0
    with source.open() as stream:
        try:
            for info, end in _heads(stream):
                count += 1
                if count > options.members:
                    break
                is_full = info.offset - start >= _PIECE_BYTES or count - first >= _PIECE_MEMBERS
                number = names.number(info.name or UNNAMED) if info.isreg() else 1
                if info.offset > start and (is_full or number > 1):
                    yield source.piece(start, info.offset, first)
                    start, first = info.offset, count
                if number > 1:
                    yield source.piece(start, end, first, number)
                    start, first = end, count + 1
        except (tarfile.TarError, *DAMAGE):
            pass  # the reader of the rest tells of it
    rest = source.piece(start, source.size, first)
    yield msgspec.structs.replace(rest, end=None)


def _heads(stream: BinaryIO) -> Iterator[tuple[tarfile.TarInfo, int]]:
    """Give the members, and where each ends, without reading what is in them."""
    with tarfile.open(mode="r:", fileobj=stream) as archive:
        while (info := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined] # or they are all held
            if set(archive.pax_headers) - {"comment"}:
                return  # what it says of all members is not known in another piece
            yield info, archive.offset


def zip_pieces(source: Source, options: Options) -> Iterator[Source] | None:
    """Cut a zip archive; None where it has to be read as a whole, since something is wrong."""
    with source.open() as stream:
        found = directory.extent(stream)
        if found is None or not _is_sound(source, stream, *found, options):
            return None
    return _zip_pieces(source, *found)


def _is_sound(source: Source, stream: BinaryIO, start: int, end: int, options: Options) -> bool:
    """Tell whether the directory is of this file, and all that it names within the bounds."""
    count = size = 0
    begins = False
    try:
        for entry in directory.entries(stream, start, end):
            count += 1
            size += entry.size
            begins = begins or entry.place == 0
            if count > options.members:
                return False
    except DAMAGE:
        return False
    return begins and size <= most_bytes(source.size, options)


def _zip_pieces(source: Source, start: int, end: int) -> Iterator[Source]:
    names = Names()
    with source.open() as stream:
        for part in _parts(stream, start, end):
            yield from _told_apart(source, stream, part, names)


def _parts(stream: BinaryIO, start: int, end: int) -> Iterator[list[directory.Entry]]:
    part: list[directory.Entry] = []
    packed = 0
    for entry in directory.entries(stream, start, end):
        if part and (packed + entry.packed > _PIECE_BYTES or len(part) >= _PIECE_MEMBERS):
            yield part
            part, packed = [], 0
        part.append(entry)
        packed += entry.packed
    if part:
        yield part


def _told_apart(
    source: Source, stream: BinaryIO, part: list[directory.Entry], names: Names
) -> Iterator[Source]:
    """Give a part as a piece, or as several where names come again."""
    held: list[directory.Entry] = []
    found = directory.members(stream, part[0].start, part[-1].end)
    for entry, member in zip(part, found, strict=True):
        name = None if isinstance(member, str) else zip_name(member[1])
        number = 1 if name is None else names.number(name)
        if number == 1:
            held.append(entry)
            continue
        if held:
            yield _piece(source, held)
        held = []
        yield _piece(source, [entry], number)
    if held:
        yield _piece(source, held)


def _piece(source: Source, part: list[directory.Entry], number: int = 1) -> Source:
    piece = source.piece(part[0].start, part[-1].end, 1, number)
    return msgspec.structs.replace(piece, size=sum(entry.packed for entry in part))
