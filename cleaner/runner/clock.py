"""Where the time of a split goes, and the pulse that tells of it as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic_ns

from cleaner.chain import Chain
from cleaner.runner.pulse import IDLE, SINCE, STEP, Pulse

READ, DECODE, WRITE, OTHER = "read", "decode", "write", "other"


def part_names(chain: Chain) -> tuple[str, ...]:
    """Name what time is spent on, in the order of the numbers that a pulse has for it."""
    return (*(step.name for step in chain.steps), READ, DECODE, WRITE)


class Stretch:
    """A part of the work; as a context it adds up its time and has the pulse say it is on."""

    __slots__ = ("_began", "_fields", "_number", "nanoseconds")

    def __init__(self, number: int, pulse: Pulse) -> None:
        self.nanoseconds = 0
        self._number = number
        self._fields = pulse.fields
        self._began = 0

    def __enter__(self) -> None:
        # As ``Pulse.step``, written out: this happens for each step of each document.
        fields = self._fields
        self._began = fields[SINCE] = monotonic_ns()
        fields[STEP] = self._number

    def __exit__(self, *_: object) -> None:
        self.nanoseconds += monotonic_ns() - self._began
        self._fields[STEP] = IDLE


class Clock:
    """One stretch for each name; its number in the pulse is the place of its name."""

    def __init__(self, names: Sequence[str], pulse: Pulse) -> None:
        self._began = monotonic_ns()
        self._stretches = {name: Stretch(number, pulse) for number, name in enumerate(names)}

    def __getitem__(self, name: str) -> Stretch:
        return self._stretches[name]

    def seconds(self) -> dict[str, float]:
        """Return the seconds that each part took, and what lies between them as ``other``."""
        nanoseconds = {name: stretch.nanoseconds for name, stretch in self._stretches.items()}
        nanoseconds[OTHER] = monotonic_ns() - self._began - sum(nanoseconds.values())
        return {name: spent / 1e9 for name, spent in nanoseconds.items()}
