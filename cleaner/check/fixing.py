"""Mend files in place: make the changes of the steps in the file itself, and nothing else."""

from __future__ import annotations

import codecs
import difflib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from cleaner.chain import Chain
from cleaner.check.declarations import corrections
from cleaner.document import Decoded, Document
from cleaner.errors import CleanerError
from cleaner.text.trace import Change, made

_UTF_8 = "utf-8"
_NO_END = b"\n\\ No newline at end of file\n"
_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


class Mended:
    """A file as it is and as it would be.

    ``to_utf_8`` says that it is to be written in UTF-8; else it keeps its encoding where that has
    all its characters.
    """

    def __init__(
        self, path: str, chain: Chain, changes: Iterable[Change], *, to_utf_8: bool
    ) -> None:
        self.path = path
        self.before = _read(path)
        found = _decoded(chain, path, self.before)
        changes = list(changes)
        codec = found.encoding or _UTF_8
        self.text = made(found.text, changes)
        if to_utf_8 or not _holds(codec, self.text):
            declared = corrections(found.text, codec, _UTF_8)
            self.text = made(found.text, [*declared, *changes])
            codec = _UTF_8
            mark = b""
        else:
            mark = _MARKS.get(codec, b"")
            mark = mark if self.before.startswith(mark) else b""
        self.after = mark + self.text.encode(
            codec, "surrogatepass" if codec == _UTF_8 else "strict"
        )

    @property
    def is_changed(self) -> bool:
        """Whether the file would be another one."""
        return self.after != self.before

    def diff(self) -> bytes:
        """Return the change as a unified diff that git can apply: in the file's own bytes.

        Raises:
            CleanerError: its lines end in other bytes than those of ASCII, so that it has no diff.
        """
        if b"\0" in self.before or b"\0" in self.after:
            raise CleanerError(
                f"{self.path}: a diff cannot show its encoding; --fix can mend it all the same"
            )
        # As git writes them: a name with a space ends in a tab.
        lines = difflib.diff_bytes(
            difflib.unified_diff,
            _lines(self.before),
            _lines(self.after),
            _quoted(f"a/{self.path}"),
            _quoted(f"b/{self.path}"),
        )
        return b"".join(line if line.endswith(b"\n") else line + _NO_END for line in lines)

    def write(self) -> None:
        """Put the file in its place, whole or not at all; its mode stays.

        Raises:
            CleanerError: it cannot be written, has changed since it was read, or has other names,
                which would go on to name what it was.
        """
        path = os.path.realpath(self.path)
        if os.stat(path).st_nlink > 1:
            raise CleanerError(
                f"{self.path}: it has other names (hard links), which would keep what is wrong;"
                " it is left alone"
            )
        if _read(path) != self.before:
            raise CleanerError(f"{self.path}: it has changed meanwhile, and is left alone")
        try:
            with tempfile.NamedTemporaryFile(
                dir=os.path.dirname(path), prefix=".cleaner-", delete=False
            ) as stream:
                stream.write(self.after)
                stream.flush()
                os.fsync(stream.fileno())
            _put(stream.name, path)
        except OSError as error:
            raise CleanerError(f"{self.path}: it cannot be written: {error.strerror}") from error


def _put(made: str, path: str) -> None:
    try:
        shutil.copymode(path, made)
        os.replace(made, path)
    except OSError:
        Path(made).unlink()
        raise


def mend(
    chain: Chain, changes: Mapping[str, list[Change]], *, to_utf_8: frozenset[str]
) -> list[Mended]:
    """Return the files that would change; ``to_utf_8`` are those that are to be in UTF-8."""
    mended: dict[str, Mended] = {}
    for path, found in changes.items():
        # A file and a link to it are one.
        real = os.path.realpath(path)
        if real not in mended:
            mended[real] = Mended(path, chain, found, to_utf_8=path in to_utf_8)
    return [file for file in mended.values() if file.is_changed]


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CleanerError(f"{path}: it cannot be read: {error.strerror}") from error


def _decoded(chain: Chain, path: str, data: bytes) -> Decoded:
    """Decode a file as a run does."""
    document = Document(path, source=path, data=data)
    for step in chain.steps:
        found = step.decode(data=data, document=document) if step.decode else None
        if isinstance(found, Decoded):
            return found
    return Decoded(data.decode(_UTF_8), encoding=_UTF_8)


def _lines(data: bytes) -> list[bytes]:
    """Return lines as git counts them: LF ends one, and nothing else does."""
    return [line for line in re.split(rb"(?<=\n)", data) if line]


def _quoted(name: str) -> bytes:
    r"""Return a name as git has it in a diff.

    >>> _quoted("a/odd name"), _quoted('a/"x"')
    (b'a/odd name\t', b'"a/\\"x\\""')
    """
    data = os.fsencode(name)
    if not re.search(rb'[\x00-\x1f"\\\x7f-\xff]', data):
        return data + b"\t" * (b" " in data)
    special = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}
    shown = [
        f"\\{special[byte]}"
        if byte in special
        else chr(byte)
        if 0x20 <= byte < 0x7F
        else f"\\{byte:03o}"
        for byte in data
    ]
    return f'"{"".join(shown)}"'.encode()


def _holds(codec: str, text: str) -> bool:
    try:
        text.encode(codec)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
