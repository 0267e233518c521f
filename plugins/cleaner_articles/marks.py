"""The marks between articles that a reader of the files may ask for: breaks, rules, patterns."""

from __future__ import annotations

import re

# A rule is one sign at least three times, alone on a line that stands behind a blank one: under
# a line of text it would underline a heading.
_RULE = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=\n\r\n)|(?<=\f))[^\S\n]*([-*=_~#+•·─━═—])(?:[^\S\n]*\1){2,}[^\S\n]*(?:\n|\Z)"
)


def marked_starts(text: str, form_feeds: bool, separators: bool, expression: str) -> set[int]:
    """Return where articles start: behind a form feed or a rule, at a line with a match.

    Args:
        text: the document, its lines ended by line feeds.
        form_feeds: whether a form feed ends an article.
        separators: whether a rule (``-----``, ``* * *``) ends an article.
        expression: a regular expression, searched in each line; empty for none.
    """
    starts: set[int] = set()
    if form_feeds:
        starts.update(match.end() for match in re.finditer("\f", text))
    if separators:
        starts.update(match.end() for match in _RULE.finditer(text))
    if expression:
        matches = re.finditer(expression, text, re.MULTILINE)
        starts.update(text.rfind("\n", 0, match.start()) + 1 for match in matches)
    return starts
