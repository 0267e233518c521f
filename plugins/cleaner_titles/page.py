"""Take the number of a page off a line."""

from __future__ import annotations

import re

_PAGE = (
    r"(?:pages?|pag|pgs?|p|pp|seiten?|s|página|pagina|págs?|стр|страница|с|strona|str|sida|side|"
    r"sivu|sayfa|trang|σελίδα|σελ|صفحة|ص|صفحه|עמוד|עמ|पृष्ठ|หน้า|페이지|쪽|頁|页|第|ページ)"
)
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
    # The word before the number can be the title's own: Town Page 12.
    plain = low.rstrip("0123456789")
    if plain[-1:] == " " and plain != low:
        found.append(plain.rstrip())
    return found
