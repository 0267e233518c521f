"""Errors of the disk, told in one line: what cannot be written concerns all documents, not one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from cleaner import RunError


@contextlib.contextmanager
def telling(path: str | os.PathLike[str]) -> Iterator[None]:
    """Have a file that cannot be written end the run.

    Raises:
        RunError: in place of an ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise RunError(f"{Path(path)}: it cannot be written: {error.strerror or error}") from error


def write_to_disk(path: Path, text: str) -> None:
    """Write a small file that is to be there when the machine has lost its power.

    Raises:
        RunError: it cannot be written.
    """
    with telling(path), path.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
