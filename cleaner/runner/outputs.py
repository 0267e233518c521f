"""Output files that appear under their names only when they are complete."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cleaner.errors import CleanerError
from cleaner.runner.extent import Extent, read_on
from cleaner.source import STANDARD_INPUT
from cleaner.target import Writer

STANDARD_OUTPUT = STANDARD_INPUT
NOTHING = Extent()


def place_of(path: str) -> str | None:
    """Return the real path of the file that an output goes to; None where it is no file."""
    if path != STANDARD_OUTPUT:
        return os.path.realpath(path) if is_file(path) else None
    with contextlib.suppress(OSError):
        status, redirected = os.fstat(1), os.path.realpath("/dev/fd/1")
        if stat.S_ISREG(status.st_mode) and os.path.samestat(status, os.stat(redirected)):
            return redirected
    return None


def is_file(path: str) -> bool:
    """Tell whether an output is a regular file, or would become one."""
    if path == STANDARD_OUTPUT:
        return False
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except FileNotFoundError:
        return True


class Output:
    """One output: a file that lies elsewhere until it is committed, or a stream.

    ``unfinished`` is where it lies meanwhile; ``begun`` how much of that is to be kept, where an
    earlier run has begun it.

    Raises:
        CleanerError: its folder does not exist, or it cannot be written.
    """

    def __init__(self, path: str, unfinished: Path, begun: Extent = NOTHING) -> None:
        self.path = path
        self._unfinished = unfinished if is_file(path) else None
        self._synced = begun
        try:
            self.file: BinaryIO = self._open(begun.length)
        except OSError as error:
            raise cannot_write(path, error) from error

    def _open(self, length: int) -> BinaryIO:
        if self.path == STANDARD_OUTPUT:
            return sys.stdout.buffer
        if self._unfinished is None:
            return Path(self.path).open("wb")
        folder = Path(os.path.realpath(self.path)).parent
        if not folder.is_dir():
            raise CleanerError(f"{self.path}: its folder {folder} does not exist")
        if not os.access(folder, os.W_OK):
            raise CleanerError(f"{self.path}: its folder {folder} cannot be written to")
        # Not for appending: the kernel's own copying refuses such files.
        file = os.fdopen(os.open(self._unfinished, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
        file.truncate(length)
        file.seek(length)
        return file

    def write(self, data: bytes) -> None:
        """Append bytes."""
        with telling(self.path):
            self.file.write(data)

    def append(self, writer: Writer, part: BinaryIO, ranges: Iterable[tuple[int, int]]) -> None:
        """Let a writer append what is kept of a part."""
        with telling(self.path):
            writer.append(self.file, part, ranges)

    def sync(self) -> Extent:
        """Bring what was written to the disk; return how much that is."""
        self._sync()
        if self._unfinished is None:
            return NOTHING
        with telling(self.path):
            self._synced = read_on(self._unfinished, self._synced, self.file.tell())
            return self._synced

    def _sync(self) -> None:
        with telling(self.path):
            self.file.flush()
            if self._unfinished is not None:
                os.fsync(self.file.fileno())

    def commit(self) -> None:
        """Bring everything to the disk and the file to its name."""
        self._sync()
        if self._unfinished is None:
            return
        with telling(self.path):
            self.file.close()
            # A link goes on pointing at the file; the file is what is replaced.
            target = Path(os.path.realpath(self.path))
            _move(self._unfinished, target)
            _sync_folder(target.parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.path == STANDARD_OUTPUT:
            return
        with contextlib.suppress(OSError):
            # What cannot be flushed was told by write or commit; only the file is to go.
            self.file.close()


@contextlib.contextmanager
def telling(path: str) -> Iterator[None]:
    """Tell in one line what cannot be written for an output; a closed pipe is told otherwise."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: str, error: OSError) -> CleanerError:
    """Say that an output cannot be written, and why."""
    name = "standard output" if path == STANDARD_OUTPUT else path
    return CleanerError(f"{name}: it cannot be written: {error.strerror or error}")


def _move(unfinished: Path, target: Path) -> None:
    """Give a file its name; from another file system by way of a copy beside it."""
    try:
        unfinished.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = target.parent / f".{target.name}.{os.getpid()}.tmp"
        try:
            shutil.copyfile(unfinished, beside)
            with beside.open("rb") as copy:
                os.fsync(copy.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Have the new name reach the disk as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
