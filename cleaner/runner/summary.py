"""What a run did, in numbers that add up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from cleaner.runner.outcome import Failure


def _seconds() -> defaultdict[str, float]:
    return defaultdict(float)


class Summary(msgspec.Struct):
    """The counts of a run.

    ``seconds`` is summed over the workers, by step; ``main`` is of the main process: verdicts by
    step, merging, the journal, waiting for the workers, ``start`` and ``end``; with ``other`` it
    adds up to ``wall``. ``notes`` are what steps say at the end, a line each. ``is_old`` says that
    all of it was done before, by a run that had come to its end.

    Every document that is read, and every additional one that a split makes, is written,
    rejected or failed.
    """

    read: int = 0
    written: int = 0
    rejected: int = 0
    failed: int = 0
    characters_in: int = 0
    characters_out: int = 0
    tally: Counter[tuple[str, ...]] = msgspec.field(default_factory=Counter)
    seconds: defaultdict[str, float] = msgspec.field(default_factory=_seconds)
    main: defaultdict[str, float] = msgspec.field(default_factory=_seconds)
    left_out: Counter[str] = msgspec.field(default_factory=Counter)
    failures: list[Failure] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)
    wall: float = 0.0
    is_old: bool = False

    @property
    def split(self) -> int:
        """How many documents splits have added."""
        return sum(count for key, count in self.tally.items() if key[0] == "split")

    @property
    def adds_up(self) -> bool:
        """Whether every document is accounted for, exactly once."""
        return self.read + self.split == self.written + self.rejected + self.failed

    def account(self, began: float, started: float, ended: float, now: float) -> None:
        """Take note of how long the run took, so that the times of the main process add up to it.

        It began, had all that it needs, had all outcomes, and is complete now.
        """
        self.wall = now - began
        self.main["start"] = started - began
        self.main["end"] = now - ended
        self.main["other"] = self.wall - sum(self.main.values())

    def of_step(self, what: str, step: str) -> int:
        """Return how many documents a step has ``changed``, ``dropped`` or ``split``."""
        return self.tally[what, step]

    def entered(self, steps: Sequence[str]) -> dict[str, int]:
        """Return how many documents came to each part of a run: what the parts before it left.

        What a step refuses while decoding counts as seen by all steps before it, too.
        """
        count = self.read
        entered = {}
        for name in ("read", "decode", *steps, "write"):
            entered[name] = count
            count += self.of_step("split", name)
            count -= self.of_step("dropped", name) + self.of_step("failed", name)
        return entered

    def of_time(self, step: str) -> float:
        """Return the seconds that a step took, in the workers and for its verdicts."""
        return self.seconds.get(step, 0.0) + self.main.get(step, 0.0)

    def changes(self, step: str) -> list[tuple[str, int]]:
        """Return what a step changed, by kind: the most frequent first."""
        found = [(key[2], n) for key, n in self.tally.items() if key[:2] == ("change", step)]
        return sorted(found, key=lambda item: (-item[1], item[0]))
