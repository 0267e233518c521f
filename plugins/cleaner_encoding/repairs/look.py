r"""One look at a text says what repairs can find in it: most texts need none.

Each unit of the text in UTF-16 is looked up in a table of what its character is about. numpy does
that some eight times as fast as expressions search for the same characters.
"""

from __future__ import annotations

import string
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from cleaner_encoding.mojibake import C1, ENDING, TELLING
from cleaner_encoding.repairs.kinds import AFFECTED, CHARACTERS, SUSPECT, UNCOMPOSED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALL = SUSPECT | UNCOMPOSED | AFFECTED
# Mojibake has a telling character beside another beyond ASCII, or one of a few at a word's end.
_TELLING, _BEYOND_ASCII = 16, 8
_ENDING, _NO_LETTER = 64, 32
_NEXT = 1  # how far the bit of what makes a character suspect lies from that of the character

# Deleting bytes is ten times as fast as searching with an expression.
_AFFECTED_ASCII = bytes({*range(32), 127} - {9, 10, 12})
# Units at a time: a processor's cache holds them with the table.
_BLOCK = 1 << 14
_SURROGATES = range(0xD800, 0xE000)
_TAGS = 0xDB40  # the first unit of U+E0000 to U+E007F
_FIRST_UNCOMPOSED = 0x300
_HANGUL_JAMO = range(0x1100, 0x1200)


def look(text: str) -> int:
    r"""Return what may be there to repair: bits of SUSPECT, UNCOMPOSED and AFFECTED; 0 is nothing.

    >>> look("déjà vu"), look("plain\r\n") == AFFECTED, look("Cafe\u0301") == UNCOMPOSED
    (0, True, True)
    """
    if text.isascii():
        data = text.encode("ascii")
        return AFFECTED if len(data.translate(None, _AFFECTED_ASCII)) < len(data) else 0
    found = 0
    try:
        for start in range(0, len(text), _BLOCK):
            # With the neighbours of its first and last characters; behind the last is no letter.
            block = text[max(0, start - 1) : start + _BLOCK + 1]
            found |= _look((block + "\n").encode("utf-16-le"))
    except UnicodeEncodeError:  # a lone surrogate
        return ALL
    return found


def _look(units: bytes) -> int:
    import numpy as np  # noqa: PLC0415 (text in ASCII does without)

    about = _table().take(np.frombuffer(units, "<u2"), mode="clip")
    found = int(np.bitwise_or.reduce(about))
    if found & (_TELLING | _ENDING):
        one, other = about[:-1], about[1:]
        behind = int(np.bitwise_or.reduce((one >> _NEXT) & other))
        before = int(np.bitwise_or.reduce(one & (other >> _NEXT)))
        if behind & (_BEYOND_ASCII | _NO_LETTER) or before & _BEYOND_ASCII:
            found |= SUSPECT
    return found & ALL


@cache
def _table() -> NDArray[np.uint8]:
    """Return what each unit of UTF-16 is about."""
    import numpy as np  # noqa: PLC0415 (as above)

    table = np.zeros(1 << 16, np.uint8)
    table[:0x80] = _NO_LETTER
    table[list(string.ascii_letters.encode())] = 0
    table[0x80:] = _BEYOND_ASCII
    # All at once: character by character, the first text would wait for half a second.
    every = "".join(map(chr, range(1 << 16)))
    for bit, characters in (
        (_TELLING, TELLING.findall(every)),
        (_ENDING, ENDING),
        (SUSPECT, C1.findall(every)),
        (AFFECTED, CHARACTERS.findall(every)),
        (UNCOMPOSED, filter(_may_compose, every[_FIRST_UNCOMPOSED:])),
    ):
        table[list(map(ord, characters))] |= bit
    table[_SURROGATES.start : _SURROGATES.stop] = _BEYOND_ASCII | UNCOMPOSED
    table[_TAGS] |= AFFECTED
    return table


def _may_compose(character: str) -> bool:
    """Say whether NFC may change a character, or what stands before it."""
    return (
        unicodedata.category(character)[0] == "M"
        or not unicodedata.is_normalized("NFC", character)
        or ord(character) in _HANGUL_JAMO
    )
