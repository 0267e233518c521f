"""Tag characters: ASCII that nobody sees, but every program reads."""

from __future__ import annotations

import re

AFFECTED = "\U000e0000-\U000e007f"
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_TAGS = re.compile(f"({_FLAG})|[{AFFECTED}]+")


def remove_tags(text: str) -> tuple[str, int]:
    r"""Remove tag characters, but for those of a flag.

    >>> remove_tags("fine\U000e0041\U000e0042")
    ('fine', 1)
    """
    removed = sum(not match[1] for match in _TAGS.finditer(text))
    return (_TAGS.sub(r"\1", text), removed) if removed else (text, 0)
