"""Runs of U+FFFD: one unreadable character often left several."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

REPLACEMENTS = Substitution(re.compile("\ufffd{2,}"), "\ufffd")


def collapse_replacements(text: str) -> tuple[str, int]:
    r"""Turn a run of U+FFFD into one.

    >>> collapse_replacements("caf\ufffd\ufffd")
    ('caf\ufffd', 1)
    """
    return REPLACEMENTS.apply(text)
