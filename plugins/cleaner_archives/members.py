"""The members of zip and tar archives: names only, nothing is ever written to disk."""

from __future__ import annotations

import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from tarfile import EOFHeaderError  # type: ignore[attr-defined]
from typing import Self

from cleaner import CleanerError, Failed, LeftOut, Source, open_zip
from cleaner_archives.inflating import DAMAGE, Budget, Inflated, budget_of, buffered
from cleaner_archives.options import Options

_ENCRYPTED = 1
_LINK = 0xA
_UNNAMED = "unnamed"
_MOST_SHOWN = 200

Found = Source | Failed | LeftOut


def zip_members(source: Source, options: Options) -> Iterator[Found]:
    """Give the files in a zip archive, in its order."""
    budget = budget_of(source, options)
    names = Names()
    with source.open_anywhere() as stream:
        try:
            archive, damage = open_zip(stream, options.members)
        except OverflowError:
            raise budget.too_many() from None
        for info in archive.infolist():
            budget.member()
            if not info.filename.endswith("/"):  # `is_dir` raises where there is no name
                yield _zip_member(source, archive, info, names, budget)
        if damage:
            raise CleanerError(f"zip: its directory is missing or damaged ({damage})")


def _zip_member(
    source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, names: Names, budget: Budget
) -> Found:
    if info.external_attr >> 28 == _LINK:
        return LeftOut("link in an archive")
    name = names.unique(info.filename or _UNNAMED)
    if info.flag_bits & _ENCRYPTED:
        return _failed(source, name, "it is encrypted")
    try:
        # In one call, `read` would lose what comes before damage.
        read = _telling(archive.open(info).read1)  # type: ignore[attr-defined]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, *DAMAGE) as error:
        return _failed(source, name, f"zip: {' '.join(str(error).split())[:_MOST_SHOWN]}")
    raw = Inflated(read, "zip", budget, budget.options.member_size)
    return source.inside(
        buffered(raw), member=name, label=info.filename or name, size=info.file_size
    )


def _telling(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Have a member's errors be of a kind that is known as damage."""

    def telling(size: int) -> bytes:
        try:
            return read(size)
        except (zipfile.BadZipFile, tarfile.TarError, NotImplementedError) as error:
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
        raw = Inflated(
            _telling(member.read), "tar", budget, budget.options.member_size, counts=False
        )
        yield source.inside(
            buffered(raw),
            member=names.unique(info.name or _UNNAMED),
            label=info.name,
            size=info.size,
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
        self._given: set[str] = set()
        self._counts: Counter[str] = Counter()

    def unique(self, name: str) -> str:
        """Return a name that no other member has."""
        name = found = name.encode("utf-8", "backslashreplace").decode()
        while found in self._given:
            # One that another member has by itself is passed over, and not tried again.
            self._counts[name] += 1
            found = f"{name} ({self._counts[name] + 1})"
        self._given.add(found)
        return found


def _failed(source: Source, name: str, error: str) -> Failed:
    return Failed(error, base=f"{source.name}!{name}", source=f"{source.shown}!{name}")
