"""Latin ligatures that typesetting leaves in text: "ﬁ" for "fi"."""

from __future__ import annotations

import re
import unicodedata

from cleaner_encoding.repairs.substitution import Substitution

AFFECTED = "\ufb00-\ufb06"
LIGATURES = Substitution(
    re.compile(f"[{AFFECTED}]"), lambda match: unicodedata.normalize("NFKC", match[0])
)


def split_ligatures(text: str) -> tuple[str, int]:
    """Turn the ligatures U+FB00 to U+FB06 into their letters.

    >>> split_ligatures("ﬁne oﬃce")
    ('fine office', 2)
    """
    return LIGATURES.apply(text)
