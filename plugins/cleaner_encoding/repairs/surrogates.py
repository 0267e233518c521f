"""Surrogates in a text, as JSON escapes leave them: no encoding can write them."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

AFFECTED = "\ud800-\udfff"


def _join(match: re.Match[str]) -> str:
    return match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


SURROGATES = Substitution(re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]"), _join)


def join_surrogates(text: str) -> tuple[str, int]:
    r"""Join pairs into the character they stand for; a lone one becomes U+FFFD.

    >>> join_surrogates("\ud83d\ude00 \ud83d")
    ('😀 \ufffd', 2)
    """
    return SURROGATES.apply(text)
