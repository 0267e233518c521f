"""A zip file, also one that was cut: its directory lies at its end, its members before that."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    import zipfile

# APPNOTE.TXT of PKWARE, sections 4.3.7 (local header), 4.3.9 (data descriptor), 4.3.12
# (directory) and 4.3.16 (its end); 4.5.3 is of sizes that need 64 bits.
_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
# What zipfile raises for data that is damaged, besides an error of its own.
_DAMAGE = (zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
_LOCAL_SIGN, _ENTRY_SIGN, _END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_SIZES_BEHIND, _UTF8 = 8, 0x800
# Which says that sizes may have 64 bits.
_VERSION = 45
_BEHIND_SIGN = b"PK\x07\x08"
_BEHIND = struct.Struct("<4s3L")
_LARGE = 0xFFFFFFFF
_READ_BYTES = 1 << 20
_BUFFER_BYTES = 1 << 16


class Member(NamedTuple):
    """A member as its local header tells it: where that is, its parts, and its sizes."""

    offset: int
    version: int
    flags: int
    method: int
    time: int
    date: int
    checksum: int
    packed: int
    size: int
    name: bytes


def open_zip(stream: BinaryIO, most_members: int) -> tuple[zipfile.ZipFile, str]:
    """Open a zip file, and say what is wrong with its directory (empty: nothing is).

    Where there is no directory that can be read, one is made of what stands before each member,
    so that all that is whole can be read; of the last one, as much as there is.

    Raises:
        OverflowError: it has more members than are allowed, or a directory of more than 256 bytes
            for each of them.
    """
    import zipfile  # noqa: PLC0415 (needed by few runs, and takes milliseconds)

    _check_directory(stream, most_members)
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
        if _is_whole(stream, archive):
            return archive, ""
        why = "it is of another archive"
    except (zipfile.BadZipFile, *_DAMAGE) as error:
        # That it is no zip file, when its members are read, would be as good as a riddle.
        why = " ".join(str(error).split()).replace("File is not a zip file", "its end is missing")
    members = []
    for member in _members(stream):
        members.append(member)
        if len(members) > most_members:
            raise OverflowError
    return zipfile.ZipFile(_with_directory(stream, members)), why


def open_zip_part(stream: BinaryIO, start: int, end: int) -> zipfile.ZipFile:
    """Open the members of a zip file that a part of its directory names: its bytes from, and to.

    Raises:
        BadZipFile: they are not entries of a directory; or what else zipfile raises for those.
    """
    import zipfile  # noqa: PLC0415 (as above)

    stream.seek(start)
    return zipfile.ZipFile(_with_entries(stream, stream.read(end - start)))


def _check_directory(stream: BinaryIO, most_members: int) -> None:
    """Refuse a directory that is too large: it is read whole."""
    end = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, end - 66_000))
    tail = stream.read()
    at = tail.rfind(_END_SIGN)
    if 0 <= at <= len(tail) - _END.size:
        count, size = _END.unpack_from(tail, at)[4:6]
        if size > most_members * 256 or count > most_members:
            raise OverflowError


def _is_whole(stream: BinaryIO, archive: zipfile.ZipFile) -> bool:
    """Tell whether a directory is of the whole: of a file that was cut, one inside may be found."""
    stream.seek(0)
    begins = stream.read(len(_LOCAL_SIGN)) == _LOCAL_SIGN
    return not begins or any(member.header_offset == 0 for member in archive.infolist())


def _members(stream: BinaryIO) -> Iterator[Member]:
    """Give the members by what stands before each; what is none is passed over."""
    end = stream.seek(0, io.SEEK_END)
    at = _find(stream, _LOCAL_SIGN, 0)
    while at is not None:
        stream.seek(at)
        head = stream.read(_LOCAL.size)
        if len(head) < _LOCAL.size:
            return
        *fields, name_size, more_size = _LOCAL.unpack(head)[1:]
        name, more = stream.read(name_size), stream.read(more_size)
        if len(name) + len(more) < name_size + more_size:
            return
        start = at + _LOCAL.size + name_size + more_size
        member = _sized(stream, Member._make((at, *fields, name)), more, start)
        if start < end or not member.packed:
            yield member
        at = _find(stream, _LOCAL_SIGN, start + member.packed)


def _sized(stream: BinaryIO, member: Member, more: bytes, start: int) -> Member:
    """Find out the sizes where they stand elsewhere than in the header."""
    if member.flags & _SIZES_BEHIND:
        return _by_descriptor(stream, member, start)
    if _LARGE in (member.packed, member.size):
        kind, size = struct.unpack_from("<2H", more) if len(more) >= 20 else (0, 0)
        if kind == 1 and size >= 16:
            whole, packed = struct.unpack_from("<2Q", more, 4)
            return member._replace(size=whole, packed=packed)
    return member


def _by_descriptor(stream: BinaryIO, member: Member, start: int) -> Member:
    """Take the sizes from behind the data: of one that tells just the size that it ends."""
    at = _find(stream, _BEHIND_SIGN, start)
    while at is not None:
        stream.seek(at)
        found = stream.read(_BEHIND.size)
        if len(found) == _BEHIND.size:
            _, checksum, packed, size = _BEHIND.unpack(found)
            if packed == at - start:
                return member._replace(checksum=checksum, packed=packed, size=size)
        at = _find(stream, _BEHIND_SIGN, at + 1)
    # It goes on to the end, or behind it; how much comes out is not known.
    left = stream.seek(0, io.SEEK_END) - start
    return member._replace(packed=left + 1, size=_LARGE - 1)


def _find(stream: BinaryIO, sign: bytes, start: int) -> int | None:
    """Return where a sign begins next; None where it does not."""
    stream.seek(start)
    held, at = b"", start
    while data := stream.read(_READ_BYTES):
        held += data
        found = held.find(sign)
        if found >= 0:
            return at + found
        at += max(0, len(held) - len(sign) + 1)
        held = held[-(len(sign) - 1) :]
    return None


def _with_directory(stream: BinaryIO, members: list[Member]) -> BinaryIO:
    """Return the stream as if its directory were there, behind a gap that reads as an end."""
    end = stream.seek(0, io.SEEK_END)
    # Behind all that members say to have, so that what was cut is not read on into the directory.
    most = max([end, *(member.offset + _LOCAL.size + len(member.name) + member.packed
                       for member in members)])  # fmt: skip
    return _with_entries(stream, b"".join(_entry(member) for member in members), most)


def _with_entries(stream: BinaryIO, entries: bytes, behind: int = 0) -> BinaryIO:
    end = stream.seek(0, io.SEEK_END)
    at = max(end, behind) + (1 << 17)
    # How many there are, zipfile does not ask.
    tail = entries + _end(0, len(entries), at)
    return io.BufferedReader(_Joined(stream, end, tail, at), _BUFFER_BYTES)


def _entry(member: Member) -> bytes:
    large = struct.pack("<2H3Q", 1, 24, member.size, member.packed, member.offset)
    flags, name = member.flags, member.name
    try:
        name.decode()
    except UnicodeDecodeError:
        flags &= ~_UTF8
    fields = (flags, *member[3:7], _LARGE, _LARGE, len(name), len(large))
    return _ENTRY.pack(_ENTRY_SIGN, _VERSION, _VERSION, *fields, 0, 0, 0, 0, _LARGE) + name + large


def _end(count: int, size: int, at: int) -> bytes:
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, at)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at + size, 1)
    return large + locator + _END.pack(_END_SIGN, 0, 0, 0xFFFF, 0xFFFF, _LARGE, _LARGE, 0)


class _Joined(io.RawIOBase):
    """A stream, a gap in which nothing is, and a tail."""

    def __init__(self, stream: BinaryIO, end: int, tail: bytes, tail_at: int) -> None:
        self._stream = stream
        self._end = end
        self._tail = tail
        self._tail_at = tail_at
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_CUR: self._at, io.SEEK_END: self._tail_at + len(self._tail)}
        self._at = max(0, base.get(whence, 0) + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        if self._at < self._end:
            self._stream.seek(self._at)
            data = self._stream.read(min(size, self._end - self._at))
        else:
            start = self._at - self._tail_at
            data = self._tail[start : start + size] if start >= 0 else b""
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
