"""How often languages set which letter behind which: counted once, kept as a table of costs.

``language_models.npz`` holds them for some ninety languages. It was counted, by
benchmarks/encoding/count_pairs.py, in translated messages: those of LibreOffice 7.4 (MPL 2.0),
Django 5.2 and Sphinx 9.0 (BSD), and the names of countries and languages of iso-codes 4.15 (LGPL
2.1). No text is in it, only how often letters meet.

Costs are negative logarithms of probabilities, in eighths of a nat: whole numbers, so that sums
are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner_encoding.classes import scripts
from cleaner_encoding.symbols import BAD, COMMON, LETTER, symbol_class

Costs = npt.NDArray[np.int32]
PER_NAT = 8
# Of a letter of another language of the same script, of one of another script, and of a character
# that no text has: estimates.
FOREIGN = 11 * PER_NAT
ALIEN = 14 * PER_NAT
NO_TEXT = 16 * PER_NAT


class Models(NamedTuple):
    """The tables: L languages, S symbols, C classes of symbols, at most K places in a language.

    ``pairs[language, first, second]`` (L, K, K) is the cost of a symbol behind another, by their
    places in that language, which ``places`` (L, S) gives; place 0 is for all that it has not.
    Elsewhere the cost is ``classes[first, second]`` (C, C) by ``class_of`` (S), the same for
    all languages, and ``letters[language, symbol]`` (L, S): which letter it is.
    ``ideographs`` has for each language of East Asia the costs of its characters.
    """

    symbols: Mapping[str, int]
    class_of: Costs
    classes: Costs
    places: Costs
    letters: Costs
    pairs: Costs
    ideographs: tuple[Mapping[str, int], ...]

    def number(self, symbol: str) -> int:
        """Return the number of a symbol; letters that no language has share one."""
        known = self.symbols.get(symbol)
        return self.symbols[symbol_class(symbol)] if known is None else known


@cache
def models() -> Models:
    """Return the tables, read from their file at the first call."""
    with np.load(BytesIO(files("cleaner_encoding").joinpath(_FILE).read_bytes())) as stored:
        return _models({name: stored[name] for name in stored.files})


_FILE = "language_models.npz"


def _models(stored: Mapping[str, npt.NDArray[np.generic]]) -> Models:
    classes, alphabets = str(stored["classes"]), [str(each) for each in stored["alphabets"]]
    own = [COMMON + alphabet for alphabet in alphabets]
    symbols = {symbol: at for at, symbol in enumerate(dict.fromkeys(classes + "".join(own)))}
    class_of = np.array([classes.index(symbol_class(each)) for each in symbols], np.int32)
    most = 1 + max(map(len, own))
    shape = (len(own), len(symbols))
    places, letters = np.zeros(shape, np.int32), np.zeros(shape, np.int32)
    pairs = np.zeros((len(own), most, most), np.int32)
    at_pair = at_letter = 0
    for language, alphabet in enumerate(own):
        size = len(alphabet)
        numbers = [symbols[each] for each in alphabet]
        places[language, numbers] = np.arange(1, size + 1)
        letters[language] = _foreign(symbols, scripts(alphabet))
        count = size - len(COMMON)
        letters[language, numbers[len(COMMON) :]] = stored["letters"][at_letter : at_letter + count]
        table = stored["pairs"][at_pair : at_pair + size * size]
        pairs[language, 1 : size + 1, 1 : size + 1] = table.reshape(size, size)
        at_letter, at_pair = at_letter + count, at_pair + size * size
    return Models(
        symbols,
        class_of,
        _class_costs(classes, stored["class_pairs"]),
        places,
        letters,
        pairs,
        _ideographs(stored),
    )


def _foreign(symbols: Mapping[str, int], own: frozenset[str]) -> list[int]:
    """Return the cost of each symbol as a letter that a language of these scripts has not."""
    costs = {True: FOREIGN, False: ALIEN}
    return [costs[scripts(each) <= own] if symbol_class(each) == LETTER else 0 for each in symbols]


def _class_costs(classes: str, stored: npt.NDArray[np.generic]) -> Costs:
    costs = stored.astype(np.int32).reshape(len(classes), len(classes))
    costs[:, classes.index(BAD)] = NO_TEXT
    return costs


def _ideographs(stored: Mapping[str, npt.NDArray[np.generic]]) -> tuple[Mapping[str, int], ...]:
    found: list[Mapping[str, int]] = []
    start = 0
    for characters in map(str, stored["ideographs"]):
        costs = stored["ideograph_costs"][start : start + len(characters)]
        found.append(dict(zip(characters, map(int, costs), strict=True)))
        start += len(characters)
    return tuple(found)
