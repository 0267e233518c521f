"""Take the number of a page off a line."""

from __future__ import annotations

import re

# What a page is called, in full and for short.
PAGE_WORDS = (
    r"pages?|pag|pgs?|p|pp|seiten?|s|página|pagina|pàgina|páxina|págs?|sida|side|sivu|sayfa|trang|"
    r"strona|str|strana|stránka|stranica|stran|oldal|halaman|orria|puslapis|lapa|lehekülg|ukurasa|"
    r"paĝo|стр|страница|с|сторінка|стор|старонка|страна|бет|σελίδα|σελ|էջ|გვერდი|صفحة|ص|صفحه|صفحہ|"
    r"עמוד|עמ|पृष्ठ|पान|পৃষ্ঠা|પૃષ્ઠ|ਪੰਨਾ|பக்கம்|పేజీ|ಪುಟ|പേജ്|หน้า|페이지|쪽|頁|页|第|ページ"
)
_PAGE = f"(?:{PAGE_WORDS})"
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
    if low[0] in "0123456789" and (rest := low.lstrip("0123456789").lstrip()) not in found:
        found.append(rest)
    # The word before the number can be the title's own: Town Page 12.
    plain = low.rstrip("0123456789")
    if plain[-1:] == " " and plain != low:
        found.append(plain.rstrip())
    return found
