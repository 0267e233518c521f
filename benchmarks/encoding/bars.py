"""A figure that is to be reached, and tables of such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Bar(NamedTuple):
    """What was measured, the best of the peers, ours, what it has to be, and whether it is."""

    what: str
    peer: str
    ours: str
    bar: str
    reached: bool


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def summary(bars: Iterable[Bar]) -> str:
    """Return the table of all figures that are to be reached."""
    lines = [(*bar[:4], "reached" if bar.reached else "NOT REACHED") for bar in bars]
    return table(("", "best peer", "cleaner", "to reach", ""), lines)
