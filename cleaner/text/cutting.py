"""Make the documents that a text is cut into, by compiled code where there was a C compiler."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cleaner.kernels import kernels


@functools.cache
def compiled() -> Callable[..., list[Any]] | None:
    """Return ``cuts`` of cuts.c, or None where it was not compiled from this state of it."""
    if kernels(Path(__file__).parent).library is None:
        return None
    quick: Callable[..., list[Any]] = importlib.import_module("cleaner.text._kernels").cuts
    return quick
