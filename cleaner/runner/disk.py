"""What has to reach the disk, and what is told where it cannot."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaner.errors import CleanerError
from cleaner.input.source import STANDARD_INPUT

STANDARD_OUTPUT = STANDARD_INPUT


_WRITE = 2  # SYNC_FILE_RANGE_WRITE
# Below this, asking costs more than it gains.
_WORTH_BEGINNING = 1_000_000


def begin_sync(descriptor: int, length: int) -> None:
    """Have the kernel begin to bring a file of that length to the disk, where it can be asked to.

    What is there already when it has to be takes no time then. This promises nothing.
    """
    if length >= _WORTH_BEGINNING and (call := _sync_file_range()) is not None:
        call(descriptor, 0, 0, _WRITE)


@functools.cache
def _sync_file_range() -> Any:
    import ctypes  # noqa: PLC0415 (the command line starts without it)

    call = getattr(ctypes.CDLL(None), "sync_file_range", None)
    if call is not None:
        call.argtypes = [ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint]
    return call


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
