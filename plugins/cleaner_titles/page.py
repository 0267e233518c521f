"""Take the number of a page off a line."""

from __future__ import annotations

import re

_PAGE = (
    r"(?:pages?|pag|pgs?|p|pp|seiten?|s|página|pagina|págs?|стр|страница|с|strona|str|sida|side|"
    r"sivu|sayfa|trang|σελίδα|σελ|صفحة|ص|صفحه|עמוד|עמ|पृष्ठ|หน้า|페이지|쪽|頁|页|第|ページ)"
)
_OF = r"(?:/|of|von|de|di|из|sur|av|af|z|из|من|מתוך|の|共|/)"
_NUMBER = rf"\d{{1,4}}(?:\s*(?:页|頁|ページ|쪽|페이지))?(?:\s*{_OF}\s*\d{{1,4}}(?:\s*(?:页|頁|쪽))?)?"
_BEHIND = re.compile(
    rf"(?P<core>.*?[^\s\d].*?)(?:\s*[-–—―|·•,/:(\[（［]+\s*(?:{_PAGE}\.?\s*)?|\s+(?:{_PAGE}\.?\s*)?"
    rf"|(?=第))(?:第\s*)?{_NUMBER}\s*[-–—―|·•)\]）］]*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"[-–—―(\[（［|]*\s*(?:{_PAGE}\.?\s*)?{_NUMBER}"
    r"(?:\s*[-–—―|·•,/:)\]）］]+\s*|\s+)(?P<core>.*[^\s\d].*)$",
    re.IGNORECASE,
)


def without_page(line: str) -> list[str]:
    """Return what is left of a line without the number of a page behind or before it.

    >>> without_page("The old mill - page 3 of 9"), without_page("12 The old mill")
    (['The old mill'], ['The old mill'])
    """
    if not re.search(r"\d", line):
        return []
    found = []
    for pattern in (_BEHIND, _BEFORE):
        match = pattern.match(line)
        if match:
            found.append(match["core"].strip(" -–—―|·•,/:"))
    return found
