"""Full-width letters and digits, as East Asian input methods make them."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

# Punctuation stays: in East Asian text the full width is the right one.
_DISTANCE = 0xFF21 - ord("A")
WIDTHS = Substitution(
    re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"),
    lambda match: chr(ord(match[0]) - _DISTANCE),
)


def fold_widths(text: str) -> tuple[str, int]:
    """Turn them into ASCII.

    >>> fold_widths("ＡＢＣ１２３，。")
    ('ABC123，。', 6)
    """
    return WIDTHS.apply(text)
