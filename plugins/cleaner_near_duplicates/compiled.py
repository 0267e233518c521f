"""The compiled kernels: where they are, and whether they fit their sources.

They are compiled when the package is built, where there is a C compiler. An editable install keeps
those that it was made with, whatever becomes of the sources since: such ones are not used.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import sys
from ctypes import POINTER, c_int64, c_void_p
from pathlib import Path
from typing import Any, NamedTuple

_FOLDER = Path(__file__).parent
_REMEDY = "numpy does the same, far more slowly; `pip install` with a C compiler mends it"


class Kernels(NamedTuple):
    """The loaded library, or None and what is the matter; ``python`` holds the GIL in its calls."""

    library: Any = None
    python: Any = None
    fault: str = ""


def library() -> Any:
    """Return the compiled kernels, whose calls release the GIL; None where there are none."""
    return _kernels().library


def python() -> Any:
    """Return the compiled kernels for calls that look at Python's objects."""
    return _kernels().python


def fault() -> str:
    """Say in one line why the compiled kernels are not used; empty where they are."""
    return _kernels().fault


def digest(folder: Path = _FOLDER) -> str:
    """Return what tells the sources of the kernels from others."""
    sources = sorted((*folder.glob("*.c"), *folder.glob("*.h")))
    parts = [path.name.encode() + b"\0" + path.read_bytes() for path in sources]
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()


@functools.cache
def _kernels() -> Kernels:
    return find(_FOLDER)


def find(folder: Path) -> Kernels:
    """Load the kernels of a folder, if they are compiled from the sources that lie there."""
    paths = sorted(folder.glob("_kernels.*"))
    if not paths:
        return Kernels(fault=f"its compiled kernels are not there: {_REMEDY}")
    if sys.byteorder != "little":
        return Kernels(fault="its compiled kernels are for little-endian machines: numpy is used")
    try:
        kernels, holding = ctypes.CDLL(str(paths[0])), ctypes.PyDLL(str(paths[0]))
        kernels.near_sources.restype = ctypes.c_char_p
        if kernels.near_sources().decode() != digest(folder):
            return Kernels(fault=f"its compiled kernels are of other sources: {_REMEDY}")
        return Kernels(_declare(kernels), _declare_holding(holding))
    except OSError as error:
        return Kernels(fault=f"its compiled kernels cannot be loaded ({error}): {_REMEDY}")
    except AttributeError:  # older than what tells of their sources
        return Kernels(fault=f"its compiled kernels are of older sources: {_REMEDY}")


def _declare(kernels: ctypes.CDLL) -> ctypes.CDLL:
    kernels.near_sketch.argtypes = [c_void_p]
    kernels.near_new.argtypes = [c_int64]
    kernels.near_new.restype = c_void_p
    kernels.near_free.argtypes = [c_void_p]
    kernels.near_next.argtypes = [c_void_p, c_void_p, *[c_int64] * 4, c_void_p, POINTER(c_int64)]
    kernels.near_next.restype = c_int64
    kernels.near_look.argtypes = [c_void_p, c_void_p]
    kernels.near_look.restype = c_int64
    kernels.near_keep.argtypes = [c_void_p, c_void_p, c_void_p]
    kernels.near_candidates.argtypes = [c_void_p, POINTER(c_int64)]
    kernels.near_candidates.restype = POINTER(ctypes.c_uint32)
    kernels.near_prune.argtypes = [c_void_p, c_int64]
    kernels.near_prune.restype = c_int64
    kernels.near_join.argtypes = [c_void_p, c_int64]
    kernels.near_own.argtypes = [c_void_p, ctypes.c_char_p, c_int64, c_int64]
    kernels.near_shared.argtypes = [c_void_p, ctypes.c_char_p, *[c_int64] * 3]
    kernels.near_shared.restype = c_int64
    kernels.near_shared_many.argtypes = [c_void_p, *[c_void_p] * 3, c_int64, c_void_p]
    kernels.near_shared_many.restype = None
    return kernels


def _declare_holding(kernels: ctypes.PyDLL) -> ctypes.PyDLL:
    kernels.near_utf8.argtypes = [c_void_p, ctypes.py_object, c_int64, c_void_p, c_void_p]
    kernels.near_utf8.restype = c_int64
    return kernels
