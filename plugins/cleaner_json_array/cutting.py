"""Cut a JSON array at the commas between its items.

An item that is not plainly JSON (RFC 8259) as the parser takes it, or that is too deep or too
large to tell, is left in one piece with all that comes behind it, for the reader to tell of.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import BinaryIO

from cleaner import Source
from cleaner_json_array.digits import MOST_DIGITS

_PIECE_BYTES = 4_000_000
_HEAD_BYTES = 1 << 12
# A longer item is not looked at to its end.
_MOST_PIECES = 4
# The pattern doubles with each level.
_MOST_NESTING = 5
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*\[")
_SPACE = rb"[ \t\r\n]*+"
# Half of a pair that stands alone is no character.
_HEX = rb"[0-9a-fA-F]"
_ESCAPED = rb'(?:["\\/bfnrt]|u(?![dD][89a-fA-F])%b{4}|u[dD][89abAB]%b{2}\\u[dD][c-fC-F]%b{2})' % (
    _HEX,
    _HEX,
    _HEX,
)
_STRING = rb'"[^"\\\x00-\x1f]*+(?:\\%b[^"\\\x00-\x1f]*+)*+"' % _ESCAPED
# No more digits than the parser is given.
_NUMBER = rb"-?(?:0|[1-9][0-9]{0,%d})(?:\.[0-9]{1,%d})?(?:[eE][-+]?[0-9]{1,9})?" % (
    MOST_DIGITS - 1,
    MOST_DIGITS,
)
_SCALAR = rb"%b|%b|true|false|null" % (_STRING, _NUMBER)


@functools.cache
def _item(nesting: int) -> re.Pattern[bytes]:
    """Return how an item looks with the comma behind it, nested as deep at most."""
    value = _SCALAR
    for _ in range(nesting):
        value = rb"%b|\[%b\]|\{%b\}" % (
            _SCALAR,
            _list_of(rb"(?:%b)" % value, rb"\]"),
            _list_of(rb"%b%b:%b(?:%b)" % (_STRING, _SPACE, _SPACE, value), rb"\}"),
        )
    # An array does not end behind a comma: then the comma is told of with what is before it.
    return re.compile(rb"%b(?:%b)%b,(?=%b[^ \t\r\n\]])" % (_SPACE, value, _SPACE, _SPACE))


def _list_of(member: bytes, close: bytes) -> bytes:
    part = rb"%b%b(?:,%b(?!%b)|(?=%b))" % (member, _SPACE, _SPACE, close, close)
    return rb"%b(?:%b)*+" % (_SPACE, part)


def is_array(stream: BinaryIO) -> bool:
    """Tell whether an array begins a stream, which is read from."""
    return _HEAD.match(stream.read(_HEAD_BYTES)) is not None


def pieces(source: Source, most_nesting: int, most_item: int) -> Iterator[Source]:
    """Cut a file with an array into pieces of whole items, without the commas between them.

    ``number`` of a piece is that of its first item; the last piece has the end of the file.
    """
    item = _item(min(most_nesting, _MOST_NESTING))
    with source.open() as stream:
        start, number = 0, 1
        for end, count in _cut(stream, item, most_item):
            yield source.piece(start, end, number, number)
            start, number = end + len(b","), number + count
        yield source.piece(start, max(source.size, start), number, number)


def _cut(stream: BinaryIO, item: re.Pattern[bytes], most: int) -> Iterator[tuple[int, int]]:
    """Yield where the comma behind some items is, and how many items these are."""
    held = stream.read(max(_PIECE_BYTES, _HEAD_BYTES))
    head = _HEAD.match(held)
    at, begun, count = head.end() if head else 0, 0, 0
    while head:
        while found := item.match(held, at):
            if found.end() - at > most:
                return
            at, count = found.end(), count + 1
        if count and at >= _PIECE_BYTES:
            if not _is_unicode(held[:at]):
                return
            yield begun + at - len(b","), count
            held, begun, at, count = held[at:], begun + at, 0, 0
        # Twice as much each time: a long item is looked at anew with each.
        more = stream.read(max(_PIECE_BYTES, len(held)))
        if not more or len(held) - at > _MOST_PIECES * _PIECE_BYTES:
            return
        held += more


def _is_unicode(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
