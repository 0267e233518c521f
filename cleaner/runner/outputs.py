"""Output files that appear under their names only when they are complete."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cleaner.errors import CleanerError
from cleaner.input.source import STANDARD_INPUT
from cleaner.output.target import Writer
from cleaner.runner.disk import sync
from cleaner.runner.extent import Extent, read_on
from cleaner.runner.finishing import Finishing

STANDARD_OUTPUT = STANDARD_INPUT
NOTHING = Extent()


def place_of(path: str) -> str | None:
    """Return the real path of the file that an output goes to; None where it is no file."""
    if path != STANDARD_OUTPUT:
        return os.path.realpath(path) if has_name(path) else None
    with contextlib.suppress(OSError):
        status, redirected = os.fstat(1), os.path.realpath("/dev/fd/1")
        if stat.S_ISREG(status.st_mode) and os.path.samestat(status, os.stat(redirected)):
            return redirected
    return None


def has_name(path: str) -> bool:
    """Tell whether an output is a file or folder, or would become one, rather than a stream."""
    if path == STANDARD_OUTPUT:
        return False
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return True
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


class Output:
    """One output: a file that lies elsewhere until it is committed, or a stream.

    ``unfinished`` is where it lies meanwhile; ``begun`` how much of that is to be kept, where an
    earlier run has begun it. With ``finishing``, only its lines lie there.

    Raises:
        CleanerError: its folder does not exist, or it cannot be written.
    """

    def __init__(
        self,
        path: str,
        unfinished: Path,
        begun: Extent = NOTHING,
        finishing: Finishing | None = None,
    ) -> None:
        self.path = path
        self._unfinished = unfinished if finishing or has_name(path) else None
        self._finishing = finishing
        self._made: Path | None = None
        self._synced = begun
        try:
            self.file: BinaryIO = self._open(begun.length)
        except OSError as error:
            raise cannot_write(path, error) from error

    def _open(self, length: int) -> BinaryIO:
        if self._unfinished is None:
            return _open_stream(self.path)
        if has_name(self.path):
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

    def sync(self, *, to_disk: bool = True) -> Extent:
        """Bring what was written to the disk, or to the kernel only; return how much that is."""
        if to_disk:
            self._sync()
        else:
            self._flush()
        if self._unfinished is None:
            return NOTHING
        with telling(self.path):
            self._synced = read_on(self._unfinished, self._synced, self.file.tell())
            return self._synced

    def _flush(self) -> None:
        with telling(self.path):
            self.file.flush()

    def _sync(self) -> None:
        self._flush()
        with telling(self.path):
            if self._unfinished is not None:
                os.fsync(self.file.fileno())

    def finish(self) -> None:
        """Make what is made from lines; a stream gets it only with ``commit``."""
        if self._finishing and self._unfinished and has_name(self.path):
            with telling(self.path):
                self.file.flush()
                self._made = self._finishing.make(self._unfinished)

    def commit(self) -> None:
        """Bring everything to the disk and the file to its name."""
        self._sync()
        if self._unfinished is None:
            return
        with telling(self.path):
            self.file.close()
            if self._finishing and not has_name(self.path):
                self._finishing.stream(self._unfinished, _open_stream(self.path))
                return
            # A link goes on pointing at the file; the file is what is replaced.
            target = Path(os.path.realpath(self.path))
            made = self._made or self._unfinished
            if self._finishing is None or not self._finishing.name(made, target):
                _move(made, target)
                sync(target.parent)

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


class Outputs:
    """The three outputs; the main one comes to its name last, as the sign that all is there.

    ``begun`` says how much of each an earlier run has written; empty if there was none.
    ``finishing`` makes the main one from its lines.
    """

    def __init__(
        self,
        paths: Sequence[str | None],
        folder: Path,
        begun: Sequence[Extent],
        stack: ExitStack,
        finishing: Finishing | None = None,
    ) -> None:
        named = [path for path in paths if path is not None]
        places = zip(named, self.unfinished(paths, folder), strict=True)
        kept, rejected, failed = paths
        opened = {
            path: stack.enter_context(
                Output(path, place, extent, finishing if path == kept else None)
            )
            for (path, place), extent in zip(places, begun or [NOTHING] * len(named), strict=True)
        }
        self.kept = opened[kept or ""]
        self.rejected = opened.get(rejected or "")
        self.failed = opened.get(failed or "")

    @staticmethod
    def unfinished(paths: Sequence[str | None], folder: Path) -> list[Path]:
        """Say where the outputs lie until they are complete."""
        names = ("output", "rejected", "failed")
        return [folder / name for name, path in zip(names, paths, strict=True) if path is not None]

    def sync(self, *, to_disk: bool = True) -> tuple[Extent, ...]:
        """Bring all outputs to the disk, or to the kernel; return how much there is of each."""
        outputs = (self.kept, self.rejected, self.failed)
        return tuple(output.sync(to_disk=to_disk) for output in outputs if output is not None)

    def finish(self) -> None:
        """Make the main output, where it is made from lines; only its name is to come."""
        self.kept.finish()

    def commit(self) -> None:
        """Bring all outputs to their names."""
        for output in (self.rejected, self.failed, self.kept):
            if output is not None:
                output.commit()


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


def _open_stream(path: str) -> BinaryIO:
    return sys.stdout.buffer if path == STANDARD_OUTPUT else Path(path).open("wb")
