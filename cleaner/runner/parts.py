"""Part files: where workers leave bytes, and the main process finds them."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import BinaryIO

from cleaner.errors import CleanerError
from cleaner.runner.extent import Extent
from cleaner.scratch import Reference

KEPT, LEFT, SCRATCH = "kept", "left", "scratch"

_BUFFER_BYTES = 1 << 20


def part_path(folder: Path, number: int, kind: str) -> Path:
    """Return the path of a split's part file."""
    return folder / f"{number:08}.{kind}"


class Part:
    """A part file being written, which knows its length."""

    def __init__(self, path: Path) -> None:
        self.length = 0
        self._path = path
        self._file: BinaryIO | None = None
        self._error: CleanerError | None = None

    def write(self, data: bytes | memoryview) -> tuple[int, int]:
        """Append the bytes; return where they start and end."""
        if self._file is None:
            self._file = self._open()
        start = self.length
        try:
            self._file.write(data)
        except OSError as error:
            raise self._cannot_write(error) from error
        self.length = start + len(data)
        return start, self.length

    def write_all(self, lines: list[bytes]) -> tuple[int, list[int]]:
        """Append lines; return where the first starts and where each ends."""
        start, _ = self.write(b"".join(lines))
        ends = itertools.accumulate(map(len, lines), initial=start)
        return next(ends), list(ends)

    def close(self) -> None:
        """Finish the file. A part that nothing was written to is never made.

        Raises:
            CleanerError: it cannot be written; or could not before, where a step has taken the
                error for its own document's.
        """
        if self._error is not None:
            raise self._error
        if self._file is not None:
            try:
                self._file.close()
            except OSError as error:
                raise self._cannot_write(error) from error

    def _open(self) -> BinaryIO:
        try:
            return self._path.open("wb", buffering=_BUFFER_BYTES)
        except OSError as error:
            raise self._cannot_write(error) from error

    def _cannot_write(self, error: OSError) -> CleanerError:
        self._error = CleanerError(
            f"{self._path.parent}: the part files of this run cannot be written: {error.strerror}"
        )
        return self._error


class WorkerScratch:
    """The scratch that sketches of one split write to."""

    def __init__(self, folder: Path, number: int) -> None:
        self.extent = Extent()
        self._number = number
        self._part = Part(part_path(folder, number, SCRATCH))

    def put(self, data: bytes | memoryview) -> Reference:
        """Keep the bytes until the run ends."""
        start, end = self._part.write(data)
        self.extent = self.extent.add(data)
        return Reference(self._number, start, end)

    def get(self, reference: Reference) -> bytes:
        """Refuse: a worker must not look at other documents."""
        raise RuntimeError(f"scratch {reference.part} is read in admit, not in sketch")

    def file(self, name: str) -> Path:
        """Refuse: workers come and go."""
        raise RuntimeError(f"the scratch file {name} is for begin, admit and end, not for sketch")

    def close(self) -> None:
        """Finish the file."""
        self._part.close()


class MainScratch:
    """The scratch as verdicts read it; a few files are kept open."""

    _MOST_OPEN = 64

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[int, int] = {}

    def put(self, data: bytes | memoryview) -> Reference:
        """Refuse: what is put must come from the workers, which run ahead."""
        raise RuntimeError(f"{len(data)} bytes were put in admit; put them in sketch")

    def get(self, reference: Reference) -> bytes:
        """Read the bytes back."""
        descriptor = self._open.pop(reference.part, None)
        if descriptor is None:
            descriptor = os.open(part_path(self._folder, reference.part, SCRATCH), os.O_RDONLY)
        self._open[reference.part] = descriptor  # the last one used lies at the end
        if len(self._open) > self._MOST_OPEN:
            os.close(self._open.pop(next(iter(self._open))))
        return os.pread(descriptor, reference.end - reference.start, reference.start)

    def file(self, name: str) -> Path:
        """Name a file of a step's own."""
        return self._folder / f"step.{name}"

    def close(self) -> None:
        """Close the files."""
        for descriptor in self._open.values():
            os.close(descriptor)
        self._open.clear()
