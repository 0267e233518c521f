"""Gzip around a text: inflated up to a cap."""

from __future__ import annotations

import io
import zlib

from cleaner_encoding.found import Refused

GZIP = b"\x1f\x8b\x08"
# Bytes that are inflated at a time.
_PIECE = 1 << 16
_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS


def is_gzip(data: bytes) -> bool:
    """Say whether the bytes begin as gzip's do."""
    return data.startswith(GZIP)


def inflate(data: bytes, cap: int) -> tuple[bytes, bool] | Refused:
    """Return what gzip holds (all its members) and whether its end is missing.

    Refuses more than ``cap`` bytes, and data of which nothing can be inflated. What follows the
    last member is ignored, as gzip itself does with padding.
    """
    inflated = io.BytesIO()  # which gives its bytes away without a copy
    at = 0
    while data.startswith(GZIP, at):
        member = zlib.decompressobj(_WITH_GZIP_HEADER)
        try:
            while not member.eof and at < len(data):
                piece = data[at : at + _PIECE]
                inflated.write(member.decompress(piece, cap - inflated.tell() + 1))
                if inflated.tell() > cap:
                    return Refused(f"gzip: inflates to more than {cap} bytes")
                at += len(piece) - len(member.unused_data)
        except zlib.error as error:
            if not inflated.tell():
                return Refused(f"binary: broken gzip ({error})")
            return inflated.getvalue(), True
        if not member.eof:
            if not inflated.tell():
                return Refused("binary: broken gzip (cut within its header)")
            return inflated.getvalue(), True
    return inflated.getvalue(), False
