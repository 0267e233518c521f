"""Compiled kernels, by ctypes: compiled when the package is built, where there is a C compiler."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any


@functools.cache
def kernels(folder: Path) -> Any:
    """Return the compiled kernels of a folder (a ``ctypes.CDLL``), or None where there are none.

    None also stands for kernels that were compiled for another machine. Whoever asks computes the
    same without them.
    """
    import ctypes  # noqa: PLC0415 (the command line starts without it)

    for path in sorted(folder.glob("_kernels.*")):
        try:
            return ctypes.CDLL(str(path))
        except OSError:
            continue
    return None
