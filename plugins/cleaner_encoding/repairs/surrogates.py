"""Surrogates in a text, as JSON escapes leave them: no encoding can write them."""

from __future__ import annotations

import re

AFFECTED = "\ud800-\udfff"
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")


def join_surrogates(text: str) -> tuple[str, int]:
    r"""Join pairs into the character they stand for; a lone one becomes U+FFFD.

    >>> join_surrogates("\ud83d\ude00 \ud83d")
    ('😀 \ufffd', 2)
    """
    return _SURROGATES.subn(_join, text)


def _join(match: re.Match[str]) -> str:
    return match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
