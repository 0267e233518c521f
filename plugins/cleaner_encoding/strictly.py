"""Strict decoding, but for a character that the end of the data cuts."""

from __future__ import annotations

# No character of an encoding here has more bytes, escapes aside.
_LONGEST = 4


def strictly(data: bytes, name: str) -> tuple[str, dict[str, int]] | None:
    r"""Return the text and what was repaired of it, or None where the encoding does not fit.

    >>> strictly("日本".encode("cp932")[:-1], "cp932")[1]
    {'cut character': 1}
    """
    try:
        return data.decode(name), {}
    except UnicodeDecodeError as error:
        if not max(0, len(data) - _LONGEST) <= error.start:
            return None
        return data[: error.start].decode(name) + "\ufffd", {"cut character": 1}
    except (UnicodeError, LookupError, ValueError):
        return None
