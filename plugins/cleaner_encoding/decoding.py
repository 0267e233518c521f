"""The order in which bytes are asked for their encoding: what is certain comes first."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from cleaner_encoding.binary import SIGNATURES, by_controls, by_signature, control_share
from cleaner_encoding.declared import by_declaration
from cleaner_encoding.escapes import by_escapes
from cleaner_encoding.force import by_force
from cleaner_encoding.found import Found, Refused
from cleaner_encoding.inflate import GZIP, inflate, is_gzip
from cleaner_encoding.legacy import by_statistics
from cleaner_encoding.marks import MARKS, by_mark
from cleaner_encoding.mixed import by_lines
from cleaner_encoding.nearly_utf8 import Reading, holds_sequences
from cleaner_encoding.one_place import is_damage
from cleaner_encoding.options import Options
from cleaner_encoding.sampling import windows
from cleaner_encoding.wide import by_width

_HEAD = 1024
_BINARY_HEAD = 4096
# Shares of control characters: text has none; valid text with a few may be UTF-16; compressed
# data has one in eleven; valid text with more than that is no text either.
_FEW_CONTROLS = 0.02
_MANY_CONTROLS = 0.05
_MOST_CONTROLS = 0.1
# How marks, gzip and other known kinds of data begin: one look spares many.
_FIRST_BYTES = frozenset(known[:1] for known in (*MARKS, *SIGNATURES, GZIP))
# Data beyond this is not looked at line by line, which would take several times its memory; and
# of whether it is UTF-8 with damage, windows of it tell.
_LARGE = 1 << 24
_WINDOWS, _WINDOW = 64, 1 << 16
_MANY = 1000
# Encodings whose characters take several bytes: text in them is no damaged UTF-8.
_MULTIBYTE = ("gb", "big5", "euc", "shift", "cp932", "cp949", "cp950", "johab", "iso2022", "hz")


def decide(data: bytes, options: Options, charset: str = "") -> Found | Refused:
    """Turn bytes into the text that their author meant, or refuse them."""
    if data[:1] in _FIRST_BYTES and is_gzip(data):
        return _inflated(data, options)
    if options.force:
        return by_force(data, options.force)
    found = _decide(data, options, charset)
    if isinstance(found, Found) and found.confidence < options.min_confidence:
        return Refused(f"encoding uncertain: {found.candidates or found.name}")
    return found


def _decide(data: bytes, options: Options, charset: str) -> Found | Refused:
    if data[:1] in _FIRST_BYTES:
        special = by_mark(data) or by_signature(data)
        if special is not None:
            return special
    if not data:
        return Found("", "utf-8", "empty")
    if data.isascii():
        return by_escapes(data) or _controlled(data) or Found(data.decode(), "ascii", "valid")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _beyond_utf8(data, options, charset)
    return _controlled(data) or Found(text, "utf-8", "valid")


def _controlled(data: bytes) -> Found | Refused | None:
    """Say what valid text full of control characters is; zeros that pad its end aside."""
    head = data[:_HEAD].rstrip(b"\x00")
    if not head and not data.strip(b"\x00"):
        return Refused("binary: nothing but zeros")
    if control_share(head) < _FEW_CONTROLS:
        return None
    # In wide text without a byte beyond ASCII, half of the bytes are zeros or name its script.
    parted = head.count(0) * 4 < len(head) and not control_share(head.replace(b"\x00", b""))
    wide = None if parted else by_width(data)
    return wide or by_controls(head, _MOST_CONTROLS)


def _beyond_utf8(data: bytes, options: Options, charset: str) -> Found | Refused:
    special = by_width(data) or by_controls(data[:_BINARY_HEAD], _MANY_CONTROLS)
    if special is not None:
        return special
    statistics = partial(by_statistics, prefer=options.prefer, fallback=options.fallback)
    declared = by_declaration(data, charset)
    if declared is None and is_damage(data):
        return Reading(data).repair()
    if (len(data) > _LARGE and _is_clearly_legacy(data)) or not holds_sequences(data):
        return declared or statistics(data)
    reading = Reading(data)
    if declared is not None and (not reading.nearly_utf8 or declared.name.startswith(_MULTIBYTE)):
        return declared
    if reading.nearly_utf8:
        return reading.repair()
    look = reading.valid and len(data) <= _LARGE
    mixed = by_lines(reading.text, statistics) if look else None
    return mixed or statistics(data)


def _is_clearly_legacy(data: bytes) -> bool:
    """Say whether what lies beyond ASCII is mostly no UTF-8, in windows of large data."""
    reading = Reading(windows(data, _WINDOWS, _WINDOW))
    return reading.stray > reading.valid + _MANY


def _inflated(data: bytes, options: Options) -> Found | Refused:
    inflated = inflate(data, options.inflate_limit)
    if isinstance(inflated, Refused):
        return inflated
    content, cut = inflated
    if is_gzip(content):
        return Refused("binary: gzip within gzip")
    found = decide(content, options)
    if isinstance(found, Found) and cut:
        return replace(found, repairs={**found.repairs, "gzip cut": 1})
    return found
