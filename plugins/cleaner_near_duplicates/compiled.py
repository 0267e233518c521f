"""The compiled kernels: their functions, and why they are not used where they are not."""

from __future__ import annotations

import ctypes
import functools
import sys
from ctypes import POINTER, c_int64, c_void_p
from pathlib import Path
from typing import Any, NamedTuple

from cleaner import kernels

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


@functools.cache
def _kernels() -> Kernels:
    return find(_FOLDER)


def find(folder: Path) -> Kernels:
    """Load the kernels of a folder, if they are compiled from the sources that lie there."""
    library, fault, path = kernels(folder)
    if library is None:
        return Kernels(fault=f"its compiled kernels {fault}: {_REMEDY}")
    if sys.byteorder != "little":
        return Kernels(fault="its compiled kernels are for little-endian machines: numpy is used")
    return Kernels(_declare(library), _declare_holding(ctypes.PyDLL(path)))


def _declare(library: ctypes.CDLL) -> ctypes.CDLL:
    library.near_sketch.argtypes = [c_void_p]
    library.near_new.argtypes = [c_int64, c_int64]
    library.near_new.restype = c_void_p
    library.near_free.argtypes = [c_void_p]
    library.near_next.argtypes = [c_void_p, c_void_p, *[c_int64] * 4, c_void_p, POINTER(c_int64)]
    library.near_next.restype = c_int64
    library.near_look.argtypes = [c_void_p, c_void_p]
    library.near_look.restype = c_int64
    library.near_keep.argtypes = [c_void_p, c_void_p, c_void_p]
    library.near_candidates.argtypes = [c_void_p, POINTER(c_int64)]
    library.near_candidates.restype = POINTER(ctypes.c_uint32)
    library.near_prune.argtypes = [c_void_p, c_int64]
    library.near_prune.restype = c_int64
    library.near_join.argtypes = [c_void_p, c_int64]
    library.near_own.argtypes = [c_void_p, ctypes.c_char_p, c_int64, c_int64]
    library.near_shared.argtypes = [c_void_p, ctypes.c_char_p, *[c_int64] * 3]
    library.near_shared.restype = c_int64
    library.near_smallest.argtypes = [c_void_p, c_void_p, ctypes.c_double, c_int64]
    library.near_smallest.restype = c_int64
    library.near_hold.argtypes = [c_void_p, c_int64, ctypes.c_char_p, *[c_int64] * 3]
    library.near_nearest.argtypes = [c_void_p, c_void_p, c_void_p]
    library.near_nearest.restype = c_int64
    return library


def _declare_holding(library: ctypes.PyDLL) -> ctypes.PyDLL:
    library.near_utf8.argtypes = [c_void_p, ctypes.py_object, c_int64, c_void_p, c_void_p]
    library.near_utf8.restype = c_int64
    return library
