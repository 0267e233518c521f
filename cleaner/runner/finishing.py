"""Make an output from its lines, when all of them are there: compressed, Parquet, in shards.

The lines are what the journal and `--resume` know of; what is made from them lies beside them until
it is complete, and is made anew by a run that is resumed.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import BinaryIO

from cleaner.output.target import Finisher
from cleaner.output.writing import LINES
from cleaner.runner.extent import Extent, read_on
from cleaner.runner.naming import Ready
from cleaner.runner.shards import Shard, ShardSize, make_shards

_COPY_BYTES = 1 << 20


class Finishing:
    """How an output is made from its lines; without a finisher, shards hold the lines as they are.

    ``jobs`` is how many threads may work at it.
    """

    def __init__(self, finisher: Finisher | None, size: ShardSize | None, jobs: int) -> None:
        self._finisher = finisher
        self._size = size
        self._jobs = jobs
        self._shards: list[Shard] = []

    def make(self, lines: Path) -> Path:
        """Make the output beside its lines and bring it to the disk; return where it lies."""
        made = lines.with_name("finished")
        with lines.open("rb") as read:
            if self._size is not None:
                suffix = self._finisher.suffix if self._finisher else LINES
                self._shards = make_shards(read, made, self._size, suffix, self._write)
                return made
            with made.open("wb") as file:
                self._write(read, file)
                file.flush()
                os.fsync(file.fileno())
        return made

    def stream(self, lines: Path, output: BinaryIO) -> None:
        """Make the output where it cannot be replaced, such as standard output."""
        with lines.open("rb") as read:
            self._write(read, output)
        output.flush()

    def ready(self, made: Path, target: bytes) -> Ready:
        """Say how what was made comes to its name."""
        if self._size is not None:
            return Ready(made.name, target, shards=self._shards)
        return Ready(made.name, target, read_on(made, Extent(), made.stat().st_size))

    def _write(self, lines: BinaryIO, output: BinaryIO) -> None:
        if self._finisher is not None:
            self._finisher.finish(lines, output, self._jobs)
        else:
            shutil.copyfileobj(lines, output, _COPY_BYTES)
