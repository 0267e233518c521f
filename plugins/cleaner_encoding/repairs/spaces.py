"""Spaces of other widths, and those that do not break."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

# U+3000 stays: it is the space of East Asian text.
SPACES = Substitution(re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]"), " ")


def plain_spaces(text: str) -> tuple[str, int]:
    r"""Turn them into plain spaces.

    >>> plain_spaces("10\u00a0000\u202f€")
    ('10 000 €', 2)
    """
    return SPACES.apply(text)
