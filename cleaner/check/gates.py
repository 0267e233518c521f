"""Gates: how much of something is allowed, as a number of documents or a share of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import msgspec

from cleaner.errors import CleanerError
from cleaner.options import nearest

_GATE = re.compile(r"([\w-]+)=(\d+(?:\.\d+)?)(%?)")


class Gate(msgspec.Struct, frozen=True):
    """At most so many documents, or percent of them, in which a step finds something."""

    step: str
    most: float
    is_share: bool

    def exceeded(self, found: int, documents: int) -> str | None:
        """Return what to say where there is more than is allowed, else None.

        >>> Gate("titles", 5, is_share=True).exceeded(3, 40)
        'titles: 3 of 40 documents (7.5%), at most 5% are allowed'
        """
        share = 100 * found / documents if documents else 0.0
        if (share if self.is_share else found) <= self.most:
            return None
        allowed = f"{self.most:g}%" if self.is_share else f"{self.most:g}"
        return (
            f"{self.step}: {found:,} of {documents:,} documents ({share:.3g}%),"
            f" at most {allowed} are allowed"
        )


def parse(values: Sequence[str], steps: Collection[str]) -> tuple[Gate, ...]:
    """Read gates such as ``near-duplicates=1%`` and ``titles=5``.

    Raises:
        CleanerError: one of them cannot be understood, or names no step that looks at anything.
    """
    gates = []
    for value in values:
        found = _GATE.fullmatch(value.strip())
        if found is None:
            raise CleanerError(f"--max {value}: it must be like near-duplicates=1% or titles=5")
        step, most, percent = found.groups()
        if step not in steps:
            raise CleanerError(
                f"--max {value}: no step {step!r} is checked{nearest(step, sorted(steps))}"
            )
        gates.append(Gate(step, float(most), bool(percent)))
    return tuple(gates)


def exceeded(gates: Sequence[Gate], found: Mapping[str, int], documents: int) -> list[str]:
    """Say of each gate that there is more than it allows."""
    told = (gate.exceeded(found.get(gate.step, 0), documents) for gate in gates)
    return [text for text in told if text is not None]
