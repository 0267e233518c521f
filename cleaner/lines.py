"""The lines of a text, which several steps look at: cut out once, and remembered for the last."""

from __future__ import annotations

import re
from typing import NamedTuple

# An old Mac's line end; put in place of it, a line feed leaves every offset as it was.
_LONE_RETURN = re.compile(r"\r(?!\n)")
# Of a longer text the lines take more memory than it is worth to keep.
_LONGEST = 1 << 20


class Lines(NamedTuple):
    """The lines of a text.

    ``view`` is the text with a line feed in place of each lone carriage return, so that all
    offsets are those of the text; ``stripped`` holds its lines without the white space around
    them, ``filled`` those that are not blank then; ``repeats`` tells whether one comes twice.
    """

    view: str
    stripped: list[str]
    filled: list[str]
    repeats: bool


_last: tuple[str, Lines] = ("", Lines("", [""], [], repeats=False))


def lines_of(text: str) -> Lines:
    r"""Return the lines of a text; must not be changed, since the next step is given the same.

    >>> lines_of("a \n\n b")
    Lines(view='a \n\n b', stripped=['a', '', 'b'], filled=['a', 'b'], repeats=False)
    """
    global _last  # noqa: PLW0603 - the steps of a chain get one text after the other
    known, lines = _last
    if known is text:
        return lines
    view = _LONE_RETURN.sub("\n", text) if "\r" in text else text
    stripped = list(map(str.strip, view.split("\n")))
    filled = list(filter(None, stripped))
    lines = Lines(view, stripped, filled, len(set(filled)) < len(filled))
    if len(text) <= _LONGEST:
        _last = (text, lines)
    return lines
