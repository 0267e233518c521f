"""The sketches of the documents that a run keeps, in a file, until an index takes them in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROWS_AT_ONCE = 65_536


class Spool:
    """A file of sketches that is written once, and read as often as one likes."""

    def __init__(self, path: Path, kind: np.dtype[Any]) -> None:
        self._path = path
        self._kind = kind
        self._file = path.open("wb")

    def add(self, rows: NDArray[Any]) -> None:
        """Append sketches."""
        self._file.write(rows.tobytes())

    def close(self) -> None:
        """Write what is left."""
        self._file.close()

    def __len__(self) -> int:
        return os.stat(self._path).st_size // self._kind.itemsize

    def rows(self) -> Iterator[NDArray[Any]]:
        """Yield the sketches, many at a time; only when it is closed."""
        with self._path.open("rb") as file:
            while data := file.read(ROWS_AT_ONCE * self._kind.itemsize):
                yield np.frombuffer(data, self._kind)
