"""How plausible the words are that a reading of bytes gives, whatever its language.

Every character is of one of a few classes; in right text some classes never meet: two scripts
within a word, a lower-case letter before an upper-case one, a currency sign between letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from cleaner_encoding.alphabets import coverage
from cleaner_encoding.classes import IMPLAUSIBLE_PAIRS, LETTERS, NEVER_WITHIN, character_class

_LONE_LETTER = re.compile("[aA] [cCgGhrtmMq] (?=[aA])")
_WITHIN_WORD = re.compile(f"(?<=[{LETTERS}])[{NEVER_WITHIN}](?=[{LETTERS}])")
_ALPHABETIC = "lcgrh"


class _Classes(dict[int, str]):
    """Classes by code point, for str.translate."""

    def __missing__(self, point: int) -> str:
        self[point] = character_class(chr(point))
        return self[point]


_CLASSES = _Classes()


class Words:
    """What there is to say of one reading: its implausible joins, and its letters.

    ``letters`` counts the characters beyond ASCII, lower case.
    """

    def __init__(self, text: str) -> None:
        classes = text.translate(_CLASSES)
        pairs = Counter(pairwise(classes))
        self.bad = classes.count("x") + sum(
            count for (one, other), count in pairs.items() if one + other in IMPLAUSIBLE_PAIRS
        )
        self.bad += len(_WITHIN_WORD.findall(classes)) + len(_LONE_LETTER.findall(classes))
        self.letters = Counter(text.lower())
        for character in [each for each in self.letters if each.isascii()]:
            del self.letters[character]
        self.characters = self.letters.total()

    @property
    def joins(self) -> float:
        """Implausible joins, for each character beyond ASCII."""
        return self.bad / max(1, self.characters)

    @property
    def foreign(self) -> float:
        """The share of letters that no one language has together with the others (0 to 1)."""
        return 1 - coverage(_alphabetic(self.letters.items()))


def _alphabetic(letters: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """Leave the scripts out that no alphabet here covers."""
    return [(each, count) for each, count in letters if character_class(each) in _ALPHABETIC]
