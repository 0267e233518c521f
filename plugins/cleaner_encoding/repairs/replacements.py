"""Runs of U+FFFD: one unreadable character often left several."""

from __future__ import annotations

import re

_RUN = re.compile("\ufffd{2,}")


def collapse_replacements(text: str) -> tuple[str, int]:
    r"""Turn a run of U+FFFD into one.

    >>> collapse_replacements("caf\ufffd\ufffd")
    ('caf\ufffd', 1)
    """
    return _RUN.subn("\ufffd", text)
