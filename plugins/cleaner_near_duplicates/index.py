"""The index of a run: the documents of earlier runs, and those that this one is to add."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cleaner import RunError, Scratch
from cleaner_near_duplicates import settings
from cleaner_near_duplicates.disk import write_to_disk
from cleaner_near_duplicates.index_file import Block, IndexFile
from cleaner_near_duplicates.shingles import BYTES
from cleaner_near_duplicates.sketches import layout
from cleaner_near_duplicates.spool import ROWS_AT_ONCE, Spool

if TYPE_CHECKING:
    from cleaner_near_duplicates import Options

EARLIER = 0xFFFFFFFF
"""In place of the number of a part: the record lies in the index."""


class Index:
    """An index file in use by a run: what was in it at the start, and what is kept meanwhile.

    A run that is resumed is compared with the same documents as before it was killed, and adds
    nothing twice.

    Raises:
        RunError: the file cannot be used, or is not what it was when a resumed run began.
    """

    def __init__(self, path: str, options: Options, scratch: Scratch) -> None:
        self._read_only = options.index_read_only
        self._layout = layout(settings.cut(options).number)
        self._file = IndexFile(path, settings.of_index(options), read_only=self._read_only)
        try:
            self._run, self.blocks, self._is_added = self._resume(path, scratch)
            self._spool = Spool(scratch.file("near-duplicates.kept"), self._layout)
        except BaseException:
            self._file.close()
            raise

    def _resume(self, path: str, scratch: Scratch) -> tuple[bytes, list[Block], bool]:
        """Return the run's name, the blocks that it began with, and whether its own is there."""
        mark = scratch.file("near-duplicates.index")
        blocks = self._file.blocks
        if not mark.exists():
            run = os.urandom(16)
            write_to_disk(mark, json.dumps([run.hex(), self._file.length]))
            return run, blocks, False
        name, length = json.loads(mark.read_text())
        run = bytes.fromhex(name)
        if length == self._file.length:
            return run, blocks, False
        if blocks and blocks[-1].start == length and blocks[-1].run == run:
            return run, blocks[:-1], True
        raise RunError(
            f"{path}: other documents were added since the unfinished run began;"
            " start anew without --resume"
        )

    def rows(self) -> Iterator[NDArray[Any]]:
        """Yield the sketches of the earlier documents, in order, many at a time."""
        kind = _stored(self._layout)
        for block in self.blocks:
            for start in range(block.rows, block.records, ROWS_AT_ONCE * kind.itemsize):
                end = min(start + ROWS_AT_ONCE * kind.itemsize, block.records)
                stored = np.frombuffer(self._file.read(start, end), kind)
                rows = np.zeros(len(stored), self._layout)
                for name in kind.names or ():
                    rows[name] = stored[name]
                rows["start"] += np.uint64(block.records)
                rows["part"] = EARLIER
                yield rows

    def read(self, start: int, end: int) -> bytes:
        """Return the record of an earlier document."""
        return self._file.read(start, end)

    def keep(self, rows: NDArray[Any]) -> None:
        """Note documents that this run keeps."""
        self._spool.add(rows)

    def take_back(self, behind: int) -> None:
        """Keep one of those noted last no longer: so many were noted behind it."""
        self._spool.take_back(self._spool.added - 1 - behind)

    def end(self, read: Callable[[int, int, int], bytes], *, complete: bool) -> None:
        """Add the documents of a run that is complete, and close the file."""
        self._spool.close()
        try:
            if complete and not self._read_only and not self._is_added:
                self._add(read)
        finally:
            if not complete:
                self._file.take_away()
            self._file.close()

    def _add(self, read: Callable[[int, int, int], bytes]) -> None:
        spool = self._spool
        if len(spool):
            rows = _as_stored(spool.rows(), self._layout)
            self._file.append(self._run, len(spool), rows, _records(spool.rows(), read))


def _stored(kind: np.dtype[Any]) -> np.dtype[Any]:
    """Return the layout of a row in the file: that of a sketch, without the part."""
    return np.dtype([(name, kind[name]) for name in kind.names or () if name != "part"])


def _as_stored(rows: Iterator[NDArray[Any]], kind: np.dtype[Any]) -> Iterator[bytes]:
    """Yield the rows for the file, whose records lie one behind the other."""
    at = 0
    for some in rows:
        stored = np.zeros(len(some), _stored(kind))
        for name in stored.dtype.names or ():
            stored[name] = some[name]
        ends = np.cumsum(some["id_bytes"].astype(np.uint64) + BYTES * some["shingles"].astype("u8"))
        stored["start"] = at
        stored["start"][1:] += ends[:-1]
        at += int(ends[-1])
        yield stored.tobytes()


def _records(
    rows: Iterator[NDArray[Any]], read: Callable[[int, int, int], bytes]
) -> Iterator[bytes]:
    for some in rows:
        for row in some:
            start = int(row["start"])
            end = start + int(row["id_bytes"]) + BYTES * int(row["shingles"])
            yield read(int(row["part"]), start, end)
