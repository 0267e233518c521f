"""What a worker tells the main process of a split: places in part files, never text."""

from __future__ import annotations

from collections import Counter
from typing import Any, TypeAlias

import msgspec

from cleaner.document import Document
from cleaner.runner.extent import Extent
from cleaner.source import Source

# What steps did, counted by ("changed", step), ("change", step, reason), ("split", step) and
# ("dropped", step); a step by its name.
Tally: TypeAlias = Counter[tuple[str, ...]]


class Lost(msgspec.Struct, frozen=True):
    """A document that a worker did not survive: where it is in its task, and what happened."""

    source: int
    document: int
    step: int
    error: str


class Task(msgspec.Struct, frozen=True):
    """A split: what one worker reads in one go.

    ``lost`` are documents not to be tried again; ``careful`` asks to compare one at a time, so
    that it is known which one a worker dies of.
    """

    number: int
    sources: tuple[Source, ...]
    lost: tuple[Lost, ...] = ()
    careful: bool = False

    @property
    def size(self) -> int:
        """The bytes to read, as far as known."""
        return sum(source.size for source in self.sources)


class Kept(msgspec.Struct):
    """Finished records in the part of kept ones, one behind the other."""

    start: int
    end: int
    documents: int
    characters: int


class Failure(msgspec.Struct, frozen=True):
    """Which document failed, at which step, and why."""

    id: str
    step: str
    error: str


class Left(msgspec.Struct):
    """A finished line in the part of left-out ones: rejected, or failed and why."""

    start: int
    end: int
    failure: Failure | None = None


class Gate(msgspec.Struct):
    """A document at a step that compares, and what becomes of it if it is admitted.

    ``start`` and ``end`` bound its record, without the closing brace, in the part of left-out
    ones, or ``in_kept`` in that of kept ones; ``tally`` counts what was done behind the gate.
    """

    step: int
    base: str
    part: str
    source: str
    start: int
    end: int
    in_kept: bool = False
    sketch: Any = None
    failure: Failure | None = None
    inner: list[Kept | Left | Gate | Rows] = []
    tally: Tally | None = None


class Rows(msgspec.Struct):
    """Neighbours with nothing before them but comparing and being written, a column for each field.

    A record in the part of kept ones begins where the one before it ends, the first at ``start``.
    ``sketches`` has a column for each step that compares; ``failures`` are by row.
    """

    start: int = 0
    ends: list[int] = []
    characters: list[int] = []
    bases: list[str] = []
    parts: list[str] = []
    sources: list[str] = []
    sketches: dict[int, list[Any]] = {}
    failures: dict[int, Failure] = {}

    def place(self, row: int) -> tuple[int, int]:
        """Return where the record of a row starts and ends."""
        return self.ends[row - 1] if row else self.start, self.ends[row]

    def named(self, row: int) -> Document:
        """Return the document of a row, without its text."""
        return Document(self.bases[row], source=self.sources[row], part=self.parts[row])


Event: TypeAlias = Kept | Left | Gate | Rows


class Outcome(msgspec.Struct):
    """All that became of a split.

    ``seconds`` is the time by step; reading counts as ``read``. ``scratch`` is what sketches left.
    """

    task: int
    size: int
    events: list[Event]
    tally: Tally
    seconds: dict[str, float]
    read: int
    characters: int
    left_out: Counter[str]
    scratch: Extent = Extent()


def is_possibly_kept(events: list[Event]) -> bool:
    """Tell whether anything of a document may reach the output, by later verdicts."""
    return any(not isinstance(event, Left) for event in events)


def first_failure(events: list[Event]) -> Failure | None:
    """Return the error of the first failed document among the events, at any depth."""
    for event in events:
        if isinstance(event, Left) and event.failure is not None:
            return event.failure
        if isinstance(event, Gate):
            inner = event.failure or first_failure(event.inner)
            if inner is not None:
                return inner
    return None
