"""The order in which bytes are asked for their encoding: what is certain comes first."""

from __future__ import annotations

from dataclasses import replace

from cleaner_encoding.binary import by_controls, by_signature, control_share
from cleaner_encoding.declared import by_declaration
from cleaner_encoding.escapes import by_escapes
from cleaner_encoding.found import Found, Refused
from cleaner_encoding.inflate import inflate, is_gzip
from cleaner_encoding.legacy import by_statistics
from cleaner_encoding.marks import by_mark
from cleaner_encoding.nearly_utf8 import Reading
from cleaner_encoding.wide import by_width

_HEAD = 4096
_FEW_CONTROLS = 0.02
# Encodings whose characters take several bytes: text in them is no damaged UTF-8.
_MULTIBYTE = ("gb", "big5", "euc", "shift", "cp932", "cp949", "cp950", "johab", "iso2022", "hz")


def decide(data: bytes, inflate_cap: int = 1 << 28) -> Found | Refused:
    """Turn bytes into the text that their author meant, or refuse them."""
    if not data:
        return Found("", "utf-8", "empty")
    if is_gzip(data):
        return _inflated(data, inflate_cap)
    marked = by_mark(data)
    if marked is not None:
        return marked
    signature = by_signature(data)
    if signature is not None:
        return signature
    if data.isascii():
        return _controlled(data) or by_escapes(data) or Found(data.decode(), "ascii", "valid")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _beyond_utf8(data)
    return _controlled(data) or Found(text, "utf-8", "valid")


def _controlled(data: bytes) -> Found | Refused | None:
    """Say what valid text full of control characters is; zeros that pad its end aside."""
    head = data[:_HEAD]
    if control_share(head) < _FEW_CONTROLS:
        return None
    if not data.strip(b"\x00"):
        return Refused("binary: nothing but zeros")
    return by_width(data) or by_controls(head.rstrip(b"\x00"))


def _beyond_utf8(data: bytes) -> Found | Refused:
    wide = by_width(data)
    if wide is not None:
        return wide
    reading = Reading(data)
    declared = by_declaration(data)
    if declared is not None and (not reading.nearly_utf8 or declared.name.startswith(_MULTIBYTE)):
        return declared
    if reading.nearly_utf8:
        return reading.repair()
    return by_statistics(data)


def _inflated(data: bytes, cap: int) -> Found | Refused:
    inflated = inflate(data, cap)
    if isinstance(inflated, Refused):
        return inflated
    content, cut = inflated
    if is_gzip(content):
        return Refused("binary: gzip within gzip")
    found = decide(content)
    if isinstance(found, Found) and cut:
        return replace(found, repairs={**found.repairs, "gzip cut": 1})
    return found
