"""How probable the text is that a reading of bytes gives, in its likeliest language.

A reading costs the negative logarithm of its probability, in nats, by the pairs of letters that
languages have (`language_models`). All encodings read the same bytes, so their costs compare:
a reading that costs three nats less is twenty times as probable.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
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
# Of a join that right text does not have, as of upper case behind lower case.
_JOIN = 5 * PER_NAT
# Of ideographs that no catalogue has: such as are common all the same, and others.
_COMMON_IDEOGRAPH = 11 * PER_NAT
_RARE_IDEOGRAPH = 15 * PER_NAT
# What sorted the common ones of Japanese, Korean, and Chinese in its two scripts.
_STANDARDS = ("euc_jp", "cp949", "gb18030", "big5hkscs")
# Of letters of ASCII beside ideographs without a space.
_SWITCH = 4 * PER_NAT
_SWITCHES = re.compile("[A-Za-z](?=[^\x00-\x7f])|[^\x00-\x7f](?=[A-Za-z])")
_LETTER, _NEVER_WITHIN = 1, 2
_IDEOGRAPHS = re.compile("[\u2e80-\U0010ffff]")


class _Table(NamedTuple):
    """An encoding's 256 bytes: their symbols, and their classes as a table and as numbers.

    ``letters`` says which are letters of another script than Latin; ``within`` is a table of
    whether a byte is a letter, and whether it never stands within a word.
    """

    symbols: Costs
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
        self._used = np.unique(self._second)
        self._bytes = np.bincount(np.frombuffer(data, np.uint8), minlength=256)
        self._costs: dict[bytes | str, int] = {}
        self._rough: dict[bytes, float] = {}

    def costs(self, names: Iterable[str]) -> dict[str, float]:
        """Return the costs in nats of readings; of those that are far from the least, roughly.

        Rough costs rank readings as their costs do but for joins, to within some hundredths.
        """
        tables = {name: _table(name) for name in names}
        found = {name: self.cost(name) for name, table in tables.items() if table is None}
        rough = {name: self._roughly(table) for name, table in tables.items() if table}
        limit = math.inf
        for name in sorted(rough, key=rough.__getitem__):
            if rough[name] > limit:
                found[name] = rough[name]
                continue
            found[name] = self.cost(name)
            limit = min(limit, max(rough[name], found[name]) * (1 + _FAR) + _FAR_AT_LEAST)
        return found

    def cost(self, name: str) -> float:
        """Return the cost in nats of reading the bytes in an encoding, as Python names it."""
        table = _table(name)
        if table is None:
            return self._several_bytes(name) / PER_NAT
        key = self._key(table)
        if key not in self._costs:
            self._costs[key] = self._pairs(table) + _JOIN * self._joins(table)
        return self._costs[key] / PER_NAT

    def _key(self, table: _Table) -> bytes:
        """Return what tells readings apart: most encodings of a family differ in no byte here."""
        return bytes(table.symbols[self._used]) + bytes(table.kinds[self._used])

    def _roughly(self, table: _Table) -> float:
        """Return the cost in nats of single letters, and of what kinds of characters meet."""
        key = self._key(table)
        if key not in self._rough:
            known = models()
            first, second = table.symbols[self._first], table.symbols[self._second]
            kinds = known.classes[known.class_of[first], known.class_of[second]] @ self._counts
            counts = np.bincount(second, self._counts)
            used = np.flatnonzero(counts)
            letters = known.letters[:, used] @ counts[used].astype(np.int32)
            self._rough[key] = int(kinds + letters.min()) / PER_NAT
        return self._rough[key]

    def _pairs(self, table: _Table) -> int:
        first, second = table.symbols[self._first], table.symbols[self._second]
        return _pairs(first, second, self._counts)

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
            plain = text.encode("ascii", "ignore")
            lost = max(0, len(self.data) - len(text.encode(name, "ignore")))
            cost = _ideographs(Counter(text)) + lost * ALIEN
            cost += _SWITCH * len(_SWITCHES.findall(text))
            self._costs[text] = cost + round(Sample(plain).cost("ascii") * PER_NAT)
        return self._costs[text]


def cost_of(text: str) -> float:
    """Return the cost in nats of a text that is known, in its likeliest language."""
    spaced = " " + _IDEOGRAPHS.sub(" ", text) + " "
    numbers = np.array([models().number(each) for each in map(symbol, spaced)], np.int32)
    pairs = _pairs(numbers[:-1], numbers[1:], np.ones(len(numbers) - 1, np.int32))
    return (pairs + _ideographs(Counter("".join(_IDEOGRAPHS.findall(text))))) / PER_NAT


def _pairs(first: Costs, second: Costs, counts: Costs) -> int:
    """Return the cost of pairs of symbols, by their numbers, that occur so often."""
    known = models()
    letters = known.letters[:, second]
    likely = np.argsort(letters @ counts, kind="stable")[:_LIKELY]
    before, behind = known.places[likely][:, first], known.places[likely][:, second]
    elsewhere = known.classes[known.class_of[first], known.class_of[second]] + letters[likely]
    within = known.pairs[likely[:, None], before, behind]
    costs = np.where((before > 0) & (behind > 0), within, elsewhere)
    return int((costs @ counts).min())


def _ideographs(characters: Counter[str]) -> int:
    """Return the cost of characters beyond ASCII, in the language that has them most."""
    beyond = [(each, count) for each, count in characters.items() if not each.isascii()]
    return min(
        sum(count * (known.get(each) or _unknown(each, name)) for each, count in beyond)
        for known, name in zip(models().ideographs, _STANDARDS, strict=True)
    )


@cache
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
    return _Table(np.array(numbers, np.int32), joins, kinds, letters, within)


@cache
def _implausible() -> npt.NDArray[np.bool_]:
    """Return which class, as a number, may not stand behind which."""
    found = np.zeros((128, 128), np.bool_)
    for pair in IMPLAUSIBLE_PAIRS:
        found[tuple(pair.encode())] = True
    return found
