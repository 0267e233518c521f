"""How plausible the words are that a reading of bytes gives, whatever its language.

Every character is of one of a few classes; in right text some classes never meet: two scripts
within a word, a lower-case letter before an upper-case one, a currency sign between letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property
from itertools import pairwise

from cleaner_encoding.alphabets import coverage
from cleaner_encoding.classes import IMPLAUSIBLE_PAIRS, NEVER_WITHIN, SPACED, character_class
from cleaner_encoding.languages import Languages

# The class that most texts have none of stands first: the search skips to it.
_WITHIN_WORD = re.compile(f"[{NEVER_WITHIN}](?<=[{SPACED}].)(?=[{SPACED}])".encode())
# Letters of these scripts come in words; a few that each stand alone are a wrong reading.
_NOT_LATIN = b"cCgGhrtmMq"
_FEW = 4
_ALONE = re.compile(rb"(?<![cCgGhrtmMqaAlL])[cCgGhrtmMq](?![cCgGhrtmMqaAlL])")
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
        self.bad += len(_WITHIN_WORD.findall(classes)) + _lone_letters(classes)
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


def _lone_letters(classes: bytes) -> int:
    """Count letters that stand alone, where no letter of their scripts does otherwise."""
    count = len(classes) - len(classes.translate(None, _NOT_LATIN))
    alone = len(_ALONE.findall(classes)) if 0 < count <= _FEW else 0
    return alone if alone == count else 0


class Sample:
    """Bytes to be read in many encodings: what can be counted before is counted once."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._readings: dict[str, Words] = {}
        self._likelihoods: dict[str, float] = {}

    def read(self, name: str) -> Words:
        """Return what there is to say of a reading in the encoding named."""
        characters = self._characters(name)
        if characters is None:
            return Words.of(self.data.decode(name, "replace").replace("\ufffd", "\x01"))
        # Most encodings of a family differ in bytes only that the text does not have.
        if characters not in self._readings:
            self._readings[characters] = self._words(characters)
        return self._readings[characters]

    def likelihood(self, name: str) -> float | None:
        """Return the logarithm of how likely a reading is in its likeliest language.

        It compares encodings of single bytes; None for others.
        """
        characters = self._characters(name)
        if characters is None:
            return None
        if characters not in self._likelihoods:
            letters = self._count(characters)
            has_ascii = all(
                ord(each) == byte
                for byte, each in zip(self._used, characters, strict=True)
                if byte < 0x80
            )
            languages = self._languages if has_ascii else Languages(letters)
            self._likelihoods[characters] = languages.likelihood(_letters(letters))
        return self._likelihoods[characters]

    def _characters(self, name: str) -> str | None:
        """Return the characters of the bytes that occur, in their order."""
        table = single_bytes(name)
        return None if table is None else "".join(table[byte] for byte in self._used)

    @cached_property
    def _used(self) -> list[int]:
        return sorted(set(self.data))

    @cached_property
    def _pairs(self) -> Counter[tuple[int, int]]:
        return Counter(pairwise(self.data))

    @cached_property
    def _counts(self) -> Counter[int]:
        return Counter(self.data)

    @cached_property
    def _languages(self) -> Languages:
        """The languages that the letters of ASCII suit: nearly all readings share them."""
        return Languages(self._count("".join(map(chr, self._used))))

    def _count(self, characters: str) -> dict[str, int]:
        """Count characters by the bytes that are read as them."""
        counts: dict[str, int] = {}
        for byte, character in zip(self._used, characters, strict=True):
            counts[character] = counts.get(character, 0) + self._counts[byte]
        return counts

    def _words(self, characters: str) -> Words:
        kinds = dict(zip(self._used, map(character_class, characters), strict=True))
        pairs: dict[str, int] = {}
        for (one, other), count in self._pairs.items():
            pair = kinds[one] + kinds[other]
            pairs[pair] = pairs.get(pair, 0) + count
        table = bytearray(256)
        for byte, kind in kinds.items():
            table[byte] = ord(kind)
        return Words(self.data.translate(table), pairs, _letters(self._count(characters)))


@cache
def single_bytes(name: str) -> str | None:
    """Return the 256 characters of an encoding of single bytes, or None for another.

    Bytes without a character are U+0001.
    """
    try:
        characters = [bytes([byte]).decode(name, "replace") for byte in range(256)]
        characters = ["\x01" if each == "\ufffd" else each for each in characters]
        several = b"\xa4\xa2" * 2
        if any(len(each) != 1 for each in characters) or len(several.decode(name, "replace")) != 4:
            return None
    except (UnicodeError, LookupError):
        return None
    return "".join(characters)
