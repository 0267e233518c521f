"""Output files that appear under their names only when they are complete."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cleaner.errors import CleanerError
from cleaner.source import STANDARD_INPUT
from cleaner.target import Writer

STANDARD_OUTPUT = STANDARD_INPUT


def is_file(path: str) -> bool:
    """Tell whether an output is a regular file, or would become one."""
    if path == STANDARD_OUTPUT:
        return False
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        # Why it cannot be made is told by making it.
        return True


class Output:
    """One output: a file under a temporary name until it is committed, or a stream.

    Raises:
        CleanerError: its folder does not exist, or it cannot be written.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._temporary: Path | None = None
        try:
            self.file: BinaryIO = self._open()
        except OSError as error:
            raise _cannot_write(path, error) from error

    def _open(self) -> BinaryIO:
        if self.path == STANDARD_OUTPUT:
            return sys.stdout.buffer
        if not is_file(self.path):
            return Path(self.path).open("wb")
        # A link goes on pointing at the file; the file is what is replaced.
        target = Path(os.path.realpath(self.path))
        if not target.parent.is_dir():
            raise CleanerError(f"{self.path}: its folder {target.parent} does not exist")
        self._temporary = target.parent / f".{target.name}.{os.getpid()}.tmp"
        return self._temporary.open("wb")

    def write(self, data: bytes) -> None:
        """Append bytes."""
        try:
            self.file.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def append(self, writer: Writer, part: BinaryIO, ranges: Iterable[tuple[int, int]]) -> None:
        """Let a writer append what is kept of a part."""
        try:
            writer.append(self.file, part, ranges)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def commit(self) -> None:
        """Bring everything to the disk and the file to its name."""
        try:
            self.file.flush()
            if self._temporary is not None:
                os.fsync(self.file.fileno())
                self.file.close()
                self._temporary.replace(os.path.realpath(self.path))
                self._temporary = None
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _cannot_write(self.path, error) from error

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
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)


def scratch_folder(output: str) -> tempfile.TemporaryDirectory[str]:
    """Make the folder of the part files: beside the output, or where temporary files go."""
    if not is_file(output):
        return tempfile.TemporaryDirectory(prefix="cleaner-", ignore_cleanup_errors=True)
    target = Path(os.path.realpath(output))
    try:
        return tempfile.TemporaryDirectory(
            prefix=f".{target.name}.",
            suffix=".parts",
            dir=target.parent,
            ignore_cleanup_errors=True,
        )
    except FileNotFoundError as error:
        raise CleanerError(f"{output}: its folder {target.parent} does not exist") from error
    except OSError as error:
        raise _cannot_write(output, error) from error


def _cannot_write(path: str, error: OSError) -> CleanerError:
    name = "standard output" if path == STANDARD_OUTPUT else path
    return CleanerError(f"{name}: it cannot be written: {error.strerror or error}")
