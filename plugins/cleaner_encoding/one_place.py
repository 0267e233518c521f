"""Text in ASCII but for one place: a word in some encoding, or damage."""

from __future__ import annotations

import re

from cleaner_encoding.likelihood import Sample
from cleaner_encoding.plausibility import Words
from cleaner_encoding.prevalence import COMMON, prevalence
from cleaner_encoding.single_bytes import single_bytes

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_BEFORE, _BEHIND = re.compile(rb"[A-Za-z]*\Z"), re.compile(rb"[A-Za-z]*")
_LONG = 400
_LONGEST = 3
_AROUND = 20
# What a letter beyond ASCII may cost a word, in nats. Measured: nineteen of twenty words of ten
# languages cost no more; a byte set into an English word costs more in three of four.
_MOST = 7.0


def is_damage(data: bytes) -> bool:
    """Say whether all that a long ASCII text has beyond ASCII is one place of damage.

    Statistics would make a letter of it, in whatever encoding has one there. What gives a word
    in a common encoding is none, nor is a sign of Windows-1252 in its place.
    """
    found = _HIGH_RUN.search(data) if len(data) >= _LONG else None
    if found is None or len(found[0]) > _LONGEST or _HIGH_RUN.search(data, found.end()):
        return False
    before = data[max(0, found.start() - _AROUND) : found.start()]
    behind = data[found.end() : found.end() + _AROUND]
    western = found[0].decode("cp1252", "replace")
    around = Words.of((before + found[0] + behind).decode("cp1252", "replace"))
    if around.flawless and not any(map(str.isalpha, western)):
        return False
    beginning, end = _BEFORE.search(before), _BEHIND.match(behind)
    letters = (beginning[0] if beginning else b"", end[0] if end else b"")
    word = Sample(found[0].join(letters))
    least = min(word.cost(name) - prevalence(name) for name in COMMON if single_bytes(name))
    return least - Sample(b"".join(letters)).cost("ascii") > _MOST
