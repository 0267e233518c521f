"""The members of zip and tar archives: names only, nothing is ever written to disk."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Generator, Iterator
from tarfile import EOFHeaderError  # type: ignore[attr-defined]
from typing import BinaryIO, Self

from cleaner import CleanerError, Failed, LeftOut, Source, open_zip
from cleaner_archives import directory
from cleaner_archives.inflating import DAMAGE, Budget, Inflated, budget_of, buffered
from cleaner_archives.names import Names, numbered
from cleaner_archives.options import Options

_ENCRYPTED = 1
_LINK = 0xA
UNNAMED = "unnamed"
_MOST_SHOWN = 200

Found = Source | Failed | LeftOut


def zip_members(source: Source, options: Options) -> Iterator[Found]:
    """Give the files in a zip archive, in its order, or those of a piece of it."""
    if source.end is not None:
        yield from _zip_piece(source, options)
        return
    budget = budget_of(source, options)
    names = Names()
    with source.open_anywhere() as stream:
        try:
            archive, damage = open_zip(stream, options.members)
        except OverflowError:
            raise budget.too_many() from None
        for info in archive.infolist():
            budget.member()
            name = zip_name(info)
            number = 1 if name is None else names.number(name)
            yield from _zip_member(source, archive, info, number, budget)
        if damage:
            raise CleanerError(f"zip: its directory is missing or damaged ({damage})")


def _zip_piece(source: Source, options: Options) -> Iterator[Found]:
    budget = Budget(source.size, options)
    with source.open_anywhere() as stream:
        found = directory.members(stream, source.start, source.end or 0)
        for place, member in enumerate(found):
            if isinstance(member, str):
                part = f"{source.start}-{place}"
                yield Failed(f"zip: its entry in the directory is damaged ({member})", part=part)
            else:
                yield from _zip_member(source, *member, source.number, budget)


def zip_name(info: zipfile.ZipInfo) -> str | None:
    """Return the name of a member; None where it is no file."""
    # Its own `is_dir` raises where there is no name.
    is_file = not info.filename.endswith("/") and info.external_attr >> 28 != _LINK
    return (info.filename or UNNAMED) if is_file else None


def _zip_member(
    source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, number: int, budget: Budget
) -> Iterator[Found]:
    name = zip_name(info)
    if name is None:
        if not info.filename.endswith("/"):
            yield LeftOut("link in an archive")
        return
    shown = numbered(name, number)
    if info.flag_bits & _ENCRYPTED:
        yield _failed(source, shown, "it is encrypted")
        return
    try:
        # In one call, `read` would lose what comes before damage.
        read = _telling(archive.open(info).read1)  # type: ignore[attr-defined]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, *DAMAGE) as error:
        told = " ".join(str(error).split())[:_MOST_SHOWN]
        yield _failed(source, shown, f"zip: {told}")
        return
    raw = Inflated(read, "zip", budget, budget.options.member_size)
    yield source.inside(buffered(raw), member=shown, label=name, size=info.file_size)


def _telling(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Have a member's errors be of a kind that is known as damage."""

    def telling(size: int) -> bytes:
        try:
            return read(size)
        except (zipfile.BadZipFile, tarfile.TarError, NotImplementedError) as error:
            raise ValueError(str(error)) from error

    return telling


def tar_members(source: Source, options: Options) -> Iterator[Found]:
    """Give the files in a tar archive, or a piece of one, reading it once from start to end."""
    is_piece = source.start > 0 or source.end is not None
    budget = Budget(source.size, options) if is_piece else budget_of(source, options)
    if is_piece:
        budget.members = source.line - 1
    # In a piece, all names but one that comes again are new.
    names = None if is_piece else Names()
    with source.open() as stream:
        try:
            ended = yield from _tar_members(source, stream, names, budget)
        except (tarfile.TarError, *DAMAGE) as error:
            raise CleanerError(f"tar: its data is damaged or cut ({error})") from None
    if not ended:
        raise CleanerError("tar: it ends too early, or is damaged at a member's head")


def _tar_members(
    source: Source, stream: BinaryIO, names: Names | None, budget: Budget
) -> Generator[Found, None, bool]:
    """Give the members; return whether they end as they should."""
    end = None if source.end is None else source.end - source.start
    with tarfile.open(mode="r|", fileobj=stream, tarinfo=_Info) as archive:
        while (info := archive.next()) is not None:
            if end is not None and info.offset >= end:
                return True
            archive.members.clear()  # type: ignore[attr-defined] # or they are all held
            budget.member()
            if not info.isreg():
                if not info.isdir():
                    kind = "link" if info.islnk() or info.issym() else "device"
                    yield LeftOut(f"{kind} in an archive")
                continue
            name = info.name or UNNAMED
            number = source.number if names is None else names.number(name)
            yield _tar_member(source, archive, info, numbered(name, number), budget)
        return _Info.ended


def _tar_member(
    source: Source, archive: tarfile.TarFile, info: tarfile.TarInfo, name: str, budget: Budget
) -> Source:
    member = archive.extractfile(info)
    assert member is not None  # noqa: S101 (it is a file)
    # What is not compressed was counted when it came out of what is around it.
    most = budget.options.member_size
    raw = Inflated(_telling(member.read), "tar", budget, most, counts=False)
    return source.inside(buffered(raw), member=name, label=info.name, size=info.size)


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


def _failed(source: Source, name: str, error: str) -> Failed:
    return Failed(error, base=f"{source.name}!{name}", source=f"{source.shown}!{name}")
