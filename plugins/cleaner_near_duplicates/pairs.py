"""The report of pairs: a JSON object a line, for people and for `cleaner tune`.

The first line says what was looked for, then comes a line for each pair, in the order in which
documents were decided on, and the last line counts the documents; without it a report is not whole.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner import RunError, Scratch
from cleaner_near_duplicates import settings
from cleaner_near_duplicates.comparing import COPY, Found
from cleaner_near_duplicates.disk import telling
from cleaner_near_duplicates.grid import VERSION

if TYPE_CHECKING:
    from cleaner_near_duplicates import Options


class Pairs:
    """A report that is being written; it gets its name when the run is complete.

    Raises:
        RunError: it cannot be written.
    """

    def __init__(self, path: str, options: Options, scratch: Scratch) -> None:
        self._path = Path(path)
        folder = Path(os.path.realpath(path)).parent
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            raise RunError(f"{path}: its folder {folder} is not there, or cannot be written to")
        self._unfinished = scratch.file("near-duplicates.pairs")
        with telling(self._unfinished):
            self._file = self._unfinished.open("w", encoding="utf-8")
        self._pairs = 0
        lowest = settings.lowest(options)
        self._write({"pairs": VERSION, "threshold": options.threshold, "lowest": lowest})

    def add(self, identity: str, found: Found, *, earlier_run: bool, dropped: bool) -> None:
        """Report that a document resembles another one."""
        line: dict[str, Any] = {
            "id": identity,
            "of": found.identity,
            "similarity": found.similarity,
        }
        if found.reason == COPY:
            line["exact_copy"] = True
        if found.containment is not None:
            line["containment"] = found.containment
            line["dropped"] = dropped
        if earlier_run:
            line["earlier_run"] = True
        self._pairs += 1
        self._write(line)

    def _write(self, line: dict[str, Any]) -> None:
        with telling(self._unfinished):
            self._file.write(f"{json.dumps(line)}\n")

    def end(self, documents: int, *, complete: bool) -> None:
        """Finish the report, and give it its name if the run is complete."""
        if complete:
            self._write({"documents": documents, "reported": self._pairs})
        with telling(self._path):
            if complete:
                self._file.flush()
                os.fsync(self._file.fileno())
            self._file.close()
            if complete:
                _move(self._unfinished, Path(os.path.realpath(self._path)))


def _move(source: Path, target: Path) -> None:
    """Give a file its name; from another file system by way of a copy beside it."""
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            shutil.copyfile(source, beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
