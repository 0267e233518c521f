"""Curly quotation marks and apostrophes."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

_SINGLE = "‘’‚‛"
QUOTES = Substitution(re.compile("[‘’‚‛“”„‟]"), lambda match: "'" if match[0] in _SINGLE else '"')


def straighten_quotes(text: str) -> tuple[str, int]:
    r"""Turn them into those of ASCII.

    >>> straighten_quotes("“It’s”")
    ('"It\'s"', 3)
    """
    return QUOTES.apply(text)
