"""Tell lines that end where their sentence or paragraph does from lines that were full."""

from __future__ import annotations

from itertools import pairwise

_SHORTEST = 25  # characters of a line that may be full
_NARROWEST, _WIDEST = 30, 120  # columns of lines that are wrapped
_LESS_THAN_HALF = 3  # of so many line ends one must be within a sentence


def are_wrapped(lines: list[str]) -> bool:
    """Return whether many of the lines go on with the sentence of the line above.

    >>> are_wrapped(["These lines are", "wrapped, and", "go on.", "Here too."])
    True
    >>> are_wrapped(["Name: Foo", "age: 12", "Town: Bar", "Code: 7", "Size: 3"])
    False
    """
    ends = goes_on = 0
    for above, line in pairwise(map(str.strip, lines)):
        if above and line:
            ends += 1
            first = line[0]
            goes_on += first.islower() or (first > "\x7f" and _goes_on_caseless(above, first))
    return goes_on > 0 and _LESS_THAN_HALF * goes_on >= ends


def was_full(before: str, behind: str, word: str) -> bool:
    r"""Return whether the last line before ended because the word behind it had no room left.

    ``before`` and ``behind`` are what stands around, which tells how long lines may be.

    >>> below = "Norway, and some of the South.\nThen there were none."
    >>> was_full("The port had been busy there\nwith many of the ships from\n", below, "Norway,")
    True
    >>> was_full("The port had been busy there\nwith ships\n", below, "Norway,")
    False
    """
    lines = list(map(str.rstrip, before.split("\n")[:-1]))
    last = len(lines[-1])
    longest = max(map(len, lines + list(map(str.rstrip, behind.split("\n")))))
    return _NARROWEST <= longest <= _WIDEST and last + 1 + len(word) > longest


def _goes_on_caseless(above: str, first: str) -> bool:
    """Return whether a line that begins so, in a script without capitals, goes on with another.

    That is one which is long, and ends without a mark.
    """
    if len(above) < _SHORTEST or first.isupper() or not first.isalpha():
        return False
    return above[-1].isalnum()
