"""One way to end a line: LF."""

from __future__ import annotations

import re

AFFECTED = "\r\v\f\u0085\u2028\u2029"
_RARE_ENDS = re.compile("[\u0085\u2028\u2029\v\f]")


def fix_line_ends(text: str) -> tuple[str, int]:
    r"""Turn CRLF, CR, NEL, LS, PS, VT and FF into LF.

    >>> fix_line_ends("one\r\ntwo\rthree\u2028four")
    ('one\ntwo\nthree\nfour', 3)
    """
    count = text.count("\r")
    if count:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, rare = _RARE_ENDS.subn("\n", text)
    return text, count + rare
