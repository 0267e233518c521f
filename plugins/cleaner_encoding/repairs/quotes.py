"""Curly quotation marks and apostrophes."""

from __future__ import annotations

import re

_CURLY = re.compile("[‘’‚‛“”„‟]")
_SINGLE = "‘’‚‛"


def straighten_quotes(text: str) -> tuple[str, int]:
    r"""Turn them into those of ASCII.

    >>> straighten_quotes("“It’s”")
    ('"It\'s"', 3)
    """
    return _CURLY.subn(lambda match: "'" if match[0] in _SINGLE else '"', text)
