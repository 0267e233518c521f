"""The lines of a text, which several steps look at: cut out once, and remembered for the last."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from itertools import islice
from operator import eq
from pathlib import Path

from cleaner.kernels import kernels

# An old Mac's line end; put in place of it, a line feed leaves every offset as it was.
_LONE_RETURN = re.compile(r"\r(?!\n)")
# Of a longer text the lines take more memory than it is worth to keep.
_LONGEST = 1 << 24


class Lines:
    r"""The lines of a text, and what they have in common.

    Lines end with line feeds. The white space around a line does not count, nor do blank ones.

    Attributes:
        view: the text with a line feed in place of each lone carriage return, so that all offsets
            are those of the text.
        again: how many lines there are that were there before.
        in_a_row: whether a line comes twice in a row.
        may_count: false where no more than two lines begin or end with a number, be it a Roman
            one (or with what stands beside the number of a page), and are alike but for it. True
            says nothing.

    >>> lines = Lines("a \n\n b")
    >>> lines.stripped, lines.filled, lines.again
    (['a', '', 'b'], ['a', 'b'], 0)
    """

    __slots__ = ("_filled", "_stripped", "_utf8", "again", "in_a_row", "may_count", "view")

    def __init__(self, text: str) -> None:
        self.view = _LONE_RETURN.sub("\n", text) if "\r" in text else text
        self._stripped: list[str] | None = None
        self._filled: list[str] | None = None
        self._utf8: bytes | None = None
        shared = _kernel()
        told: int = shared(self.utf8) if shared else -1
        if told >= 0:
            self.in_a_row, self.may_count, self.again = told & 1 == 1, told & 2 == 2, told >> 2
        else:
            filled = self.filled
            self.again = len(filled) - len(set(filled))
            self.in_a_row = self.again > 0 and any(map(eq, filled, islice(filled, 1, None)))
            self.may_count = True

    @property
    def utf8(self) -> bytes:
        """``view`` in UTF-8; half of a surrogate pair stands there as three bytes."""
        if self._utf8 is None:
            self._utf8 = self.view.encode("utf-8", "surrogatepass")
        return self._utf8

    @property
    def stripped(self) -> list[str]:
        """The lines without the white space around them; must not be changed."""
        if self._stripped is None:
            self._stripped = list(map(str.strip, self.view.split("\n")))
        return self._stripped

    @property
    def filled(self) -> list[str]:
        """Those of ``stripped`` that are not blank; must not be changed."""
        if self._filled is None:
            self._filled = list(filter(None, self.stripped))
        return self._filled

    @property
    def repeats(self) -> bool:
        """Whether a line comes twice."""
        return self.again > 0

    def top(self, count: int) -> list[str]:
        """Return the first lines, stripped, without cutting out the others."""
        if self._stripped is not None:
            return self._stripped[:count]
        return list(map(str.strip, self.view.split("\n", count)[:count]))


@functools.cache
def _kernel() -> Callable[[bytes], int] | None:
    """Return ``shared`` of lines.c, or None where it was not compiled from this state of it."""
    kernel = kernels(Path(__file__).parent).module("cleaner.text")
    return kernel.shared if kernel else None


_last: tuple[str, Lines] | None = None


def lines_of(text: str) -> Lines:
    """Return the lines of a text; the next step that asks for the same text is given the same."""
    global _last  # noqa: PLW0603 - the steps of a chain get one text after the other
    if _last is not None and _last[0] is text:
        return _last[1]
    lines = Lines(text)
    if len(text) <= _LONGEST:
        _last = (text, lines)
    return lines
