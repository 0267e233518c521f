"""How plausible the words are that a reading of bytes gives: neither language nor statistics.

Every character is of one of a few classes; in right text some classes never meet: two scripts
within a word, a lower-case letter before an upper-case one, a currency sign between letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from cleaner_encoding.alphabets import coverage

_SCRIPTS = {
    "LATIN": "lL",
    "CYRILLIC": "cC",
    "GREEK": "gG",
    "ARMENIAN": "mM",
    "HEBREW": "hh",
    "ARABIC": "rr",
    "THAI": "tt",
    "GEORGIAN": "qq",
    "HALFWIDTH": "ww",
    "CJK": "kk",
    "HIRAGANA": "kk",
    "KATAKANA": "kk",
    "KATAKANA-HIRAGANA": "kk",
    "HANGUL": "kk",
    "BOPOMOFO": "kk",
    "IDEOGRAPHIC": "kk",
}
_SINGLE = {
    **dict.fromkeys("’ʼ·‧-\u00ad\u2010\u2011\u200c\u200d\u200e\u200f", "'"),  # within words
    **dict.fromkeys("–—―…", "-"),  # anywhere
    **dict.fromkeys("„‚¿¡", "("),  # never behind a letter
    **dict.fromkeys("«»“”‘‹›", '"'),
    **dict.fromkeys("©®™°№§†‡•¶", "n"),  # beside a word, not within one
    **dict.fromkeys("ªºµ¹²³", "^"),
}
_GENERAL = {"Z": " ", "N": "0", "P": "n", "S": "s", "C": "x"}

# Pairs and triples that right text does not have; each alternative is one reason.
_IMPLAUSIBLE = re.compile(
    rb"x"
    rb"|(?<=[a-zA-Z])s|s(?=[a-zA-Z])"  # a symbol at a word
    rb'|(?<=[a-zA-Z])["n](?=[a-zA-Z])|(?<=[aA^])\^(?=[aA])|(?<=[a-zA-Z])\((?=[a-zA-Z ])'
    rb"|(?<=[aAlL])[cCgGmMhrqwo]|(?<=[cC])[aAlLgGmMhrtqw]|(?<=[gG])[aAlLcCmMhrtqw]"
    rb"|(?<=h)[aAlLcCgGrtw]|(?<=r)[aAlLcCgGhtw]|(?<=[tqmMwo])[aAlLcCgG]"
    rb"|(?<=[al])L|(?<=l)[AL]|(?<=c)C|(?<=g)G|(?<=m)M"  # upper case within a word
    rb"|(?<=[aA] )[cCgGhrtmMq](?= [aA])"  # a lone letter of another script
    rb"|(?<=[al])k(?=[al])"  # one ideograph in a Latin word
)


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
    if category[0] == "M":
        return "'"
    if category[0] != "L":
        return _GENERAL[category[0]]
    script = unicodedata.name(character, "OTHER").split(" ", 1)[0]
    lower, upper = _SCRIPTS.get(script, "oo")
    return upper if category == "Lu" else lower


def _ascii_class(character: str) -> str:
    if character.isalpha():
        return "A" if character.isupper() else "a"
    if character.isdigit():
        return "0"
    return " " if character.isspace() else "x" if not character.isprintable() else "."


class _Classes(dict[int, str]):
    """Classes by code point, for str.translate."""

    def __missing__(self, point: int) -> str:
        self[point] = character_class(chr(point))
        return self[point]


_CLASSES = _Classes()


class Words:
    """What there is to say of one reading of a text: its joins and its letters."""

    def __init__(self, text: str) -> None:
        classes = text.translate(_CLASSES).encode()
        foreign = [character for character in text if not character.isascii()]
        self.characters = len(foreign)
        self.bad = len(_IMPLAUSIBLE.findall(classes))
        self.letters = Counter("".join(foreign).lower())

    @property
    def joins(self) -> float:
        """Implausible joins, for each character beyond ASCII."""
        return self.bad / max(1, self.characters)

    @property
    def foreign(self) -> float:
        """The share of letters that no one language has together with the others (0 to 1)."""
        known = [
            (letter, count)
            for letter, count in self.letters.items()
            if character_class(letter) in "lcgrh"
        ]
        return 1 - coverage(known)
