"""HTML entities in text that is no HTML."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def unescape_entities(text: str) -> tuple[str, int]:
    """Turn entities that end in ";" into their characters.

    >>> unescape_entities("R&amp;D &copy; &unknown;")
    ('R&D © &unknown;', 2)
    """
    if "&" not in text:
        return text, 0
    fixed = [match[0] != html.unescape(match[0]) for match in _ENTITY.finditer(text)]
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text), sum(fixed)
