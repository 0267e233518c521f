"""Tag characters: ASCII that nobody sees, but every program reads."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

AFFECTED = "\U000e0000-\U000e007f"
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
TAGS = Substitution(re.compile(f"({_FLAG})|[{AFFECTED}]+"), lambda match: match[1] or "")


def remove_tags(text: str) -> tuple[str, int]:
    r"""Remove tag characters, but for those of a flag.

    >>> remove_tags("fine\U000e0041\U000e0042")
    ('fine', 1)
    """
    removed = sum(1 for _ in TAGS.edits(text, "tags"))
    return (TAGS.apply(text)[0], removed) if removed else (text, 0)
