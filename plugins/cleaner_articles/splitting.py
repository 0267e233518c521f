"""Split a bundle where its articles start."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner import Document, lines_of
from cleaner_articles.doubled import doubled_titles
from cleaner_articles.marks import marked_starts

if TYPE_CHECKING:
    from cleaner_articles import Options


def into_articles(text: str, document: Document, options: Options) -> list[Document] | None:
    """Split a bundle into its articles; a document that is one article stays as it is.

    Each article gets ``meta.title`` and ``meta.article``: its number from 1, the count of
    articles, and its place in the characters of the text that this step was given.
    """
    lines = lines_of(text)
    marks = options.form_feeds or options.separators or options.expression
    if not marks and not (options.doubled and lines.in_a_row):
        return None
    view = lines.view
    ranges = [(0, len(view))]
    if marks:
        marked = marked_starts(view, options.form_feeds, options.separators, options.expression)
        ranges = _with_text(view, sorted({0, *marked}))
    titles = _doubled(view, ranges, options) if options.doubled else {}
    if len(ranges) < 2 and len(titles) < 2:
        return None
    bounds = _with_text(view, sorted({0, *(start for start, _ in ranges), *titles}))
    if len(bounds) < 2:
        return None
    count = len(bounds)
    articles = []
    for number, (start, end) in enumerate(bounds, 1):
        title = titles.get(start) or _first_line(view[start:end], options.max_title)
        place = {"number": number, "count": count, "start": start, "end": end}
        named = {"title": title} if title else {}
        articles.append(document.cut(start, end, article=place, **named))
    return articles


def _doubled(text: str, ranges: list[tuple[int, int]], options: Options) -> dict[int, str]:
    """Return the titles that come doubled by where their articles start.

    Each marked range is looked at alone, as it would be if it came as a document: a title that is
    said again behind a mark is that of the article there, and starts no other.
    """
    titles: dict[int, str] = {}
    for start, end in ranges:
        found = doubled_titles(text[start:end], options.min_title, options.max_title)
        titles.update((start + at, title) for at, title in found.items())
    return titles


def _with_text(text: str, starts: list[int]) -> list[tuple[int, int]]:
    """Return the ranges between the starts; one without a word goes to the one before it."""
    bounds: list[tuple[int, int]] = []
    wordless = 0
    for start, end in pairwise([*starts, len(text)]):
        if any(map(str.isalnum, text[start:end])):
            bounds.append((start if bounds else wordless, end))
        elif bounds:
            bounds[-1] = (bounds[-1][0], end)
    return bounds


def _first_line(text: str, widest: int) -> str:
    """Return the first line that is not blank, where it is short enough to be a title."""
    first = text.lstrip()[: widest + 1].partition("\n")[0].strip()
    return first if len(first) <= widest else ""
