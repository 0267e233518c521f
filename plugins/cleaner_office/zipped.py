"""A zip file that holds one document: opened only where what comes out of it is bounded."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO

from cleaner import CleanerError

if TYPE_CHECKING:
    from cleaner_office import Options

_FREE_BYTES = 10_000_000
_ENCRYPTED = 1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
# What zipfile raises for data that is damaged.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


def open_zip(stream: BinaryIO, options: Options) -> zipfile.ZipFile:
    """Open it; the sizes that its directory tells bound what is read of each member.

    Raises:
        CleanerError: it is damaged, encrypted, or would inflate to too much.
    """
    _refuse_ole(stream)
    size = stream.seek(0, 2)
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGE as error:
        raise CleanerError(f"it is damaged or cut ({error})") from None
    members = archive.infolist()
    if len(members) > options.members:
        raise CleanerError(f"it has more than {options.members:,} members (office members)")
    total = sum(member.file_size for member in members)
    if total > options.size:
        raise CleanerError(f"it inflates to more than {options.size:,} bytes (office size)")
    if total > max(_FREE_BYTES, size * options.ratio):
        what = f"it inflates to more than {options.ratio} times its size (office ratio)"
        raise CleanerError(what)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise CleanerError("it is encrypted")
    return archive


def _refuse_ole(stream: BinaryIO) -> None:
    if stream.read(len(_OLE)) != _OLE:
        return
    stream.seek(0)
    if _PASSWORD in stream.read(1 << 24):
        raise CleanerError("it is encrypted")
    raise CleanerError("it is of an older Word (.doc), which is not read; save it as .docx")
