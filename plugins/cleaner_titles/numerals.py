"""Read the numbers of a line, Roman ones at its ends among them."""

from __future__ import annotations

import re

_ROMAN = r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
# At the beginning and at the end of a line, apart from other letters, in one case.
_AT_START = re.compile(rf"[-–—(\[（［\s]*({_ROMAN}|{_ROMAN.upper()})(?![^\W_])(?!['’.]\w)")
_AT_END = re.compile(rf"(?<![^\W_])({_ROMAN}|{_ROMAN.upper()})[-–—)\]）］\s]*$")
# Before the count of the pages.
_OF_PAGES = re.compile(
    rf"(?<![^\W_])({_ROMAN}|{_ROMAN.upper()})(?=\s?(?:/|\s[^\W\d_]{{1,5}}\s)\s?\d{{1,4}}\W*$)"
)
_LETTERS = frozenset("ivxlcIVXLC")
_MARKS = " \t-–—()[]（）［］"
# Characters of the longest numeral, with marks behind it.
_LONGEST = 24
_STARTS = _LETTERS | frozenset(_MARKS)
_ENDS = _STARTS | frozenset("0123456789")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def in_digits(line: str) -> str:
    """Return a line with digits in place of a Roman numeral at its end, or else its beginning.

    >>> in_digits("The old mill xii"), in_digits("[iv] Elm Valley"), in_digits("civil")
    ('The old mill 12', '[4] Elm Valley', 'civil')
    >>> in_digits("page xvii of 48")
    'page 17 of 48'
    """
    if not line or (line[-1] not in _ENDS and line[0] not in _STARTS):
        return line
    bare = line.strip(_MARKS)
    if not bare:
        return line
    if bare[-1].isdigit():
        said = bare.rstrip("0123456789").rstrip()[-1:]
        counted = said.isalpha() or said == "/"
        found = (_OF_PAGES.search(line) if counted else None) or _AT_START.match(line)
    elif bare[0] in _LETTERS or bare[-1] in _LETTERS:
        found = _AT_END.search(line, max(0, len(line) - _LONGEST)) or _AT_START.match(line)
    else:
        return line
    if found is None:
        return line
    return f"{line[: found.start(1)]}{_value(found[1].lower())}{line[found.end(1) :]}"


def _value(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )
