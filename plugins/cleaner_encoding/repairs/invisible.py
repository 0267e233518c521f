"""Characters of no width, which hide in words and part them for every search."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

AFFECTED = "\u00ad\u200b-\u200d\u2060"
# Scripts whose letters join or stack, where the (non-)joiner decides how; and Mongolian.
_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0e00-\u0eff\u0f00-\u109f\u1780-\u18af\u1900-\u1cff"
    "\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
# Scripts that write no spaces: the zero-width space says where a line may break.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f"
    "\ua980-\ua9ff\uaa60-\uaadf]"
)
_PICTURE = re.compile("[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")


def _needed(run: re.Match[str]) -> str:
    """Return what the neighbours of a run of such characters need of it."""
    text, start, end = run.string, run.start(), run.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    needed = ""
    # Behind a letter; or before one that markup or a Latin word comes before.
    if _JOINING.match(before) or (before and not before.isspace() and _JOINING.match(after)):
        needed = "\u200c\u200d"
    elif _PICTURE.match(before) and _PICTURE.match(after):
        needed = "\u200d"
    if _UNSPACED.search(text[max(0, start - 2) : start] + text[end : end + 2]):
        needed += "\u200b\u2060"
    return "".join(each for each in run[0] if each in needed)


INVISIBLE = Substitution(re.compile(f"[{AFFECTED}]+"), _needed)


def remove_invisible(text: str) -> tuple[str, int]:
    r"""Remove soft hyphens, and zero-width characters where the script does not need them.

    >>> remove_invisible("Donau\u00addampf\u200bschiff")
    ('Donaudampfschiff', 2)
    >>> remove_invisible("می\u200cخواهم")[1]
    0
    """
    kept = INVISIBLE.apply(text)[0]
    return kept, len(text) - len(kept)
