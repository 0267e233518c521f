"""Find the title of a document and what is to be removed, and remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cleaner import Document, Edit, Lines, lines_of
from cleaner_titles.anchor import Title, longest_copy
from cleaner_titles.copies import REPEATED, Limits, find_copies
from cleaner_titles.fold import bare
from cleaner_titles.native import may_show_twice
from cleaner_titles.precheck import shown_twice
from cleaner_titles.removal import removals
from cleaner_titles.running import find_running, may_run
from cleaner_titles.site import without_site
from cleaner_titles.title import LINES_READ, find_titles, plain_titles

if TYPE_CHECKING:
    from cleaner_titles import Options


def without_copies(text: str, document: Document, options: Options) -> Document | None:
    """Remove the copies of the title; the text keeps its first, ``meta.title`` holds it.

    A title that the input brought along is used, and never overwritten.
    """
    lines = lines_of(text)
    given = document.meta.get("title")
    named = given.strip() if isinstance(given, str) else ""
    widest = options.max_title
    anchors, title = plain_titles(lines, named, widest) or find_titles(
        lines.top(LINES_READ), named, widest, lines
    )
    edits = _edits(lines, named, anchors, options) if _may_need(lines, anchors, options) else None
    brought = "title" in document.meta and "title" not in document.noted
    if title and (options.strip_site or options.sites_from):
        whole = title
        title = without_site(title, lines.stripped, document.source, options)
        brought = brought and title == whole
    found = {"title": title} if title and title != given and not brought else {}
    if edits:
        return document.edit(edits, **found)
    return document.note(**found) if found else None


def _may_need(lines: Lines, anchors: list[str], options: Options) -> bool:
    """Say whether there can be a line to remove; most documents are told here to have none."""
    if options.running and may_run(lines):
        return True
    if options.similarity < 1:
        # Letters that may differ cannot be looked for.
        return bool(anchors)
    return any(may_show_twice(lines.utf8, bare(line), longest_copy(line)) for line in anchors)


def _edits(lines: Lines, named: str, anchors: list[str], options: Options) -> list[Edit]:
    """Return what is to be removed; a copy says where the text keeps the title."""
    titles = [Title(line) for line in anchors]
    limits = Limits(options.variants, options.similarity, options.min_title, options.reach)
    if not shown_twice(lines, titles, limits) and not (
        options.running and may_run(lines) and find_running(lines.stripped)
    ):
        return []

    def find(left: list[str]) -> dict[int, str]:
        # What is left can show another title, as it would to a second run.
        now, _ = find_titles(left, named, options.max_title)
        new = [Title(line) for line in now if line not in anchors]
        return _found(left, [*titles, *new], limits, options.running)

    first = next((line for line in anchors if line in lines.stripped), "")
    kept = lines.view.find(first)
    return [_copied(edit, kept) for edit in removals(lines.view, find)]


def _copied(edit: Edit, kept: int) -> Edit:
    """Say of a copy of the title where that stands."""
    if edit.reason != REPEATED or not 0 <= kept < edit.start:
        return edit
    return msgspec.structs.replace(edit, copy_of=kept)


def _found(lines: list[str], titles: list[Title], limits: Limits, running: bool) -> dict[int, str]:
    """Return the lines to remove, each with the reason."""
    found = find_running(lines) if running else {}
    for title in titles:
        kept, copies = find_copies(lines, title, limits)
        found |= copies
        # A title that is a running head at once stays where it stands first.
        found.pop(kept, None)
    return found
