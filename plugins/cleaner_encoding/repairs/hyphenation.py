"""Words that a line break parted with a hyphen."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

_PARTED = re.compile(r"\b([^\W\d_]+)-\n[ \t]*([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")


def join_hyphenated(text: str) -> tuple[str, int]:
    r"""Join words parted at a line's end, where the whole word occurs elsewhere in the text.

    >>> join_hyphenated("a hy-\nphen, the hyphen")
    ('a hyphen, the hyphen', 1)
    >>> join_hyphenated("a well-\nknown hyphen")[1]
    0
    """
    if "-\n" not in text:
        return text, 0
    joining = hyphenation(text)
    joined = sum(1 for _ in joining.edits(text, "hyphenation"))
    return joining.apply(text)[0], joined


def hyphenation(text: str) -> Substitution:
    """Return what joins words of a text."""
    words = set(_WORD.findall(text))

    def join(match: re.Match[str]) -> str:
        first, second = match.groups()
        is_one = first[-1].islower() and second[0].islower() and first + second in words
        return first + second if is_one else match[0]

    return Substitution(_PARTED, join)
