"""Bytes that are no text: known by their first bytes, or by what they are full of."""

from __future__ import annotations

from cleaner_encoding.found import Refused

# Kinds whose bytes may all be ASCII or valid UTF-8; chardet knows many more of the others.
_KINDS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"RIFF", "RIFF media"),
    (b"\x7fELF", "an ELF program"),
    (b"MZ\x90", "a Windows program"),
    (b"\x1f\x8b", "gzip within gzip"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "a Microsoft Office document"),
    (b"OggS", "Ogg media"),
    (b"ID3", "an MP3 file"),
)
SIGNATURES = tuple(magic for magic, _ in _KINDS)
# Control characters that text has: BEL, BS, TAB, LF, VT, FF, CR, SUB, ESC.
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27})
_SAMPLE = 4096


def by_signature(data: bytes) -> Refused | None:
    """Refuse bytes that begin as files of a known kind do."""
    if not data.startswith(SIGNATURES):
        return None
    kind = next(kind for magic, kind in _KINDS if data.startswith(magic))
    # Letters alone are a word; a file of that kind goes on with bytes that no text has.
    if kind != "a PDF document" and not control_share(data[:_SAMPLE]) and data[:64].isascii():
        return None
    return Refused(f"binary: {kind}")


def control_share(data: bytes) -> float:
    """Return the share of control characters that no text has, in the first bytes (0 to 1)."""
    sample = data[:_SAMPLE]
    return 1 - len(sample.translate(None, _CONTROLS)) / max(1, len(sample))


def by_controls(data: bytes, most: float) -> Refused | None:
    """Refuse bytes of which a greater share than ``most`` are control characters."""
    share = control_share(data)
    if share <= most:
        return None
    return Refused(f"binary: {share:.0%} control characters")
