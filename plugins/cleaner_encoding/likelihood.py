"""How probable the text is that a reading of bytes gives, in its likeliest language.

A reading costs the negative logarithm of its probability, in nats, by the pairs of letters that
languages have (`language_models`). All encodings read the same bytes, so their costs compare:
a reading that costs three nats less is twenty times as probable.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner_encoding.classes import (
    FEW,
    IMPLAUSIBLE_PAIRS,
    NEVER_WITHIN,
    NOT_LATIN,
    SPACED,
    character_class,
    lone_letters,
)
from cleaner_encoding.east_asian import is_common_in
from cleaner_encoding.language_models import ALIEN, NO_TEXT, PER_NAT, Costs, models
from cleaner_encoding.single_bytes import single_bytes
from cleaner_encoding.symbols import symbol

# Languages of which the pairs are looked at: those that the single letters suit best.
_LIKELY = 8
# Readings that cost roughly so much more than another, in shares and in nats, cannot cost less.
_FAR, _FAR_AT_LEAST = 0.03, 30.0
# Beside a reading of several bytes, which has no rough cost: in full, none of 4,000 readings cost
# less than 0.7 of its rough cost.
_FAR_OF_SEVERAL = 2.0
# Of a join that right text does not have, as of upper case behind lower case.
_JOIN = 5 * PER_NAT
# Of ideographs that no catalogue has: such as are common all the same, and others.
_COMMON_IDEOGRAPH = 11 * PER_NAT
_RARE_IDEOGRAPH = 15 * PER_NAT
# What sorted the common ones of Japanese, Korean, and Chinese in its two scripts.
_STANDARDS = ("euc_jp", "cp949", "gb18030", "big5hkscs")
# Of letters of ASCII beside ideographs without a space.
_SWITCH = 4 * PER_NAT
_LAST_ASCII, _LOWER, _ALPHABET = 0x7F, 0x20, 26
_LETTER, _NEVER_WITHIN = 1, 2
_KIND_BITS = 7  # classes are ASCII
_IDEOGRAPHS = re.compile("[\u2e80-\U0010ffff]")


class _Table(NamedTuple):
    """An encoding's 256 bytes: their symbols, and their classes as a table and as numbers.

    ``signs`` tells bytes apart that differ in symbol or class. ``letters`` says which are letters
    of another script than Latin; ``within`` is a table of whether a byte is a letter, and whether
    it never stands within a word.
    """

    symbols: Costs
    symbol_classes: Costs
    signs: Costs
    joins: bytes
    kinds: npt.NDArray[np.uint8]
    letters: npt.NDArray[np.bool_]
    within: bytes


class Sample:
    """Bytes to be read in many encodings: what can be counted before is counted once."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        framed = np.frombuffer(b" " + data + b" ", np.uint8).astype(np.uint16)
        # The stable way to sort takes two passes over so small numbers; np.unique takes another.
        pairs = np.sort(framed[:-1] << 8 | framed[1:], kind="stable")
        ends = np.append(np.flatnonzero(pairs[1:] != pairs[:-1]), len(pairs) - 1)
        self._counts = np.diff(ends, prepend=-1).astype(np.int32)
        self._first, self._second = pairs[ends] >> 8, pairs[ends] & 0xFF
        self._bytes = np.bincount(np.frombuffer(data, np.uint8), minlength=256)
        behind = self._bytes + (np.arange(256) == ord(" "))  # the frame's end has one more
        self._used = np.flatnonzero(behind)
        self._uses = behind[self._used].astype(np.int32)
        self._costs: dict[bytes | str, int] = {}
        self._letters: dict[bytes, Costs] = {}
        self._rough: dict[bytes, float] = {}

    def costs(self, names: Iterable[str]) -> dict[str, float]:
        """Return the costs in nats of readings; of those that are far from the least, roughly.

        Rough costs rank readings as their costs do but for joins, to within some hundredths.
        """
        tables = {name: _table(name) for name in names}
        found = {name: self.cost(name) for name, table in tables.items() if table is None}
        keys = {name: self._key(table) for name, table in tables.items() if table}
        self._look({key: table for name, key in keys.items() if (table := tables[name])})
        limit = min(found.values(), default=math.inf) * _FAR_OF_SEVERAL + _FAR_AT_LEAST
        for name in sorted(keys, key=lambda name: self._rough[keys[name]]):
            rough = self._rough[keys[name]]
            if rough > limit:
                found[name] = rough
                continue
            found[name] = self.cost(name)
            limit = min(limit, max(rough, found[name]) * (1 + _FAR) + _FAR_AT_LEAST)
        return found

    def cost(self, name: str) -> float:
        """Return the cost in nats of reading the bytes in an encoding, as Python names it."""
        table = _table(name)
        if table is None:
            return self._several_bytes(name) / PER_NAT
        key = self._key(table)
        if key not in self._costs:
            self._look({key: table})
            first, second = table.symbols[self._first], table.symbols[self._second]
            pairs = _pairs(first, second, self._counts, self._letters[key])
            self._costs[key] = pairs + _JOIN * self._joins(table)
        return self._costs[key] / PER_NAT

    def _key(self, table: _Table) -> bytes:
        """Return what tells readings apart: most encodings of a family differ in no byte here."""
        return table.signs[self._used].tobytes()

    def _look(self, tables: Mapping[bytes, _Table]) -> None:
        """Find the costs of readings, by their keys, of which nothing is known: all at once.

        Those of single letters in each language; and in nats of the letters in the likeliest
        language and of what kinds of characters meet.
        """
        new = {key: table for key, table in tables.items() if key not in self._rough}
        if not new:
            return
        known = models()
        classes = np.array([table.symbol_classes for table in new.values()])
        met = classes[:, self._first] * len(known.classes) + classes[:, self._second]
        kinds = known.classes.ravel()[met] @ self._counts
        symbols = np.array([table.symbols[self._used] for table in new.values()])
        letters = _letter_costs(symbols, self._uses)
        rough = (kinds + letters.min(axis=1)) / PER_NAT
        self._letters.update(zip(new, letters, strict=True))
        self._rough.update(zip(new, map(float, rough), strict=True))

    def _joins(self, table: _Table) -> int:
        """Count the joins that right text does not have."""
        implausible = _implausible()[table.kinds[self._first], table.kinds[self._second]]
        count = int(self._counts[implausible].sum())
        count += self._within_words(table)
        few = 0 < self._bytes[table.letters].sum() <= FEW
        return count + (lone_letters(self.data.translate(table.joins)) if few else 0)

    def _within_words(self, table: _Table) -> int:
        """Count what ``WITHIN_WORD`` finds; with numpy in a fifth of its time."""
        kinds = np.frombuffer(self.data.translate(table.within), np.uint8)
        found = kinds[:-2] & (kinds[1:-1] >> 1) & kinds[2:]
        return int(np.count_nonzero(found & _LETTER))

    def _several_bytes(self, name: str) -> int:
        """Return the cost of reading the bytes in an encoding of East Asia."""
        text = self.data.decode(name, "ignore")
        if text not in self._costs:
            points = _points(text)
            plain = points[points <= _LAST_ASCII].astype(np.uint8).tobytes()
            lost = max(0, len(self.data) - len(text.encode(name, "ignore")))
            cost = _ideographs(points) + lost * ALIEN + _SWITCH * _switches(points)
            self._costs[text] = cost + round(Sample(plain).cost("ascii") * PER_NAT)
        return self._costs[text]


