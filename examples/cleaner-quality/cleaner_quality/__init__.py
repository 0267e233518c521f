"""Drop documents that fail the quality rules of Gopher, C4 or FineWeb, each by its name."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner import Document, Drop, hookimpl
from cleaner_quality.lines import failing_lines
from cleaner_quality.options import Options
from cleaner_quality.page import Page
from cleaner_quality.rules import RULES

__all__ = ["RULES", "Options", "clean"]

requires_cleaner = ">=0.1,<0.2"


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | Drop | None:
    """Remove the lines that fail, and drop the document at the first rule that it fails."""
    if "c4" in options.rules and options.c4_min_line_words is not None:
        edits = list(failing_lines(text, options.c4_min_line_words))
        document = document.edit(edits) if edits else document
    failures = failed_rules(document.text, options)
    if options.note:
        return document.note(quality={"failed": list(failures)})
    first = next(failures, None)
    return document if first is None else Drop(first)


def failed_rules(text: str, options: Options) -> Iterator[str]:
    """Yield each rule that a text fails: its name, the value, and what was wanted.

    >>> next(failed_rules("Too short.", Options()))
    'gopher-min-words: 2, wanted at least 50'
    """
    page = Page(text)
    for rule in RULES:
        threshold = getattr(options, rule.option)
        if rule.set not in options.rules or threshold is None:
            continue
        value = rule.measure(page)
        if rule.fails(value, threshold):
            yield f"{rule.name}: {value:.4g}, wanted {rule.wants} {threshold:g}"
