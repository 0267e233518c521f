"""Mend files in place: make the changes of the steps in the file itself, and nothing else."""

from __future__ import annotations

import codecs
import contextlib
import difflib
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cleaner.chain import Chain
from cleaner.check.declarations import corrections
from cleaner.check.keeping import UTF_8, changed_in, encoded, written_whole
from cleaner.check.report import plural
from cleaner.document import Decoded, Document
from cleaner.errors import CleanerError
from cleaner.text.trace import NOT_UTF_8, Change, digest_of, made

_NO_END = b"\n\\ No newline at end of file\n"


class Mended:
    """A file as it is and as it would be. ``told`` says what is left, where something is.

    ``digest`` is that of the bytes which the changes were found in. It keeps its encoding, unless
    that is what is to be mended.

    Raises:
        CleanerError: it cannot be read, or holds other bytes.
    """

    def __init__(self, path: str, chain: Chain, changes: Sequence[Change], digest: str) -> None:
        self.path = path
        self.told = ""
        self.before = _read(path)
        if digest_of(self.before) != digest:
            raise _changed(path)
        found = _decoded(chain, path, self.before)
        to_the_bytes = [change for change in changes if not (change.end or change.replacement)]
        changes = [change for change in changes if change.end or change.replacement]
        self.after = self._after(found, changes, to_the_bytes)

    def _after(
        self, found: Decoded, changes: Sequence[Change], to_the_bytes: Sequence[Change]
    ) -> bytes:
        codec = found.encoding or UTF_8
        anew = any(change.reason.startswith(NOT_UTF_8) for change in to_the_bytes)
        if anew or (to_the_bytes and codec == UTF_8):
            # A mark that is UTF-8 already stays.
            mark = codecs.BOM_UTF8 if codec == UTF_8 else b""
            mark = mark if self.before.startswith(mark) else b""
            declared = corrections(found.text, codec, UTF_8)
            return mark + (encoded(UTF_8, made(found.text, [*declared, *changes])) or b"")
        whole = written_whole(self.before, found, changes) if to_the_bytes else None
        if whole is not None:
            return whole
        after, left = changed_in(self.before, found, changes)
        if left or to_the_bytes:
            self.told = (
                f"{plural(left + len(to_the_bytes), 'change')} left unmade that cannot be written"
                f" in its encoding ({codec}), which is not to be mended"
            )
        return after

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
        name = _from_the_top(self.path)
        # As git writes them: a name with a space ends in a tab.
        lines = difflib.diff_bytes(
            difflib.unified_diff,
            _lines(self.before),
            _lines(self.after),
            _quoted(f"a/{name}"),
            _quoted(f"b/{name}"),
        )
        return b"".join(line if line.endswith(b"\n") else line + _NO_END for line in lines)

    def write(self) -> None:
        """Put the file in its place, whole or not at all; its owner, mode and attributes stay.

        Raises:
            CleanerError: it cannot be written or keep its owner, has changed since it was read, or
                has other names, which would go on to name what it was.
        """
        path = os.path.realpath(self.path)
        if os.stat(path).st_nlink > 1:
            raise CleanerError(
                f"{self.path}: it has other names (hard links), which would keep what is wrong;"
                " it is left alone"
            )
        if _read(path) != self.before:
            raise _changed(self.path)
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
        _keep_owner(made, path)
        # A new owner takes bits of the mode away: so that comes behind.
        shutil.copymode(path, made)
        _copy_attributes(made, path)
        os.replace(made, path)
    except (OSError, CleanerError):
        Path(made).unlink()
        raise


def _keep_owner(made: str, path: str) -> None:
    old, new = os.stat(path), os.stat(made)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.chown(made, old.st_uid, old.st_gid)
        except OSError as error:
            raise CleanerError(
                f"{path}: it belongs to another user or group, which cannot be kept; it is left"
                " alone: run this as its owner"
            ) from error


def _copy_attributes(made: str, path: str) -> None:
    """Copy the extended attributes that may be copied, where the system has any."""
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(path):
            with contextlib.suppress(OSError):
                os.setxattr(made, name, os.getxattr(path, name))


def _changed(path: str) -> CleanerError:
    return CleanerError(f"{path}: it has changed since it was looked at, and is left alone")


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
    return Decoded(data.decode(UTF_8), encoding=UTF_8)


def _lines(data: bytes) -> list[bytes]:
    """Return lines as git counts them: LF ends one, and nothing else does."""
    return [line for line in re.split(rb"(?<=\n)", data) if line]


def _from_the_top(path: str) -> str:
    """Return the name of a file from the top of its repository, if it has one, else from here.

    It is where git applies a patch; what lies elsewhere is named from the root.
    """
    real = Path(path).resolve()
    here = Path.cwd()
    above = [folder for folder in real.parents if (folder / ".git").exists()][:1]
    tops = above or ([here] if real.is_relative_to(here) else [Path(real.anchor)])
    return real.relative_to(tops[0]).as_posix()


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
