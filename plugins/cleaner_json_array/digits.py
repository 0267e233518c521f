"""Numbers with hundreds of digits, which must not reach the parser: it crashes on the longest."""

from __future__ import annotations

import re

# Python makes an integer of any text that is shorter, however it is set up.
MOST_DIGITS = 639
_RUN = re.compile(rb"[0-9]{%d,}" % (MOST_DIGITS + 1))
# A run has so many digits in a row at such distances, which other texts hardly have.
_DISTANCE = 128
_IN_A_ROW = re.compile(rb"[0-9]{%d}" % ((MOST_DIGITS + 1) // _DISTANCE))
# A number that no float holds takes the place.
_HUGE = b"9e9999"


class Shortened:
    """Makes numbers out of range of those that are too long, in JSON that comes in parts.

    >>> part = Shortened()
    >>> part(b'["' + b"1" * 700 + b'", ' + b"1" * 350) == b'["' + b"1" * 700 + b'", '
    True
    >>> part(b"1" * 350), part(b"1, 2"), part(b"3, 4"), part(b"")
    (b'', b'9e9999, ', b'23, ', b'4')
    """

    def __init__(self) -> None:
        self._in_text = False
        self._held = b""

    def __call__(self, data: bytes) -> bytes:
        """Return what is known of the parts so far; the rest with an empty one, at the end."""
        is_end, data = not data, self._held + data
        starts_in_text, self._held = self._in_text, b""
        if _quotes(data) % 2:
            self._in_text = not self._in_text
        if not is_end:
            # An escape, or a number, may go on; of a number this long no more need be held.
            held = len(data) - len(data.rstrip(b"\\")) & 1
            if not self._in_text:
                held = held or len(data) - len(data.rstrip(b"0123456789"))
            data, self._held = data[: len(data) - held], data[len(data) - held :]
            self._held = self._held[: MOST_DIGITS + 1]
        if not _IN_A_ROW.search(data[::_DISTANCE]):
            return data
        return _RUN.sub(lambda run: _short(run, starts_in_text), data)


def _short(run: re.Match[bytes], starts_in_text: bool) -> bytes:
    in_text = starts_in_text ^ bool(_quotes(run.string[: run.start()]) % 2)
    return run[0] if in_text else _HUGE


def _quotes(data: bytes) -> int:
    """Count the quotes that begin or end a text."""
    if b"\\" in data:
        data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    return data.count(b'"')
