"""A file that knows the checksum of what was written to it, so that it is not read again for it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.runner.extent import Extent, read_on

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Summed(io.FileIO):
    """A file that is only written on, from the end of what ``begun`` tells of.

    ``extent`` is what was written by this object, up to where the kernel has copied something to
    the file itself: ``catch_up`` goes on from there.
    """

    def __init__(self, descriptor: int, begun: Extent) -> None:
        super().__init__(descriptor, "r+b")
        self.truncate(begun.length)
        self.seek(begun.length)
        self.extent = begun

    def write(self, data: ReadableBuffer, /) -> int:
        """Write, as far as the system takes it in one go."""
        follows = self.tell() == self.extent.length
        written = super().write(data)
        if written and follows:
            self.extent = self.extent.add(memoryview(data).cast("B")[:written])
        return written

    def catch_up(self, path: Path) -> None:
        """Read what lies behind ``extent``, if anything does; ``path`` is the file's."""
        if self.extent.length < self.tell():
            self.extent = read_on(path, self.extent, self.tell())
