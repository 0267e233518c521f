"""Characters of no width, which hide in words and part them for every search."""

from __future__ import annotations

import re

AFFECTED = "\u00ad\u200b-\u200d\u2060"
# Scripts whose letters join or stack, where the (non-)joiner decides how; and Mongolian.
_JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u0e00-\u0eff\u0f00-\u109f\u1780-\u18af\u1900-\u1cff"
    "\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f"
)
# Scripts that write no spaces: the zero-width space says where a line may break.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua980-\ua9ff\uaa60-\uaadf"
)
_PICTURE = "\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    f"\u200c(?<![{_JOINING}].)"
    f"|\u200d(?<![{_JOINING}].)(?:(?<![{_PICTURE}].)|(?![{_PICTURE}]))"
    f"|[\u200b\u2060](?<![{_UNSPACED}].)(?![{_UNSPACED}])"
    "|\u00ad"
)


def remove_invisible(text: str) -> tuple[str, int]:
    r"""Remove soft hyphens, and zero-width characters where the script does not need them.

    >>> remove_invisible("Donau\u00addampf\u200bschiff")
    ('Donaudampfschiff', 2)
    >>> remove_invisible("می\u200cخواهم")[1]
    0
    """
    return _INVISIBLE.subn("", text)
