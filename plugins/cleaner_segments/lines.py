"""Tell lines that end where their sentence or paragraph does from lines that were full."""

from __future__ import annotations

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
    above = ""
    for whole in lines:
        line = whole.strip()
        if above and line:
            ends += 1
            goes_on += _goes_on(above, line[0])
        above = line
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
    lines = [line.rstrip() for line in before.split("\n")[:-1]]
    longest = max(map(len, lines + [line.rstrip() for line in behind.split("\n")]))
    return _NARROWEST <= longest <= _WIDEST and len(lines[-1]) + 1 + len(word) > longest


def _goes_on(above: str, first: str) -> bool:
    """Return whether a line that begins so goes on with the sentence of that above."""
    if first.islower():
        return True
    # Scripts without capitals: the line above is long, and ends without a mark.
    caseless = first.isalpha() and not first.isupper()
    return caseless and len(above) >= _SHORTEST and above[-1].isalnum()
