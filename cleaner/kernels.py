"""Compiled kernels, for ctypes or as a module: made with the package, where there is a C compiler.

An editable install keeps those that it was made with, whatever becomes of their sources since: such
ones are not used.
"""

from __future__ import annotations

import functools
import importlib
from pathlib import Path
from typing import Any, NamedTuple


class Kernels(NamedTuple):
    """The library (a ``ctypes.CDLL``) and its file, or None and what is the matter."""

    library: Any = None
    fault: str = ""
    path: str = ""

    def module(self, package: str) -> Any:
        """Return them as the module of Python's that they are, or None.

        ``package`` is that of their folder.
        """
        return importlib.import_module(f"{package}._kernels") if self.library else None


@functools.cache
def kernels(folder: Path) -> Kernels:
    """Return the compiled kernels of a folder, if they are of the sources that lie there.

    They tell their sources by a function ``kernels_sources``. Whoever asks computes the same
    without them.
    """
    import ctypes  # noqa: PLC0415 (the command line starts without it)

    path = next(iter(sorted(folder.glob("_kernels.*"))), None)
    if path is None:
        return Kernels(fault="are not there")
    try:
        library = ctypes.CDLL(str(path))
        library.kernels_sources.restype = ctypes.c_char_p
    except OSError as error:
        return Kernels(fault=f"cannot be loaded ({error})")
    except AttributeError:  # older than what tells of their sources
        return Kernels(fault="are of older sources")
    if library.kernels_sources().decode() != digest(folder):
        return Kernels(fault="are of other sources")
    return Kernels(library, path=str(path))


def digest(folder: Path) -> str:
    """Return what tells the sources of a folder's kernels from others."""
    import hashlib  # noqa: PLC0415 (the command line starts without it)

    sources = sorted((*folder.glob("*.c"), *folder.glob("*.h")))
    parts = [path.name.encode() + b"\0" + path.read_bytes() for path in sources]
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()
