"""The members of zip and tar archives: names only, nothing is ever written to disk."""

from __future__ import annotations

import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from tarfile import EOFHeaderError  # type: ignore[attr-defined]
from typing import BinaryIO, Self

from cleaner import CleanerError, Failed, LeftOut, Source
from cleaner_archives.inflating import DAMAGE, Budget, Inflated, budget_of, buffered
from cleaner_archives.options import Options

_ENCRYPTED = 1
_LINK = 0xA
# Name, comment and the rest of an entry of a zip's directory, which is read whole.
_ENTRY_BYTES = 256
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED, _SIZES_BEHIND = 0, 8, 8
_ZIP_ERRORS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, *DAMAGE)

Found = Source | Failed | LeftOut


def zip_members(source: Source, options: Options) -> Iterator[Found]:
    """Give the files in a zip archive, in its order."""
    budget = budget_of(source, options)
    names = Names()
    with source.open_anywhere() as stream:
        _check_directory(stream, options)
        try:
            archive = zipfile.ZipFile(stream)
        except _ZIP_ERRORS as error:
            yield from _without_directory(source, stream, budget, names)
            raise CleanerError(f"zip: its directory is missing or damaged ({error})") from None
        for info in archive.infolist():
            budget.member()
            if info.is_dir():
                continue
            if info.external_attr >> 28 == _LINK:
                yield LeftOut("link in an archive")
                continue
            name = names.unique(info.filename)
            if info.flag_bits & _ENCRYPTED:
                yield _failed(source, name, "it is encrypted")
                continue
            try:
                read = _telling(archive.open(info).read)
            except _ZIP_ERRORS as error:
                yield _failed(source, name, f"zip: {error}")
                continue
            raw = Inflated(read, "zip", budget, options.member_size)
            yield source.inside(
                buffered(raw), member=name, label=info.filename, size=info.file_size
            )


def _check_directory(stream: BinaryIO, options: Options) -> None:
    """Refuse a directory too large to be read; it is read whole."""
    end = stream.seek(0, 2)
    stream.seek(max(0, end - 66_000))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if 0 <= at <= len(tail) - _END.size:
        count, size = _END.unpack_from(tail, at)[4:6]
        if size > options.members * _ENTRY_BYTES or count > options.members:
            raise CleanerError(f"it has more than {options.members:,} members (archives members)")
    stream.seek(0)


def _without_directory(
    source: Source, stream: BinaryIO, budget: Budget, names: Names
) -> Iterator[Found]:
    """Give what can be read of a zip archive that was cut: its members, one behind the other."""
    stream.seek(0)
    while len(head := stream.read(_LOCAL.size)) == _LOCAL.size:
        sign, _, flags, method, _, _, _, size, _, name_size, extra = _LOCAL.unpack(head)
        if sign != b"PK\x03\x04" or method not in (_STORED, _DEFLATED):
            return
        name = stream.read(name_size).decode("utf-8" if flags & 0x800 else "cp437", "replace")
        stream.seek(extra, 1)
        start = stream.tell()
        if flags & _ENCRYPTED or (flags & _SIZES_BEHIND and method == _STORED):
            return
        budget.member()
        if not name.endswith("/"):
            read = _read_local(stream, size) if method == _STORED else _inflate_local(stream)
            raw = Inflated(read, "zip", budget, budget.options.member_size)
            member = buffered(raw)
            yield source.inside(member, member=names.unique(name), label=name)
        if flags & _SIZES_BEHIND:
            return  # where the next one begins is not known
        stream.seek(start + size)


def _read_local(stream: BinaryIO, size: int) -> Callable[[int], bytes]:
    left = size

    def read(most: int) -> bytes:
        nonlocal left
        data = stream.read(min(most, left))
        if left and not data:
            raise EOFError("it ends too early")
        left -= len(data)
        return data

    return read


def _inflate_local(stream: BinaryIO) -> Callable[[int], bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)

    def read(most: int) -> bytes:
        while not inflate.eof:
            data = inflate.unconsumed_tail or stream.read(1 << 16)
            if not data:
                raise EOFError("it ends too early")
            found = inflate.decompress(data, most)
            if found:
                return found
        return b""

    return read


def _telling(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Have a member's errors be of a kind that is known as damage."""

    def telling(size: int) -> bytes:
        try:
            return read(size)
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise ValueError(str(error)) from error

    return telling


def tar_members(source: Source, options: Options) -> Iterator[Found]:
    """Give the files in a tar archive, in its order, reading it once from start to end."""
    budget = budget_of(source, options)
    names = Names()
    ended = False
    with source.open() as stream:
        try:
            with tarfile.open(mode="r|", fileobj=stream, tarinfo=_Info) as archive:
                while (info := archive.next()) is not None:
                    archive.members.clear()  # type: ignore[attr-defined] # or they are all held
                    budget.member()
                    yield from _tar_member(source, archive, info, names, budget)
                ended = _Info.ended
        except (tarfile.TarError, *DAMAGE) as error:
            raise CleanerError(f"tar: its data is damaged or cut ({error})") from None
    if not ended:
        raise CleanerError("tar: it ends too early, or is damaged at a member's head")


def _tar_member(
    source: Source, archive: tarfile.TarFile, info: tarfile.TarInfo, names: Names, budget: Budget
) -> Iterator[Found]:
    if info.isreg():
        member = archive.extractfile(info)
        assert member is not None  # noqa: S101 (it is a file)
        # What is not compressed was counted when it came out of what is around it.
        raw = Inflated(member.read, "tar", budget, budget.options.member_size, counts=False)
        yield source.inside(
            buffered(raw), member=names.unique(info.name), label=info.name, size=info.size
        )
    elif not info.isdir():
        kind = "link" if info.islnk() or info.issym() else "device"
        yield LeftOut(f"{kind} in an archive")


class _Info(tarfile.TarInfo):
    """Tells the end mark from a head that is damaged, which tarfile takes alike."""

    ended = False

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> Self:
        cls.ended = False
        try:
            return super().fromtarfile(tarfile)
        except EOFHeaderError:
            cls.ended = True
            raise


class Names:
    """Names of members as ids have them: each once, whatever the archive says."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def unique(self, name: str) -> str:
        """Return a name that no other member has."""
        name = name.encode("utf-8", "backslashreplace").decode()
        self._seen[name] += 1
        count = self._seen[name]
        return name if count == 1 else f"{name} ({count})"


def _failed(source: Source, name: str, error: str) -> Failed:
    return Failed(error, base=f"{source.name}!{name}", source=f"{source.shown}!{name}")
