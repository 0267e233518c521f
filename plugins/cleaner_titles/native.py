"""The compiled search for lines that may show a title; it rules out, and never finds by itself."""

from __future__ import annotations

import functools
import re
from array import array
from pathlib import Path
from typing import Any
from unicodedata import combining

from cleaner import kernels
from cleaner_titles.fold import SEPARATORS, fold

NARROWER = 3
"""No copy is as short as this, in characters."""

_SEPARATOR = re.compile(f"[{re.escape(''.join(sorted(SEPARATORS)))}]")
_PART = re.compile(r"[|｜¦:：·•»«]|\s[-–—―/~]+\s|——|--|_")
# What an entry of a page says beside up to three letters; see letters.h.
_SILENT, _ANYTHING, _ONE_MORE = 1, 2, 1 << 63
_LETTERS, _BITS = 3, 21


def parts_of(title: str) -> list[str]:
    """Return the parts of a title of which a copy may have one alone.

    >>> parts_of("The old mill | Town: News")
    ['The old mill ', ' Town', ' News']
    """
    return _PART.split(title) if _SEPARATOR.search(title) else [title]


def may_show_twice(utf8: bytes, title: str, longest: int) -> bool:
    """Say whether two lines may show a title; true where nothing is compiled.

    Args:
        utf8: the text, its lines ended by line feeds.
        title: on one line.
        longest: of the lines that are looked at, in characters.
    """
    kernel = _kernel()
    if kernel is None:
        return True
    parts = "\n".join(parts_of(title)).encode("utf-8", "surrogatepass")
    while True:
        told: int = kernel.showings(utf8, parts, NARROWER + 1, longest)
        if told >= 0:
            return told > 1
        kernel.add_page(-1 - told, _page(-1 - told))


def plain_top(utf8: bytes) -> int:
    """Say of the first lines of a text, without cutting them out, that none has a heading's mark.

    Returns:
        0 where that is not known; 1 where the text begins with a line that has a blank one below
        it, 2 where it begins with one that has none.
    """
    kernel = _kernel()
    return kernel.plain_top(utf8) if kernel else 0


@functools.cache
def _kernel() -> Any:
    """Return the module that showing.c is, or None where it was not compiled."""
    kernel = kernels(Path(__file__).parent).module("cleaner_titles")
    if kernel:
        kernel.add_page(0, _page(0))
    return kernel


def _page(number: int) -> bytes:
    """Work out what the 256 code points of a page fold to."""
    return array("Q", map(_entry, range(number * 256, number * 256 + 256))).tobytes()


def _entry(code: int) -> int:
    """Return what stands for a code point: what it folds to, without marks that change places.

    Marks beside each other come in an order of their own when a text is decomposed, so none of
    them is compared.
    """
    folded = fold(chr(code))
    letters = [letter for letter in folded if not combining(letter)]
    if not letters:
        return _SILENT if folded else 0
    silent = len(folded) - len(letters)
    # Control characters fold to themselves, and the first of them have the numbers of these marks.
    if len(letters) > _LETTERS or silent > 1 or ord(min(letters)) <= _ANYTHING:
        return _ANYTHING
    entry = _ONE_MORE if silent else 0
    for place, letter in enumerate(letters):
        entry |= ord(letter) << place * _BITS
    return entry
