"""Keep cuts out of grapheme clusters (Unicode Standard Annex 29, section 3)."""

from __future__ import annotations

import regex

# Between these two there is a boundary, whatever stands around them (rules GB4, GB999).
_SURE_PAIR = (
    r"[\p{GCB=Other}\p{GCB=LV}\p{GCB=LVT}\p{GCB=Control}\n][\p{GCB=Other}\p{GCB=LV}\p{GCB=LVT}]"
    r"|\n\n"
)
_SURE = regex.compile(_SURE_PAIR)
_LAST_SURE = regex.compile(f"(?r)(?:{_SURE_PAIR})")
_CLUSTER = regex.compile(r"\X")


def align(text: str, at: int, start: int, end: int) -> int:
    r"""Return the last boundary of a cluster at or before ``at``, or else the first behind it.

    ``start`` must be a boundary, and ``at`` lie behind it. A cluster that is longer than from
    ``start`` to ``end`` is cut, at ``at``.

    >>> align("ae\u0301", 2, 0, 3)
    1
    """
    if at >= len(text) or _SURE.match(text, at - 1):
        return at
    sure = _LAST_SURE.search(text, start, at)
    before = int(sure.end()) - 1 if sure else start
    for cluster in _CLUSTER.finditer(text, before):
        first, last = cluster.span()
        if last > at:
            if first > start:
                return int(first)
            return int(last) if last <= end else at
        if last == at:
            break
    return at
