"""Tell from the text as a whole that a document has no copy of its title, without its lines."""

from __future__ import annotations

from cleaner import Lines
from cleaner_titles.anchor import Title
from cleaner_titles.copies import Limits, kind_of_copy
from cleaner_titles.native import NARROWER


def shown_twice(lines: Lines, titles: list[Title], limits: Limits) -> bool:
    """Say whether two lines show one of the titles, its own line among them.

    Where they do not there is no copy. Paragraphs are too long for one, and most texts say the
    words that a copy must have nowhere but in the title: then no line is cut out and compared.

    Args:
        lines: those of the document.
        titles: from the text or known beforehand.
        limits: how near a copy must be.
    """
    for title in titles:
        longest = title.longest_copy
        text = where = lines.view
        if len(text) > len(lines.filled) * longest:
            # Some are paragraphs: what is left without them is soon searched.
            short = [line for line in lines.filled if len(line) <= longest]
            if len(short) < 2:
                continue
            where = "\n".join(short)
        own = title.line + "\n"
        below = len(own) if where.startswith(own) else 0
        forms = [form for form in title.forms(text) if where.find(form, below) >= 0]
        if forms and (below > 0) + _showings(where, below, forms, title, limits) > 1:
            return True
    return False


def _showings(text: str, below: int, forms: list[str], title: Title, limits: Limits) -> int:
    """Return how many lines from an offset on show the title; no more than two are looked for."""
    longest = title.longest_copy
    # Where letters may differ, the words that tell most may be written otherwise.
    telling = title.telling_forms(text) if limits.similarity >= 1 else []
    shows: dict[str, bool] = {}
    places: set[int] = set()
    for form in forms:
        at = text.find(form, below)
        while at >= 0:
            start = text.rfind("\n", below, at) + 1 or below
            end = text.find("\n", at)
            line = (text[start:end] if end >= 0 else text[start:]).strip()
            if NARROWER < len(line) <= longest:
                if line not in shows:
                    likely = not telling or _may_show(line, telling)
                    shows[line] = likely and bool(kind_of_copy(line, title, limits))
                if shows[line]:
                    places.add(start)
                    if len(places) > 1:
                        return 2
            at = text.find(form, end) if end >= 0 else -1
    return len(places)


def _may_show(line: str, telling: list[str]) -> bool:
    """Say whether a line has a word that all copies have but those which are cut short."""
    return any(map(line.__contains__, telling)) or "…" in line or ".." in line
