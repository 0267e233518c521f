"""The classes of characters that joins are judged by, and which of them right text never joins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import product

_SCRIPTS = {
    "LATIN": ("l", "L"),
    "CYRILLIC": ("c", "C"),
    "GREEK": ("g", "G"),
    "ARMENIAN": ("m", "M"),
    "HEBREW": ("h", "h"),
    "ARABIC": ("r", "r"),
    "THAI": ("t", "t"),
    "GEORGIAN": ("q", "q"),
    "HALFWIDTH": ("w", "w"),
    **dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"), ("k", "k")),
    **dict.fromkeys(("KATAKANA-HIRAGANA", "IDEOGRAPHIC"), ("k", "k")),
}
_OTHER_SCRIPT = ("o", "o")
_SINGLE = {
    **dict.fromkeys("’ʼ·‧\u00ad\u2010\u2011\u200c\u200d\u200e\u200f", "'"),  # within words
    **dict.fromkeys("–—―…", "-"),  # anywhere
    **dict.fromkeys("„‚¿¡", "("),  # never behind a letter
    **dict.fromkeys("«»“”‘‹›", '"'),
    **dict.fromkeys("©®™°№§†‡•¶", "n"),  # beside a word, not within one
    **dict.fromkeys("ªºµ¹²³", "^"),
}
_GENERAL = {"Z": " ", "N": "0", "P": "n", "S": "s", "C": "x"}

LETTERS = "aAlLcCgGmMhrtqwko"
# Letters of scripts that set spaces between words and symbols.
SPACED = "aAlLcCgGmMhr"
PUNCTUATION = "'\"-("
# Letters of these scripts come in words; a few that each stand alone are a wrong reading.
NOT_LATIN = b"cCgGhrtmMq"
FEW = 4
_ALONE = re.compile(rb"(?<![cCgGhrtmMqaAlL])[cCgGhrtmMq](?![cCgGhrtmMqaAlL])")
# Within a word these stand for a wrong reading. What most texts have none of stands first: the
# search skips to it.
NEVER_WITHIN = '"n(^'
WITHIN_WORD = re.compile(f"[{NEVER_WITHIN}](?<=[{SPACED}].)(?=[{SPACED}])".encode())


@cache
def character_class(character: str) -> str:
    """Return the class of a character, one ASCII character.

    >>> "".join(map(character_class, "aÉя7£"))
    'aLc0s'
    """
    if character.isascii():
        return _ascii_class(character)
    if character in _SINGLE:
        return _SINGLE[character]
    category = unicodedata.category(character)
    if category[0] not in "LM":
        return _GENERAL[category[0]]
    script = unicodedata.name(character, "OTHER").split(" ", 1)[0]
    if script == "COMBINING":
        return "'"
    lower, upper = _SCRIPTS.get(script, _OTHER_SCRIPT)
    return upper if category == "Lu" else lower


def _ascii_class(character: str) -> str:
    if character.isalpha():
        return "A" if character.isupper() else "a"
    if character.isdigit():
        return "0"
    return " " if character.isspace() else "." if character.isprintable() else "x"


def lone_letters(classes: bytes) -> int:
    """Count letters that stand alone, where no letter of their scripts does otherwise."""
    count = len(classes) - len(classes.translate(None, NOT_LATIN))
    alone = len(_ALONE.findall(classes)) if 0 < count <= FEW else 0
    return alone if alone == count else 0


def scripts(letters: Iterable[str]) -> frozenset[str]:
    """Return the scripts of the letters, by their classes; ASCII counts as Latin."""
    classes = {character_class(letter).lower() for letter in letters if letter.isalpha()}
    return frozenset("l" if script == "a" else script for script in classes) - {"^"}


def _implausible_pairs() -> frozenset[str]:
    pairs = {"s" + letter for letter in SPACED} | {letter + "s" for letter in SPACED}
    # Upper case behind lower case; between two ASCII letters that is a name, as in "iPhone".
    pairs |= {"aL", "lL", "lA", "cC", "gG", "mM"}
    # Two scripts within a word. East Asian text sets Latin words without spaces.
    families = ["aAlL", "cC", "gG", "mM", "h", "r", "t", "q", "w", "o"]
    for one, other in product(families, repeat=2):
        if one != other:
            pairs.update(first + second for first, second in product(one, other))
    pairs |= {first + second for first in "cCgGhrw" for second in "k"}
    return frozenset(pairs | {letter + "(" for letter in "aAlLcCgG"})


IMPLAUSIBLE_PAIRS = _implausible_pairs()
