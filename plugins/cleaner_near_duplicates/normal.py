"""The normal form that documents are compared in: case-folded words, nothing between them.

Letters, marks and numbers make words (Unicode general categories L, M and N). Characters of
scripts that are written without spaces between words, and symbols such as emoji, stand as words of
their own. Format characters (soft hyphen, joiners, variation selectors) are left out, everything
else parts words.
"""

from __future__ import annotations

import re
import unicodedata

# Blocks of scripts without spaces between words, as first and last code point.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19FF),  # Tai Le, New Tai Lue, Khmer symbols
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x1B00, 0x1B7F),  # Balinese
    (0x2E80, 0x2FDF),  # Han radicals
    (0x3005, 0x3007),  # Han iteration mark and zero
    (0x3021, 0x3029),  # Han numerals
    (0x3031, 0x312F),  # kana, bopomofo
    (0x31A0, 0x31FF),  # bopomofo and kana, extended
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),  # Han
    (0xA000, 0xA4CF),  # Yi
    (0xA980, 0xA9FF),  # Javanese, Myanmar
    (0xAA60, 0xAADF),  # Myanmar, Tai Viet
    (0xF900, 0xFAFF),  # Han
    (0xFF66, 0xFF9F),  # kana
    (0x16FE0, 0x18DFF),  # Tangut, Khitan
    (0x1AFF0, 0x1B2FF),  # kana, Nüshu
    (0x20000, 0x3FFFF),  # Han
)


TOKENISER = f"words 1, Unicode {unicodedata.unidata_version}"
"""What makes words of a text; other words would not meet those of an index."""


def normal(character: str) -> str:
    r"""Return what stands for one character in the normal form.

    >>> normal("Q"), normal("ß"), normal(","), normal("語"), normal("\u00ad")
    ('q', 'ss', ' ', ' 語 ', '')
    """
    return "".join(map(_normal_of_folded, character.casefold()))


def _normal_of_folded(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F or ord(character) >= 0xE0000:
        return ""
    if category == "So":
        return f" {character} "
    if category[0] not in "LMN":
        return " "
    code = ord(character)
    if any(first <= code <= last for first, last in _UNSPACED):
        return f" {character} "
    return character


class _Normals(dict[int, str]):
    """What stands for each code point, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = normal(chr(code))
        return self[code]


_NORMALS = _Normals()


# What stands for each byte: what is not ASCII is in its normal form already.
_BYTES = bytes(ord(normal(chr(code))) if code < 128 else code for code in range(256))
_NOT_ASCII = re.compile("[^\0-\x7f]")


def _normal_of_match(found: re.Match[str]) -> str:
    return _NORMALS[ord(found[0])]


def normal_form(text: str) -> bytes:
    r"""Return the normal form of a text in UTF-8: words, and spaces between them.

    >>> normal_form("Naïve co\u00adoperation, 東京 and “Straße”!").decode().split()
    ['naïve', 'cooperation', '東', '京', 'and', 'strasse']
    """
    if not text.isascii():
        text = _NOT_ASCII.sub(_normal_of_match, text)
    return text.encode().translate(_BYTES)
