"""Output files that appear under their names only when they are complete."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from cleaner.errors import CleanerError
from cleaner.output.target import Writer
from cleaner.runner.disk import STANDARD_OUTPUT, begin_sync, cannot_write, telling
from cleaner.runner.extent import Extent
from cleaner.runner.finishing import Finishing
from cleaner.runner.naming import Ready
from cleaner.runner.summed import Summed

NOTHING = Extent()
# What is kept is often many short pieces, and what is left out one at a time.
_BUFFER_BYTES = 1 << 18


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
        self._begun = 0
        self._summed: Summed | None = None
        try:
            self.file: BinaryIO = self._open(begun)
        except OSError as error:
            raise cannot_write(path, error) from error

    def _open(self, begun: Extent) -> BinaryIO:
        if self._unfinished is None:
            return _open_stream(self.path)
        if has_name(self.path):
            folder = Path(os.path.realpath(self.path)).parent
            if not folder.is_dir():
                raise CleanerError(f"{self.path}: its folder {folder} does not exist")
            if not os.access(folder, os.W_OK):
                raise CleanerError(f"{self.path}: its folder {folder} cannot be written to")
        # Not for appending: the kernel's own copying refuses such files.
        descriptor = os.open(self._unfinished, os.O_RDWR | os.O_CREAT, 0o666)
        self._summed = Summed(descriptor, begun)
        return cast("BinaryIO", io.BufferedWriter(self._summed, _BUFFER_BYTES))

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
            if not to_disk:
                begin_sync(self.file.fileno(), self.file.tell() - self._begun)
                self._begun = self.file.tell()
            if self._summed is None:
                return NOTHING
            self._summed.catch_up(self._unfinished)
            return self._summed.extent

    def _flush(self) -> None:
        with telling(self.path):
            self.file.flush()

    def _sync(self) -> None:
        self._flush()
        with telling(self.path):
            if self._unfinished is not None:
                os.fsync(self.file.fileno())

    def finish(self) -> None:
        """Make what is made from lines; a stream gets it only with ``stream``."""
        if self._finishing and self._unfinished and has_name(self.path):
            with telling(self.path):
                self.file.flush()
                self._made = self._finishing.make(self._unfinished)

    def ready(self) -> Ready | None:
        """Bring everything to the disk; say how it comes to its name, where it is to have one."""
        extent = self.sync()
        if self._unfinished is None:
            return None
        with telling(self.path):
            self.file.close()
            if not has_name(self.path):
                return None
            # A link goes on pointing at the file; the file is what is replaced.
            target = os.fsencode(os.path.realpath(self.path))
            if self._finishing and self._made:
                return self._finishing.ready(self._made, target)
            return Ready(self._unfinished.name, target, extent)

    def stream(self) -> None:
        """Give a stream what is made from its lines."""
        if self._finishing and self._unfinished and not has_name(self.path):
            with telling(self.path):
                self._finishing.stream(self._unfinished, _open_stream(self.path))

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

    def ready(self) -> list[Ready | None]:
        """Bring all outputs to the disk; say how each comes to its name, in the order of that."""
        outputs = (self.rejected, self.failed, self.kept)
        return [None if output is None else output.ready() for output in outputs]


def _open_stream(path: str) -> BinaryIO:
    return sys.stdout.buffer if path == STANDARD_OUTPUT else Path(path).open("wb")
