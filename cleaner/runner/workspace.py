"""The folder of a run: parts, journal and unfinished outputs, beside the output."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Self

from cleaner.errors import CleanerError
from cleaner.runner.disk import cannot_write
from cleaner.runner.outputs import has_name

JOURNAL = "journal"


class Workspace:
    """A folder that belongs to one run at a time.

    Beside a file it has a name that a later run finds again: `.out.jsonl.run`. For a stream it is
    a temporary folder, which nobody can go on with. At the end it is deleted, unless ``keep`` says
    that a later run is to go on with it.

    Raises:
        CleanerError: another run has it, or it cannot be made.
    """

    def __init__(self, output: str) -> None:
        self.can_resume = has_name(output)
        self.keep = False
        self._lock: BinaryIO | None = None
        try:
            if self.can_resume:
                target = Path(os.path.realpath(output))
                self.folder = target.parent / f".{target.name}.run"
                self._lock = self._take(output)
            else:
                self.folder = Path(tempfile.mkdtemp(prefix="cleaner-"))
        except FileNotFoundError as error:
            raise CleanerError(f"{output}: its folder {target.parent} does not exist") from error
        except OSError as error:
            raise cannot_write(output, error) from error

    def _take(self, output: str) -> BinaryIO:
        """Lock the folder; a run that has just ended may take it away meanwhile."""
        while True:
            self.folder.mkdir(exist_ok=True)
            path = self.folder / "lock"
            lock = path.open("ab")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(lock.fileno()), path.stat()):
                    return lock
            except BlockingIOError as error:
                lock.close()
                raise CleanerError(f"{output}: another run is writing it") from error
            except FileNotFoundError:
                pass
            lock.close()

    def clear(self, keep: Callable[[str], bool] | None = None) -> None:
        """Delete what an earlier run left behind, but for the names to keep."""
        for path in self.folder.iterdir():
            if path.name == "lock" or (keep is not None and keep(path.name)):
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def _remove(self) -> None:
        """Delete the folder, the journal behind all else: it tells that there is no more to do."""
        with contextlib.suppress(OSError):
            self.clear(keep=lambda name: name == JOURNAL)
            (self.folder / JOURNAL).unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.keep:
            self._remove()
        if self._lock is not None:
            self._lock.close()
