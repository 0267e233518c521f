"""What two texts of the same lines differ in, place by place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cleaner import Edit

_NOT_ASCII = re.compile("[^\x00-\x7f]+")
# So many equal characters say that both texts go on alike, and within so many they must.
_ALIKE = 3
_WITHIN = 64
_HANGUL_VOWELS_AND_TAILS = range(0x1160, 0x1200)


def differences(before: str, after: str, reason: str) -> Iterator[Edit]:
    r"""Yield the edits that make one text from another, line by line where both have as many.

    >>> [(edit.start, edit.end) for edit in differences("a\ncafÃ©s", "a\ncafés", "mojibake")]
    [(5, 7)]
    """
    lines, others = before.split("\n"), after.split("\n")
    if len(lines) != len(others):
        lines, others = [before], [after]
    at = 0
    for line, other in zip(lines, others, strict=True):
        if line != other:
            yield from _within(line, other, at, reason)
        at += len(line) + 1


def _within(line: str, other: str, at: int, reason: str) -> Iterator[Edit]:
    """Pair what lies beyond ASCII, if all else is the same; or look where both are alike again."""
    if _NOT_ASCII.split(line) == _NOT_ASCII.split(other):
        for one, two in zip(_NOT_ASCII.finditer(line), _NOT_ASCII.finditer(other), strict=True):
            if one[0] != two[0]:
                yield from _apart(one[0], two[0], at + one.start(), reason)
    else:
        yield from _apart(line, other, at, reason)


def _apart(line: str, other: str, at: int, reason: str) -> Iterator[Edit]:
    """Yield what differs, each up to where both go on alike, or to the end."""
    one = two = 0
    while one < len(line) or two < len(other):
        if line[one : one + 1] == other[two : two + 1]:
            one, two = one + 1, two + 1
            continue
        more, new = _meeting(line[one:], other[two:])
        yield Edit(at + one, at + one + more, other[two : two + new], reason)
        one, two = one + more, two + new


def _meeting(line: str, other: str) -> tuple[int, int]:
    """Return how far two texts are to be skipped to be alike again: as little as may be."""
    reach = min(len(line), _WITHIN) + min(len(other), _WITHIN)
    for both in range(1, reach + 1):
        for new in range(max(0, both - len(line)), min(both, len(other)) + 1):
            found = line[both - new : both - new + _ALIKE]
            # No repair of letters changes those of ASCII.
            enough = 1 if found[:1].isascii() and found[:1].isalpha() else _ALIKE
            if found and found[:enough] == other[new : new + enough]:
                return both - new, new
    # The rest, but for the end that both have.
    tail = 0
    while tail < min(len(line), len(other)) and line[-1 - tail] == other[-1 - tail]:
        tail += 1
    return len(line) - tail, len(other) - tail


def composed(before: str, after: str, reason: str) -> Iterator[Edit]:
    r"""Yield what canonical composition changes: each letter with its marks by itself.

    >>> [(edit.start, edit.end) for edit in composed("Cafe\u0301", "Caf\u00e9", "composition")]
    [(3, 5)]
    """
    at = 0
    edits = []
    for line in before.split("\n"):
        if not unicodedata.is_normalized("NFC", line):
            start = 0
            for end in (*(n for n in range(1, len(line)) if _begins(line[n])), len(line)):
                new = unicodedata.normalize("NFC", line[start:end])
                if new != line[start:end]:
                    edits.append(Edit(at + start, at + end, new, reason))
                start = end
        at += len(line) + 1
    # A letter that joins the one before is no mark in every version of Unicode.
    yield from edits if _made(before, edits) == after else differences(before, after, reason)


def _begins(character: str) -> bool:
    """Say whether a character stands apart from the one before."""
    return character.isascii() or (
        unicodedata.category(character)[0] != "M"
        and not unicodedata.combining(character)
        and ord(character) not in _HANGUL_VOWELS_AND_TAILS
    )


def _made(text: str, edits: list[Edit]) -> str:
    at = 0
    pieces: list[str] = []
    for edit in edits:
        pieces += (text[at : edit.start], edit.replacement)
        at = edit.end
    return "".join((*pieces, text[at:]))
