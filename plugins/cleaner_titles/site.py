"""Leave the name of a site out of a title."""

from __future__ import annotations

from cleaner_titles.fold import fold, heads


def without_site(title: str, lines: list[str], sites: tuple[str, ...]) -> str:
    """Return the title without the name of its site.

    A name is known because it is one of ``sites``, or because the document shows the title
    without it as well.
    """
    known = {fold(site) for site in sites}
    shown = {fold(line) for line in lines if line and len(line) <= len(title)}
    proper = heads(title)
    return _cut(title, known, proper & shown)


def _cut(title: str, sites: set[str], proper: set[str]) -> str:
    """Cut the title where what is left is shown alone, or what goes is the name of a site."""
    for at in range(1, len(title)):
        if title[at - 1].isalnum() and not title[at].isalnum():
            head, tail = title[:at], title[at:]
            if fold(head) in proper or fold(tail) in sites:
                return head
            if fold(head) in sites and title[at] in ":：|｜-–— ":
                return tail.strip(" :：|｜-–—")
    return title
