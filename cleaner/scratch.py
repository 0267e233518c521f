"""Scratch: bytes that a step leaves in the worker and may want back in the main process."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import msgspec


class Reference(msgspec.Struct, frozen=True, array_like=True):
    """Where the bytes lie: part number, and start and end within it."""

    part: int
    start: int
    end: int


class Scratch(Protocol):
    """The run's scratch folder, as a step sees it: written by ``sketch``, read by ``admit``."""

    def put(self, data: bytes | memoryview) -> Reference:
        """Keep the bytes until the run ends; only in a worker's ``sketch``."""

    def get(self, reference: Reference) -> bytes:
        """Give the bytes back; only in the main process's ``admit``."""

    def file(self, name: str) -> Path:
        """Name a file that the step may write as it likes; only in the main process.

        It lasts until the run is complete: a run that was killed and is resumed finds it as it
        was left, and a run that begins anew finds none.
        """
