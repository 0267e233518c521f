"""Control characters that no text means."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")


def remove_controls(text: str) -> tuple[str, int]:
    r"""Remove control characters but tab, line feed and other line ends.

    >>> remove_controls("a\x00b\tc")
    ('ab\tc', 1)
    """
    return _CONTROLS.subn("", text)
