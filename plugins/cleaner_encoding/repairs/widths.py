"""Full-width letters and digits, as East Asian input methods make them."""

from __future__ import annotations

import re

# Punctuation stays: in East Asian text the full width is the right one.
_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_DISTANCE = 0xFF21 - ord("A")


def fold_widths(text: str) -> tuple[str, int]:
    """Turn them into ASCII.

    >>> fold_widths("ＡＢＣ１２３，。")
    ('ABC123，。', 6)
    """
    return _FULL_WIDTH.subn(lambda match: chr(ord(match[0]) - _DISTANCE), text)
