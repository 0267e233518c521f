"""One way to end a line: LF."""

from __future__ import annotations

import re

_OTHER_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")


def fix_line_ends(text: str) -> tuple[str, int]:
    r"""Turn CRLF, CR, NEL, LS, PS, VT and FF into LF.

    >>> fix_line_ends("one\r\ntwo\rthree\u2028four")
    ('one\ntwo\nthree\nfour', 3)
    """
    return _OTHER_ENDS.subn("\n", text)
