"""Controls of direction, which can show a text in another order than it has."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

AFFECTED = "\u202a-\u202e\u2066-\u2069"
# The marks LRM, RLM and ALM stay: they only hint, and right-to-left text needs them.
DIRECTIONS = Substitution(re.compile(f"[{AFFECTED}]"), "")


def remove_directions(text: str) -> tuple[str, int]:
    r"""Remove embeddings, overrides and isolates.

    >>> remove_directions("abc\u202edef\u202c")
    ('abcdef', 2)
    """
    return DIRECTIONS.apply(text)
