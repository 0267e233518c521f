"""Latin ligatures that typesetting leaves in text: "ﬁ" for "fi"."""

from __future__ import annotations

import re
import unicodedata

AFFECTED = "\ufb00-\ufb06"
_LIGATURES = re.compile(f"[{AFFECTED}]")


def split_ligatures(text: str) -> tuple[str, int]:
    """Turn the ligatures U+FB00 to U+FB06 into their letters.

    >>> split_ligatures("ﬁne oﬃce")
    ('fine office', 2)
    """
    return _LIGATURES.subn(lambda match: unicodedata.normalize("NFKC", match[0]), text)
