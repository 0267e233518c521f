"""One way to end a line: LF."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

AFFECTED = "\r\v\u0085\u2028\u2029"
LINE_ENDS = Substitution(re.compile("\r\n?|[\v\u0085\u2028\u2029]"), "\n")
# What else there is where CR is replaced faster than by an expression.
_RARE_ENDS = re.compile("[\v\u0085\u2028\u2029]")


def fix_line_ends(text: str) -> tuple[str, int]:
    r"""Turn CRLF, CR, NEL, LS, PS and VT into LF; a form feed stays, for it ends a page.

    >>> fix_line_ends("one\r\ntwo\rthree\u2028four")
    ('one\ntwo\nthree\nfour', 3)
    """
    count = text.count("\r")
    if count:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, rare = _RARE_ENDS.subn("\n", text)
    return text, count + rare
