"""Make the documents that a text is cut into, by compiled code where there was a C compiler."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cleaner.kernels import kernels


@functools.cache
def compiled() -> Callable[..., list[Any]] | None:
    """Return ``cuts`` of cuts.c, or None where it was not compiled from this state of it."""
    kernel = kernels(Path(__file__).parent).module("cleaner.text")
    return kernel.cuts if kernel else None
