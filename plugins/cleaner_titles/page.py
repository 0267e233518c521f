"""Take the number of a page off a line."""

from __future__ import annotations

import re
from typing import NamedTuple

# The zeros of the scripts that have digits of their own (Unicode, general category Nd).
_ZEROS = (
    "0\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0"
    "\u0f20\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0"
    "\ua900\ua9d0\ua9f0\uaa50\uabf0\uff10"
)
DIGITS = "".join(chr(ord(zero) + value) for zero in _ZEROS for value in range(10))
# What a page is called, in full and for short.
PAGE_WORDS = (
    r"pages?|pag|pgs?|p|pp|seiten?|s|página|pagina|pàgina|páxina|págs?|sida|side|sivu|sayfa|trang|"
    r"strona|str|strana|stránka|stranica|stran|oldal|halaman|orria|puslapis|lapa|lehekülg|ukurasa|"
    r"paĝo|стр|страница|с|сторінка|стор|старонка|страна|бет|σελίδα|σελ|էջ|გვერდი|صفحة|ص|صفحه|صفحہ|"
    r"עמוד|עמ|पृष्ठ|पान|পৃষ্ঠা|પૃષ્ઠ|ਪੰਨਾ|பக்கம்|పేజీ|ಪುಟ|പേജ്|หน้า|페이지|쪽|頁|页|第|ページ"
)
_PAGE = f"(?:{PAGE_WORDS})"
# The least lines of a page, and how many chains are followed at a number.
_LINES, _BRANCHES = 20, 8
_OF = r"(?:/|[^\W\d_]{1,5}|の|共)"
_NUMBER = (
    rf"\d{{1,4}}(?:\s*(?:页|頁|ページ|쪽|페이지))?(?:\s*{_OF}\s*\d{{1,4}}(?:\s*(?:页|頁|쪽))?)?"
)
_BEHIND = re.compile(
    rf"(?:\s*[-–—―|·•,/:(\[（［]+\s*(?:{_PAGE}\.?\s*)?|\s+(?:{_PAGE}\.?\s*)?|(?=第))(?:第\s*)?"
    rf"{_NUMBER}\s*[-–—―|·•)\]）］]*$"
)
_BEFORE = re.compile(
    rf"[-–—―(\[（［|]*\s*(?:{_PAGE}\.?\s*)?{_NUMBER}(?:\s*[-–—―|·•,/:)\]）］]+\s*|\s+)(?=\D)"
)


def without_page(line: str) -> list[str]:
    """Return what is left of a line, in small letters, without a page's number at either end.

    >>> without_page("The old mill - page 3 of 9"), without_page("12 The old mill")
    (['the old mill', 'the old mill - page 3 of'], ['the old mill'])
    """
    low = line.lower()
    behind = _BEHIND.search(low)
    before = _BEFORE.match(low)
    found = [low[: behind.start()]] if behind else []
    if before:
        found.append(low[before.end() :])
    # What looks like the count of the pages can be the title's own.
    if low[0].isdecimal() and (rest := low.lstrip(DIGITS).lstrip()) not in found:
        found.append(rest)
    # The word before the number can be the title's own: Town Page 12.
    plain = low.rstrip(DIGITS)
    if plain[-1:] == " " and plain != low:
        found.append(plain.rstrip())
    return found


class _Link(NamedTuple):
    """The last page of a chain, the distance to the one before it, and how many there are."""

    line: int
    page: int
    gap: int
    length: int
    before: _Link | None


def too_many(alone: int, filled: int) -> bool:
    """Say whether more lines are numbers alone than pages can have: the numbers are data."""
    return alone > max(_LINES, filled // 4)


def page_chains(places: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the runs of lines whose numbers count by one at equal distances, the longest first.

    Args:
        places: lines, in order, each with a number in it. Others than pages may be among them.
    """
    ends: dict[int, list[_Link]] = {}
    for index, page in places:
        links = [_Link(index, page, 0, 1, None)]
        for end in ends.get(page - 1, ()):
            gap = index - end.line
            if gap >= _LINES and (end.length == 1 or abs(gap - end.gap) <= 2):
                links.append(_Link(index, page, end.gap or gap, end.length + 1, end))
        known = ends.get(page, [])
        ends[page] = sorted([*known, *links], key=lambda link: -link.length)[:_BRANCHES]
    taken: set[int] = set()
    chains = []
    for end in sorted((link for links in ends.values() for link in links), key=_by_length):
        chain = []
        link: _Link | None = end
        while link is not None and link.line not in taken:
            chain.append((link.line, link.page))
            link = link.before
        if len(chain) > 2 and link is None:
            taken.update(index for index, _ in chain)
            chains.append(chain[::-1])
    return chains


def _by_length(link: _Link) -> tuple[int, int]:
    return -link.length, link.line
