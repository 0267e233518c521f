"""A zip file that holds one document: what comes out of it is bounded, and good up to damage."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO

from cleaner import CleanerError, open_zip

if TYPE_CHECKING:
    from cleaner_office import Options

_FREE_BYTES = 10_000_000
_READ_BYTES = 1 << 16
_ENCRYPTED = 1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
# What zipfile raises for data that is damaged.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError,
)  # fmt: skip


class Package:
    """The members of a zip file; ``damage`` says what is wrong with it, if anything is.

    Raises:
        CleanerError: it is encrypted, or would inflate to too much.
    """

    def __init__(self, stream: BinaryIO, options: Options) -> None:
        _refuse_ole(stream)
        self._options = options
        self._given = stream.seek(0, 2)
        self._size = 0
        try:
            self._archive, self.damage = open_zip(stream, options.members)
        except OverflowError:
            most = options.members
            raise CleanerError(f"it has more than {most:,} members (office members)") from None
        members = self._archive.infolist()
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise CleanerError("it is encrypted")
        self.names = [name for name in self._archive.namelist() if not name.endswith("/")]
        if not self.damage:
            # Of no member more is read than the directory says.
            self._check(sum(member.file_size for member in members))

    def read(self, name: str) -> bytes:
        """Return what a member holds.

        Raises:
            KeyError: there is no such member.
            ValueError: it is damaged or cut.
        """
        data, damage = self.read_to_damage(name)
        if damage:
            raise ValueError(f"{name}: {damage}")
        return data

    def read_to_damage(self, name: str) -> tuple[bytes, str]:
        """Return what of a member can be read, and what ends it before its end, if anything does.

        Raises:
            KeyError: there is no such member.
        """
        parts: list[bytes] = []
        try:
            with self._archive.open(name) as member:
                while part := member.read1(_READ_BYTES):  # type: ignore[attr-defined]
                    parts.append(part)
                    self._size += len(part)
                    self._check(self._size)
        except DAMAGE as error:
            return b"".join(parts), told(error)
        return b"".join(parts), ""

    def _check(self, size: int) -> None:
        options = self._options
        if size > options.size:
            raise CleanerError(f"it inflates to more than {options.size:,} bytes (office size)")
        if size > max(_FREE_BYTES, self._given * options.ratio):
            what = f"it inflates to more than {options.ratio} times its size"
            raise CleanerError(f"{what} (office ratio)")


def told(error: BaseException) -> str:
    """Return an error in one line."""
    return " ".join(str(error).split())[:200] or "it ends too early"


def _refuse_ole(stream: BinaryIO) -> None:
    if stream.read(len(_OLE)) != _OLE:
        return
    stream.seek(0)
    if _PASSWORD in stream.read(1 << 24):
        raise CleanerError("it is encrypted")
    raise CleanerError("it is of an older Word (.doc), which is not read; save it as .docx")
