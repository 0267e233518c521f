"""Lines in another encoding than the rest of their text: costs and letters tell which one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from cleaner_encoding.classes import scripts
from cleaner_encoding.likelihood import Sample, cost_of
from cleaner_encoding.prevalence import prevalence

# What people still have.
_WINDOWS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp1255", "cp1256", "cp874",
)  # fmt: skip
_LEGACY = (
    *_WINDOWS, "iso8859-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6",
    "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16",
    "koi8-r", "koi8-u", "cp437", "cp737", "cp775", "cp850", "cp852", "cp857", "cp861", "cp862",
    "cp865", "cp866", "cp1125", "cp1258", "kz1048", "mac-roman", "mac-latin2", "mac-cyrillic",
    "mac-greek", "mac-turkish", "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "johab",
)  # fmt: skip
# One byte that is no part of a word says too little to look at more than Windows.
_HIGH = re.compile(rb"[\x80-\xff]")
_ALONE = re.compile(rb"(?<![A-Za-z])[\x80-\xff](?![A-Za-z])")
# A surrogate on its own, written as three bytes, is one damage.
_HALF_PAIR = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_SAMPLE = 1 << 14
_CUT = 3
# Fewer bytes are no line that somebody wrote.
_LEAST = 4
# In nats: of a letter that the rest of the text has not, of one in a script that it has not, and
# of a byte that is damage. Estimates.
_NEW_LETTER = 3.0
_NEW_SCRIPT = 6.0
_DAMAGE = 12.0


def letters_beyond_ascii(characters: Iterable[str]) -> frozenset[str]:
    """Return the letters among the characters that ASCII has not, lower case."""
    return frozenset(each.lower() for each in characters if each.isalpha() and not each.isascii())


class ForeignLines:
    """Lines none of which is UTF-8, within a text of which the rest has certain characters."""

    def __init__(
        self, lines: Sequence[bytes], certain: Iterable[str], also: Sequence[str] = ()
    ) -> None:
        self._lines = lines
        self._also = also
        self._letters = letters_beyond_ascii(certain)
        self._scripts = scripts(self._letters)

    @cached_property
    def name(self) -> str | None:
        """The encoding that fits all of them best; None where none can read them."""
        data = b"".join(self._lines)[:_SAMPLE]
        alone = _ALONE.search(data) and len(_HIGH.findall(data)) == 1
        names = _WINDOWS if alone else dict.fromkeys((*_LEGACY, *self._also))
        sample = Sample(data)
        costs = {name: self._cost(sample, name) for name in names if _fits(data, name)}
        return min(costs, key=costs.__getitem__, default=None)

    def read(self, line: bytes) -> str | None:
        """Return the text of one of the lines; None where it is likelier to be damaged UTF-8."""
        if len(line) < _LEAST or self.name is None or not _fits(line, self.name):
            return None
        beginning = line[:_SAMPLE]
        damaged = _HALF_PAIR.sub(b"\xff", beginning)
        valid = damaged.decode("utf-8", "ignore")
        damage = cost_of(valid) + _DAMAGE * (len(damaged) - len(valid.encode()))
        cost = self._cost(Sample(beginning), self.name)
        return line.decode(self.name) if cost < damage else None

    def _cost(self, sample: Sample, name: str) -> float:
        """Return what a reading costs here, in nats."""
        letters = [each for each in sample.data.decode(name, "ignore").lower() if each.isalpha()]
        new = [each for each in letters if not each.isascii() and each not in self._letters]
        strange = [each for each in new if not scripts(each) <= self._scripts]
        added = _NEW_LETTER * len(new) + _NEW_SCRIPT * len(strange)
        return sample.cost(name) - prevalence(name) + added


def _fits(data: bytes, name: str) -> bool:
    """Say whether an encoding reads the bytes, a character cut by the sample's end aside."""
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        return len(data) == _SAMPLE and error.start > len(data) - _CUT
    return True