def cost_of(text: str) -> float:
    """Return the cost in nats of a text that is known, in its likeliest language."""
    spaced = " " + _IDEOGRAPHS.sub(" ", text) + " "
    numbers = np.array([models().number(each) for each in map(symbol, spaced)], np.int32)
    used, uses = np.unique(numbers[1:], return_counts=True)
    letters = _letter_costs(used, uses.astype(np.int32))
    pairs = _pairs(numbers[:-1], numbers[1:], np.ones(len(numbers) - 1, np.int32), letters)
    return (pairs + _ideographs(_points("".join(_IDEOGRAPHS.findall(text))))) / PER_NAT


def _letter_costs(symbols: Costs, counts: Costs) -> Costs:
    """Return what symbols (..., N), so often each (N), cost as letters of languages (..., L)."""
    return counts @ _letters_by_symbol()[symbols]


@cache
def _letters_by_symbol() -> Costs:
    return np.ascontiguousarray(models().letters.T)


def _pairs(first: Costs, second: Costs, counts: Costs, letters: Costs) -> int:
    """Return the cost of pairs of symbols, by their numbers, that occur so often.

    ``letters`` is what the second symbols cost as letters of each language.
    """
    known = models()
    likely = np.argsort(letters, kind="stable")[:_LIKELY, None]
    before, behind = known.places[likely, first], known.places[likely, second]
    kinds = known.classes[known.class_of[first], known.class_of[second]]
    elsewhere = kinds + known.letters[likely, second]
    within = known.pairs[likely, before, behind]
    costs = np.where((before > 0) & (behind > 0), within, elsewhere)
    return int((costs @ counts).min())


def _points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _switches(points: npt.NDArray[np.uint32]) -> int:
    """Count where letters of ASCII meet what is beyond ASCII."""
    beyond = points > _LAST_ASCII
    letters = (points | _LOWER) - ord("a") < _ALPHABET
    return int(np.count_nonzero(letters[:-1] & beyond[1:] | beyond[:-1] & letters[1:]))


def _ideographs(points: npt.NDArray[np.uint32]) -> int:
    """Return the cost of characters beyond ASCII, in the language that has them most."""
    beyond, counts = np.unique(points[points > _LAST_ASCII], return_counts=True)
    costs = [_ideograph(point) for point in beyond.tolist()]
    return int((counts @ np.array(costs)).min()) if costs else 0


@cache
def _ideograph(point: int) -> tuple[int, ...]:
    """Return the cost of a character in each language of East Asia."""
    character = chr(point)
    return tuple(
        known.get(character) or _unknown(character, name)
        for known, name in zip(models().ideographs, _STANDARDS, strict=True)
    )


def _unknown(character: str, name: str) -> int:
    if character_class(character) in "x ":
        return NO_TEXT
    return _COMMON_IDEOGRAPH if is_common_in(character, name) else _RARE_IDEOGRAPH


@cache
def _table(name: str) -> _Table | None:
    characters = single_bytes(name)
    if characters is None:
        return None
    joins = "".join(map(character_class, characters)).encode()
    numbers = [models().number(each) for each in map(symbol, characters)]
    within = bytes(
        (_LETTER if each in SPACED.encode() else 0)
        | (_NEVER_WITHIN if each in NEVER_WITHIN.encode() else 0)
        for each in joins
    )
    kinds = np.frombuffer(joins, np.uint8)
    letters = np.isin(kinds, tuple(NOT_LATIN))
    symbols = np.array(numbers, np.int32)
    signs = symbols << _KIND_BITS | kinds
    return _Table(symbols, models().class_of[symbols], signs, joins, kinds, letters, within)


@cache
def _implausible() -> npt.NDArray[np.bool_]:
    """Return which class, as a number, may not stand behind which."""
    found = np.zeros((128, 128), np.bool_)
    for pair in IMPLAUSIBLE_PAIRS:
        found[tuple(pair.encode())] = True
    return found
