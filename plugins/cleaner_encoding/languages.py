"""Which language a reading can be: how likely its letters are in the likeliest one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache

from cleaner_encoding.classes import character_class
from cleaner_encoding.letter_shares import LETTER_SHARES

_TOTAL = 10_000
_RARE = math.log(1 / _TOTAL)
# A letter of a script of which no language was counted: one of some two hundred.
_UNCOUNTED = math.log(1 / 200)
_COUNTED_CLASSES = frozenset("aAlLcCgGmMhrtq")
# How often other characters beyond ASCII stand in text, by their class: estimates.
_SYMBOLS = {
    "'": math.log(4e-3),
    '"': math.log(3e-3),
    "-": math.log(2e-3),
    " ": math.log(2e-3),
    "(": math.log(5e-4),
    "n": math.log(3e-4),
    "^": math.log(2e-4),
    "x": math.log(1e-6),
}
_COMMA_BELOW = {"ş": "ș", "ţ": "ț"}


@cache
def _languages() -> tuple[dict[str, float], ...]:
    """Return the logarithm of each letter's share, for each language."""
    lines = LETTER_SHARES.replace("\n ", " ").splitlines()
    return tuple(
        {share[0]: math.log(int(share[1:]) / _TOTAL) for share in line.split()[1:]}
        for line in lines
    )


class Languages:
    """The languages, weighed by the ASCII letters that all readings of some bytes share."""

    def __init__(self, characters: Mapping[str, int]) -> None:
        letters = Counter[str]()
        for character, count in characters.items():
            if character.isascii() and character.isalpha():
                letters[character.lower()] += count
        self._weighed = sorted(
            (
                (sum(count * shares.get(letter, _RARE) for letter, count in letters.items()), at)
                for at, shares in enumerate(_languages())
            ),
            reverse=True,
        )

    def likelihood(self, characters: Mapping[str, int]) -> float:
        """Return the log-likelihood of characters beyond ASCII, lower case, with those of ASCII."""
        fixed = 0.0
        letters: dict[str, int] = {}
        for character, count in characters.items():
            kind = character_class(character)
            if kind in _COUNTED_CLASSES:
                character = _COMMA_BELOW.get(character, character)  # noqa: PLW2901
                letters[character] = letters.get(character, 0) + count
            else:
                unknown = _UNCOUNTED if character.isalpha() and kind != "^" else _RARE
                fixed += count * _SYMBOLS.get(kind, unknown)
        best = -math.inf
        for weight, at in self._weighed:
            if weight <= best:  # letters can only make it less
                break
            likelihood, shares = weight, _languages()[at]
            for letter, count in letters.items():
                likelihood += count * shares.get(letter, _RARE)
            best = max(best, likelihood)
        return best + fixed
