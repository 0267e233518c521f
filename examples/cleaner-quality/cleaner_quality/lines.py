"""The rules of C4 for lines: those that fail are removed, and the rest of the page stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner import Edit

_LINE = re.compile(r"[^\n]+\n?")
_ENDS = (".", "!", "?", '"', "”", "’")
_POLICIES = (
    "terms of use",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use of cookies",
    "use cookies",
)


def failing_lines(text: str, min_words: int) -> Iterator[Edit]:
    r"""Yield an edit for each line that fails a rule of C4, with the rule's name as its reason.

    Raffel et al. (2020), section 2.2: lines end in a punctuation mark, have some words, and speak
    neither of Javascript nor of policies. Blank lines are no lines of the page.

    >>> [edit.reason for edit in failing_lines("Home\nIt was late, and the ferry had left.\n", 5)]
    ['c4-line-ends']
    """
    for found in _LINE.finditer(text):
        line = found[0].strip()
        reason = _failed(line, min_words) if line else None
        if reason is not None:
            yield Edit(found.start(), found.end(), "", reason)


def _failed(line: str, min_words: int) -> str | None:
    if not line.endswith(_ENDS) or line.endswith("..."):
        return "c4-line-ends"
    if len(line.split()) < min_words:
        return "c4-line-words"
    lower = line.lower()
    if "javascript" in lower:
        return "c4-javascript"
    if any(policy in lower for policy in _POLICIES):
        return "c4-policies"
    return None
