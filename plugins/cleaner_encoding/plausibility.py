"""How plausible the words are that a reading of bytes gives, whatever its language.

Every character is of one of a few classes; in right text some classes never meet: two scripts
within a word, a lower-case letter before an upper-case one, a currency sign between letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise

from cleaner_encoding.alphabets import coverage
from cleaner_encoding.classes import IMPLAUSIBLE_PAIRS, WITHIN_WORD, character_class, lone_letters

_ALPHABETIC = "lcgrh"


class _Classes(dict[int, str]):
    """Classes by code point, for str.translate."""

    def __missing__(self, point: int) -> str:
        self[point] = character_class(chr(point))
        return self[point]


_CLASSES = _Classes()


class Words:
    """What there is to say of one reading: its implausible joins, and its letters.

    ``letters`` counts the characters beyond ASCII, lower case; ``characters`` is their sum.
    """

    def __init__(self, classes: bytes, pairs: Mapping[str, int], letters: Counter[str]) -> None:
        self.letters = letters
        self.characters = letters.total()
        self.bad = classes.count(b"x") + sum(
            count for pair, count in pairs.items() if pair in IMPLAUSIBLE_PAIRS
        )
        self.bad += len(WITHIN_WORD.findall(classes)) + lone_letters(classes)
        # Languages that write with accents write most letters without, even Vietnamese.
        accented = sum(pairs.get(pair, 0) for pair in ("ll", "Ll", "lL", "LL"))
        self.bad += accented if 2 * accented > self.characters else 0

    @classmethod
    def of(cls, text: str) -> Words:
        """Return what there is to say of a text."""
        classes = text.translate(_CLASSES)
        pairs = Counter(map("".join, pairwise(classes)))
        return cls(classes.encode(), pairs, _letters(Counter(text)))

    @property
    def joins(self) -> float:
        """Implausible joins, for each character beyond ASCII."""
        return self.bad / max(1, self.characters)

    @property
    def flawless(self) -> bool:
        """Whether no join is implausible and one language has all the letters."""
        return not self.bad and not self.foreign

    @cached_property
    def foreign(self) -> float:
        """The share of letters that no one language has together with the others (0 to 1)."""
        return 1 - coverage(
            (letter, count)
            for letter, count in self.letters.items()
            if character_class(letter) in _ALPHABETIC
        )


def _letters(characters: Mapping[str, int]) -> Counter[str]:
    """Count the characters beyond ASCII, lower case where that is one character ("İ" has two)."""
    letters: Counter[str] = Counter()
    for character, count in characters.items():
        if not character.isascii():
            lower = character.lower()
            letters[lower if len(lower) == 1 else character] += count
    return letters
