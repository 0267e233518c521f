"""Keep cuts out of grapheme clusters (Unicode Standard Annex 29, section 3)."""

from __future__ import annotations

import regex

# Between two of these there is a boundary, whatever stands around them (rule GB999).
_SIMPLE = r"[\p{GCB=Other}\p{GCB=LV}\p{GCB=LVT}]"
_SURE = regex.compile(_SIMPLE + _SIMPLE)
_LAST_SURE = regex.compile("(?r)" + _SIMPLE + _SIMPLE)
_CLUSTER = regex.compile(r"\X")


def align(text: str, at: int, start: int, end: int) -> int:
    """Return the last boundary of a cluster at or before ``at``, or else the first behind it.

    ``start`` must be a boundary, and ``at`` lie behind it. A cluster that is longer than from
    ``start`` to ``end`` is cut, at ``at``.

    >>> align("ae\\u0301", 2, 0, 3)
    1
    """
    if at >= len(text) or _SURE.match(text, at - 1):
        return at
    sure = _LAST_SURE.search(text, start, at)
    before = sure.end() - 1 if sure else start
    for cluster in _CLUSTER.finditer(text, before):
        if cluster.end() == at:
            return at
        if cluster.end() > at:
            if cluster.start() > start:
                return cluster.start()
            return cluster.end() if cluster.end() <= end else at
    return at
