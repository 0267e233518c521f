"""HTML entities in text that is no HTML."""

from __future__ import annotations

import html
import re

from cleaner_encoding.repairs.substitution import Substitution

ENTITIES = Substitution(
    re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"),
    lambda match: html.unescape(match[0]),
)


def unescape_entities(text: str) -> tuple[str, int]:
    """Turn entities that end in ";" into their characters.

    >>> unescape_entities("R&amp;D &copy; &unknown;")
    ('R&D © &unknown;', 2)
    """
    if "&" not in text:
        return text, 0
    fixed = sum(1 for _ in ENTITIES.edits(text, "entities"))
    return ENTITIES.apply(text)[0], fixed
