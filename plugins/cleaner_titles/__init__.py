"""Keep a title once: remove the copies of a document's title line from its body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaner import Document, hookimpl, option
from cleaner_titles.anchor import Title
from cleaner_titles.copies import VARIANTS, Limits, find_copies
from cleaner_titles.precheck import shown_twice
from cleaner_titles.removal import removals
from cleaner_titles.running import find_running, may_run
from cleaner_titles.site import without_site
from cleaner_titles.title import find_titles

# An old Mac's line end; put in place of it, a line feed leaves every offset as it was.
_LONE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(frozen=True)
class Options:
    """How near a copy must be to the title, and where copies are looked for."""

    variants: tuple[str, ...] = option(
        VARIANTS, "how a copy may differ beyond case, spacing and punctuation", choices=VARIANTS
    )
    similarity: float = option(
        1.0, "least similarity of a copy's letters to the title's; 1: the same", min=0.7, max=1
    )
    reach: int | None = option(
        None, "how many lines below the title scattered copies are looked for", min=0
    )
    running: bool = option(True, "remove running heads and feet with a changing number")
    min_title: int = option(8, "narrowest title with scattered copies, in columns", min=2)
    max_title: int = option(300, "widest title in columns; an ideograph takes two", min=8, max=2000)
    strip_site: bool = option(False, "leave the site's name out of meta.title")
    sites: tuple[str, ...] = option((), "names of sites that strip-site knows beforehand")


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | None:
    """Remove the copies of the title; the text keeps its first, ``meta.title`` holds it.

    A title that the input brought along is used, and never overwritten.
    """
    view = _LONE_RETURN.sub("\n", text) if "\r" in text else text
    lines = list(map(str.strip, view.split("\n")))
    given = document.meta.get("title")
    named = given.strip() if isinstance(given, str) else ""
    anchors, title = find_titles(lines, named, options.max_title)
    titles = [Title(line) for line in anchors]
    limits = Limits(options.variants, options.similarity, options.min_title, options.reach)
    edits = []
    filled = list(filter(None, lines))
    repeats = shown_twice(view, filled, titles, limits)
    if repeats or (options.running and may_run(view, filled) and find_running(lines)):

        def find(left: list[str]) -> dict[int, str]:
            # What is left can show another title, as it would to a second run.
            new = [one for one in find_titles(left, named, options.max_title)[0] if one not in anchors]
            return _found(left, [*titles, *map(Title, new)], limits, options.running)

        edits = removals(view, find)
    if options.strip_site:
        title = without_site(title, lines, options.sites)
    brought = "title" in document.meta and "title" not in document.noted
    found = {"title": title} if title and title != given and not brought else {}
    if edits:
        return document.edit(edits, **found)
    return document.note(**found) if found else None


def _found(lines: list[str], titles: list[Title], limits: Limits, running: bool) -> dict[int, str]:
    """Return the lines to remove, each with the reason."""
    found = find_running(lines) if running else {}
    for title in titles:
        kept, copies = find_copies(lines, title, limits)
        found |= copies
        # A title that is a running head at once stays where it stands first.
        found.pop(kept, None)
    return found
