"""What a character counts as among its neighbours: its letter, or the kind of sign that it is."""

from __future__ import annotations

import unicodedata
from functools import cache

# Signs that every language has much of, so that each language's table counts them.
COMMON = " .0'"
# Stand for any letter, for what no text has, for box drawing, other signs and other numbers.
LETTER, BAD, DRAWN, SIGN, NUMBER = "?", "\x01", "▒", "¤", "½"
# Signs with a place of their own: where they stand beside letters and spaces tells them.
_OWN = {each: each for each in "«»“”„‘‚–—…°§·©®£€¿¡ºª\u00a0"} | {"’": "'"}
_DRAWN = range(0x2500, 0x2600)


@cache
def symbol(character: str) -> str:
    """Return what a character counts as: one character.

    >>> "".join(map(symbol, "Ł 12°!€"))
    'ł 00°.€'
    """
    if character.isascii():
        return _ascii_symbol(character)
    if character in _OWN:
        return _OWN[character]
    category = unicodedata.category(character)
    if category[0] in "LM":
        lower = character.lower()
        return lower if len(lower) == 1 else character  # "İ" has two
    if category[0] == "C":
        return "\u00ad" if category == "Cf" else BAD
    if ord(character) in _DRAWN:
        return DRAWN
    return NUMBER if category[0] == "N" else SIGN


def _ascii_symbol(character: str) -> str:
    if character.isalpha():
        return character.lower()
    if character.isdigit():
        return "0"
    if character in " \t\n\r\f\x1a\x1b":
        return " "
    if character == "'":
        return character
    return "." if character.isprintable() else BAD


@cache
def symbol_class(of: str) -> str:
    """Return the class of a symbol: all letters are one, every sign is its own."""
    is_letter = of not in COMMON and (of.isalpha() or unicodedata.category(of)[0] == "M")
    return LETTER if is_letter and of not in _OWN else of
