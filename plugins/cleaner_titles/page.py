"""Take the number of a page off a line."""

from __future__ import annotations

import re
from typing import NamedTuple

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
    if low[0] in "0123456789":
        found.append(low.lstrip("0123456789"))
    # The word before the number can be the title's own: Town Page 12.
    plain = low.rstrip("0123456789")
    if plain[-1:] == " " and plain != low:
        found.append(plain.rstrip())
    return found


class _Link(NamedTuple):
    """The last page of a chain, the distance to the one before it, and how many there are."""

    index: int
    page: int
    gap: int
    length: int
    before: _Link | None


def page_chains(places: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the runs of lines whose numbers count by one at equal distances, the longest first.

    Args:
        places: lines, in order, each with a number in it. Others than pages may be among them.
    """
    ends: dict[int, list[_Link]] = {}
    for index, page in places:
        links = [_Link(index, page, 0, 1, None)]
        for end in ends.get(page - 1, ()):
            gap = index - end.index
            if gap >= _LINES and (end.length == 1 or abs(gap - end.gap) <= 2):
                links.append(_Link(index, page, end.gap or gap, end.length + 1, end))
        known = ends.get(page, [])
        ends[page] = sorted([*known, *links], key=lambda link: -link.length)[:_BRANCHES]
    taken: set[int] = set()
    chains = []
    for end in sorted((link for links in ends.values() for link in links), key=_by_length):
        chain = []
        link: _Link | None = end
        while link is not None and link.index not in taken:
            chain.append((link.index, link.page))
            link = link.before
        if len(chain) > 2 and link is None:
            taken.update(index for index, _ in chain)
            chains.append(chain[::-1])
    return chains


def _by_length(link: _Link) -> tuple[int, int]:
    return -link.length, link.index
