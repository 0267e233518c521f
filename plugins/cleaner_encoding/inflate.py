"""Gzip around a text: inflated up to a cap."""

from __future__ import annotations

import zlib

from cleaner_encoding.found import Refused

GZIP = b"\x1f\x8b\x08"
_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS


def is_gzip(data: bytes) -> bool:
    """Say whether the bytes begin as gzip's do."""
    return data.startswith(GZIP)


def inflate(data: bytes, cap: int) -> tuple[bytes, bool] | Refused:
    """Return what gzip holds (all its members) and whether its end is missing.

    Refuses more than ``cap`` bytes, and data of which nothing can be inflated. What follows the
    last member is ignored, as gzip itself does with padding.
    """
    parts: list[bytes] = []
    size = 0
    while is_gzip(data):
        member = zlib.decompressobj(_WITH_GZIP_HEADER)
        try:
            part = member.decompress(data, cap - size + 1)
        except zlib.error as error:
            if not size:
                return Refused(f"binary: broken gzip ({error})")
            return b"".join(parts), True
        size += len(part)
        parts.append(part)
        if size > cap:
            return Refused(f"gzip: inflates to more than {cap} bytes")
        if not member.eof:
            if not size:
                return Refused("binary: broken gzip (cut within its header)")
            return b"".join(parts), True
        data = member.unused_data
    return b"".join(parts), False
