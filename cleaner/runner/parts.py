"""Part files: where workers leave bytes, and the main process finds them."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from cleaner.errors import CleanerError
from cleaner.runner.extent import Extent
from cleaner.scratch import Reference

KEPT, LEFT, SCRATCH = "kept", "left", "scratch"

# What the names of files begin with that steps have for themselves.
_STEP = "step."
_BUFFER_BYTES = 1 << 20
# Some splits of the usual size.
_MOST_HELD = 16_000_000


def part_path(folder: Path, number: int, kind: str) -> Path:
    """Return the path of a split's part file."""
    return folder / f"{number:08}.{kind}"


def is_of_step(name: str) -> bool:
    """Tell whether a file in the folder of a run is a step's own."""
    return name.startswith(_STEP)


class Held:
    """Parts that lie in memory, as the process that makes them takes them up at once."""

    def __init__(self) -> None:
        self.parts: dict[Path, BytesIO] = {}

    def room(self, path: Path, length: int) -> BytesIO | None:
        """Return where a part of that length lies; None: in its file, as it is too long."""
        if length > _MOST_HELD:
            return None
        return self.parts.setdefault(path, BytesIO())

    def take(self, path: Path) -> BytesIO | None:
        """Give a part that is here, and hold it no longer."""
        return self.parts.pop(path, None)


class Part:
    """A part being written, which knows its length: a file, unless ``held`` has room for it."""

    def __init__(self, path: Path, held: Held | None = None) -> None:
        self.length = 0
        self._path = path
        self._held = held
        self._file: BinaryIO | None = None
        self._error: CleanerError | None = None

    def write(self, data: bytes | memoryview) -> tuple[int, int]:
        """Append the bytes; return where they start and end."""
        start = self.length
        try:
            self._room(start + len(data)).write(data)
        except OSError as error:
            raise self._cannot_write(error) from error
        self.length = start + len(data)
        return start, self.length

    def _room(self, length: int) -> BinaryIO:
        """Return what to write to, so that the part gets that length."""
        if self._file is None and self._held is not None:
            room = self._held.room(self._path, length)
            if room is not None:
                return room
        if self._file is None:
            self._file = self._path.open("wb", buffering=_BUFFER_BYTES)
            begun = self._held.take(self._path) if self._held else None
            if begun is not None:
                self._file.write(begun.getbuffer())
        return self._file

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

    def _cannot_write(self, error: OSError) -> CleanerError:
        self._error = CleanerError(
            f"{self._path.parent}: the part files of this run cannot be written: {error.strerror}"
        )
        return self._error


class PartFolder:
    """Where a worker leaves its parts: a folder, or memory as long as ``held`` has room."""

    def __init__(self, folder: Path, held: Held | None = None) -> None:
        self._folder = folder
        self._held = held

    def part(self, number: int, kind: str) -> Part:
        """Begin a part of a split."""
        return Part(part_path(self._folder, number, kind), self._held)

    def scratch(self, number: int) -> WorkerScratch:
        """Begin the scratch of a split, which verdicts read for as long as the run lasts."""
        return WorkerScratch(Part(part_path(self._folder, number, SCRATCH)), number)


class WorkerScratch:
    """The scratch that sketches of one split write to."""

    def __init__(self, part: Part, number: int) -> None:
        self.extent = Extent()
        self._number = number
        self._part = part

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
        return self._folder / f"{_STEP}{name}"

    def close(self) -> None:
        """Close the files."""
        for descriptor in self._open.values():
            os.close(descriptor)
        self._open.clear()
