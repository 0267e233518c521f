"""What has to reach the disk, and what is told where it cannot."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from cleaner.errors import CleanerError
from cleaner.input.source import STANDARD_INPUT

STANDARD_OUTPUT = STANDARD_INPUT


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def telling(path: str) -> Iterator[None]:
    """Tell in one line what cannot be written for an output; a closed pipe is told otherwise."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: str, error: OSError) -> CleanerError:
    """Say that an output cannot be written, and why."""
    name = "standard output" if path == STANDARD_OUTPUT else path
    return CleanerError(f"{name}: it cannot be written: {error.strerror or error}")
