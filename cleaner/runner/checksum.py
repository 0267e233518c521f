"""The checksum of what is written: CRC-32, by compiled code where there was a C compiler."""

from __future__ import annotations

import functools
import importlib
import zlib
from collections.abc import Callable
from pathlib import Path

from cleaner.kernels import kernels

# Below this, what is asked here costs more than it gains.
_LEAST = 4096
_BLOCK = 16


def crc32(data: bytes | memoryview, value: int = 0) -> int:
    """Return what ``zlib.crc32`` does; of more than a few bytes in a quarter of the time."""
    fold = _compiled() if len(data) >= _LEAST else None
    if fold is None:
        return zlib.crc32(data, value)
    return zlib.crc32(data[len(data) - len(data) % _BLOCK :], fold(data, value))


@functools.cache
def _compiled() -> Callable[[bytes | memoryview, int], int] | None:
    """Return ``crc32`` of checksum.c, or None where this machine has none."""
    if kernels(Path(__file__).parent).library is None:
        return None
    found = importlib.import_module("cleaner.runner._kernels")
    quick: Callable[[bytes | memoryview, int], int] = found.crc32
    return quick if found.can_fold() else None
