"""Tell from the text as a whole that a document has no copy of its title, without its lines."""

from __future__ import annotations

from cleaner_titles.anchor import NARROWER, Title
from cleaner_titles.copies import Limits, kind_of_copy


def shown_twice(text: str, title: Title, limits: Limits) -> bool:
    """Say whether two lines show the title, the title's own among them.

    Where they do not there is no copy. Most texts say the words that a copy must have nowhere
    but in the title, or in paragraphs too long for one: then no line is cut out and compared.

    Args:
        text: the document, its lines ended by line feeds.
        title: the title, from the text or known beforehand.
        limits: how near a copy must be.
    """
    longest = title.longest_copy
    shows: dict[str, bool] = {}
    below = len(title.line) if text.startswith(title.line + "\n") else 0
    places = {0} if below else set()
    for form in title.forms(text):
        at = text.find(form, below)
        while at >= 0:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            line = (text[start:end] if end >= 0 else text[start:]).strip()
            if NARROWER < len(line) <= longest:
                if line not in shows:
                    shows[line] = bool(kind_of_copy(line, title, limits))
                if shows[line]:
                    places.add(start)
                    if len(places) > 1:
                        return True
            at = text.find(form, end) if end >= 0 else -1
    return False
