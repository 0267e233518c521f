"""Leave the name of a site out of a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner_titles.fold import fold, heads
from cleaner_titles.sites import folder_of, names_in, without_names

if TYPE_CHECKING:
    from cleaner_titles import Options

_NONE: frozenset[str] = frozenset()


def without_site(title: str, lines: list[str], source: str, options: Options) -> str:
    """Return the title without the name of its site.

    A name is known because it is one of the option ``sites``, because the file of ``sites_from``
    names it for the source's folder, or because the document shows the title without it as well.
    """
    if options.sites_from:
        learned = names_in(options.sites_from).get(folder_of(source), (_NONE, _NONE))
        title = without_names(title, *learned)
    known = {fold(site) for site in options.sites}
    shown = {fold(line) for line in lines if line and len(line) <= len(title)}
    return _cut(title, known, heads(title) & shown)


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
