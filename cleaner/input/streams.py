"""Read a stream that may be damaged somewhere."""

from __future__ import annotations

from typing import Any, BinaryIO

from cleaner.errors import CleanerError


def read_up_to_damage(stream: BinaryIO, size: int) -> bytes:
    """Read so many bytes, or what there is before the stream ends or breaks.

    ``read`` loses what it has when the stream breaks before it has all. What broke it is raised by
    the next call, as these streams raise it again.

    Raises:
        CleanerError: the stream breaks where it is.
        OSError: it cannot be read.
    """
    parts: list[bytes] = []
    part_of: Any = getattr(stream, "read1", stream.read)
    while size:
        try:
            part: bytes = part_of(size)
        except (CleanerError, OSError):
            if not parts:
                raise
            break
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
