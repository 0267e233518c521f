"""Words that a line break parted with a hyphen."""

from __future__ import annotations

import re

_PARTED = re.compile(r"\b([^\W\d_]+)-\n[ \t]*([^\W\d_]+)")


def join_hyphenated(text: str) -> tuple[str, int]:
    r"""Join words parted at a line's end, where the whole word occurs elsewhere in the text.

    >>> join_hyphenated("a hy-\nphen, the hyphen")
    ('a hyphen, the hyphen', 1)
    >>> join_hyphenated("a well-\nknown hyphen")[1]
    0
    """
    if "-\n" not in text:
        return text, 0
    words = set(re.findall(r"[^\W\d_]+", text))
    joined = 0

    def join(match: re.Match[str]) -> str:
        nonlocal joined
        first, second = match.groups()
        if not (first[-1].islower() and second[0].islower() and first + second in words):
            return match[0]
        joined += 1
        return first + second

    return _PARTED.sub(join, text), joined
