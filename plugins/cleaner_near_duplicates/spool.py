"""The sketches of the documents that a run keeps, in a file, until an index takes them in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner_near_duplicates.disk import telling

ROWS_AT_ONCE = 65_536


class Spool:
    """A file of sketches that is written once, and read as often as one likes."""

    def __init__(self, path: Path, kind: np.dtype[Any]) -> None:
        self._path = path
        self._kind = kind
        with telling(path):
            self._file = path.open("wb")
        self._gone: set[int] = set()
        self.added = 0

    def add(self, rows: NDArray[Any]) -> None:
        """Append sketches."""
        with telling(self._path):
            self._file.write(rows.tobytes())
        self.added += len(rows)

    def take_back(self, number: int) -> None:
        """Leave out one of those that were added, by its number."""
        self._gone.add(number)

    def close(self) -> None:
        """Write what is left."""
        with telling(self._path):
            self._file.close()

    def __len__(self) -> int:
        return self.added - len(self._gone)

    def rows(self) -> Iterator[NDArray[Any]]:
        """Yield the sketches, many at a time; only when it is closed."""
        with self._path.open("rb") as file:
            first = 0
            while data := file.read(ROWS_AT_ONCE * self._kind.itemsize):
                rows = np.frombuffer(data, self._kind)
                gone = [number - first for number in self._gone if 0 <= number - first < len(rows)]
                yield np.delete(rows, gone) if gone else rows
                first += len(rows)
