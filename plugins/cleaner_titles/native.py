"""The compiled search for lines that may show a title; it rules out, and never finds by itself."""

from __future__ import annotations

import ctypes
import functools
import re
from pathlib import Path
from typing import Any
from unicodedata import combining

from cleaner import kernels
from cleaner_titles.fold import SEPARATORS, fold

NARROWER = 3
"""No copy is as short as this, in characters."""

_PART = re.compile(r"[|｜¦:：·•»«]|\s[-–—―/~]+\s|——|--|_")
# What an entry of a page says beside up to three letters; see showing.c.
_SILENT, _ANYTHING, _ONE_MORE = 1, 2, 1 << 63
_LETTERS, _BITS = 3, 21


def parts_of(title: str) -> list[str]:
    """Return the parts of a title of which a copy may have one alone.

    >>> parts_of("The old mill | Town: News")
    ['The old mill ', ' Town', ' News']
    """
    return [title] if SEPARATORS.isdisjoint(title) else _PART.split(title)


def may_show_twice(utf8: bytes, title: str, longest: int) -> bool:
    """Say whether two lines may show a title; true where nothing is compiled.

    Args:
        utf8: the text, its lines ended by line feeds.
        title: on one line.
        longest: of the lines that are looked at, in characters.
    """
    showings = _kernel()
    if showings is None:
        return True
    parts = ("\n".join(parts_of(title)) + "\n").encode("utf-8", "surrogatepass")
    while True:
        told: int = showings(utf8, len(utf8), parts, len(parts), NARROWER + 1, longest, _PAGES_AT)
        if told >= 0:
            return told > 1
        _add_page(-1 - told)


@functools.cache
def _kernel() -> Any:
    """Return ``titles_showings`` of showing.c, or None where it was not compiled."""
    showings = getattr(kernels(Path(__file__).parent).library, "titles_showings", None)
    if showings is not None:
        text = (ctypes.c_char_p, ctypes.c_int64)
        showings.argtypes = [*text, *text, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
        showings.restype = ctypes.c_int64
        _add_page(0)
    return showings


_PAGES = (ctypes.c_void_p * 0x1100)()
_PAGES_AT = ctypes.addressof(_PAGES)
_FILLED: dict[int, ctypes.Array[ctypes.c_uint64]] = {}


def _add_page(number: int) -> None:
    """Work out what the 256 code points of a page fold to."""
    page = (ctypes.c_uint64 * 256)(*map(_entry, range(number * 256, number * 256 + 256)))
    _FILLED[number] = page
    _PAGES[number] = ctypes.addressof(page)


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
    if len(letters) > _LETTERS or silent > 1:
        return _ANYTHING
    entry = _ONE_MORE if silent else 0
    for place, letter in enumerate(letters):
        entry |= ord(letter) << place * _BITS
    return entry
