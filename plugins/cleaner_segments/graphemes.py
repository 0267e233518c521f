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
# Of a row of flags, which \X would look back to the start of, two letters at a time.
_CLUSTER = regex.compile(r"\p{RI}{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*+|\X")


def align(text: str, at: int, start: int, end: int) -> int:
    r"""Return the last boundary of a cluster at or before ``at``, or else the first behind it.

    ``start`` must be a boundary, and ``at`` lie behind it. A cluster that is longer than from
    ``start`` to ``end`` is cut, at ``at``.

    >>> align("ae\u0301", 2, 0, 3)
    1
    """
    if at >= len(text) or _SURE.match(text, at - 1):
        return at
    before = _before(text, at, start)
    for cluster in _CLUSTER.finditer(text, before, min(len(text), end + 1)):
        first, last = int(cluster.start()), int(cluster.end())
        if last > at:
            if first > start:
                return first
            return last if last <= end else at
        if last == at:
            break
    return at


def is_boundary(text: str, at: int, start: int) -> bool:
    """Return whether a cluster ends at ``at``, ``start`` being a boundary before it."""
    if at >= len(text) or _SURE.match(text, at - 1):
        return True
    clusters = _CLUSTER.finditer(text, _before(text, at, start), at + 1)
    return any(cluster.end() == at for cluster in clusters)


def first_end(text: str, start: int, end: int) -> int:
    """Return where the cluster from ``start`` ends, ``end`` at most."""
    cluster = _CLUSTER.match(text, start, end)
    return int(cluster.end()) if cluster else end


def _before(text: str, at: int, start: int) -> int:
    """Return the last sure boundary before ``at``, or ``start``."""
    sure = _LAST_SURE.search(text, start, at)
    return int(sure.end()) - 1 if sure else start
