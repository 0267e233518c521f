"""What a worker tells the main process of a split: places in part files, never text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from cleaner.input.columns import Columns, Sketches, Strings
from cleaner.input.source import Source
from cleaner.output import records
from cleaner.runner.extent import Extent

# What steps did, counted by ("changed", step), ("change", step, reason), ("split", step) and
# ("dropped", step); a step by its name.
Tally: TypeAlias = dict[tuple[str, ...], int]


def new_tally() -> Tally:
    """Return a tally of nothing, to be added to.

    There is one for each gate, and a ``Counter`` takes ten times as long to make.
    """
    return defaultdict(int)


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

    @property
    def is_stream(self) -> bool:
        """Whether it can be read in the main process only."""
        return any(source.is_stream for source in self.sources)


class Kept(msgspec.Struct, tag=0, array_like=True, gc=False):
    """Finished records in the part of kept ones, one behind the other."""

    start: int
    end: int
    documents: int
    characters: int


class Failure(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Which document failed, at which step, and why; all of it valid Unicode.

    ``traceback`` is there only until the record of the document is written.
    """

    id: str
    step: str
    error: str
    traceback: str | None = None


def failure_of(id_: str, step: str, error: str) -> Failure:
    """Make a failure of what a plugin may have said, which need not be Unicode."""
    return Failure(records.readable(id_), step, records.readable(error))


class Left(msgspec.Struct, tag=1, array_like=True, gc=False):
    """A finished line in the part of left-out ones: rejected, or failed and why."""

    start: int
    end: int
    failure: Failure | None = None


class Packed(msgspec.Struct, frozen=True):
    """A sketch that only its own step understands."""

    data: bytes


Sketch: TypeAlias = bytes | Packed | None


class Gate(msgspec.Struct, tag=2, array_like=True, gc=False):
    """A document at a step that compares, and what becomes of it if it is admitted.

    ``start`` and ``end`` bound its record, without the closing brace, in the part of left-out
    ones, or ``in_kept`` in that of kept ones; ``tally`` counts what was done behind the gate.
    ``failed`` is its finished record where it has no sketch.
    """

    step: int
    base: str
    part: str
    source: str
    start: int
    end: int
    in_kept: bool = False
    sketch: Sketch = None
    failed: Left | None = None
    inner: list[Kept | Left | Gate | Rows] = []
    tally: Tally | None = None


class Rows(msgspec.Struct, tag=3, array_like=True):
    """Neighbours with nothing before them but comparing and being written, a column for each field.

    A record in the part of kept ones begins where the one before it ends, the first at ``start``;
    ``ends`` (counted from there) and ``characters`` are eight bytes for each. ``sketches`` has a
    column for each step that compares: bytes where all sketches are of one size. ``failed`` are the
    finished records of those without a sketch, by row. Strings are what ``Strings`` are made of.
    """

    count: int = 0
    start: int = 0
    ends: bytes = b""
    characters: bytes = b""
    bases: tuple[bytes, bytes] = (b"", b"")
    parts: tuple[bytes, bytes] = (b"", b"")
    sources: tuple[bytes, bytes] = (b"", b"")
    sketches: dict[int, list[Sketch] | bytes] = {}
    failed: dict[int, Left] = {}

    @property
    def end(self) -> int:
        """Where the last record ends."""
        return self.start + memoryview(self.ends).cast("q")[-1]

    def places(self, rows: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield where the records of some rows start and end."""
        ends, start = memoryview(self.ends).cast("q"), self.start
        for row in rows:
            yield (start + ends[row - 1] if row else start), start + ends[row]

    def named(self) -> Columns:
        """Return the documents, without their texts."""
        columns = (Strings(*column) for column in (self.bases, self.parts, self.sources))
        return Columns(self.count, *columns)

    def sketched(self, step: int) -> Sequence[Sketch]:
        """Return the sketches that a step made."""
        column = self.sketches[step]
        if isinstance(column, bytes):
            return Sketches(column, len(column) // self.count)
        return column


Event: TypeAlias = Kept | Left | Gate | Rows


class Outcome(msgspec.Struct, array_like=True):
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
    left_out: dict[str, int]
    scratch: Extent = Extent()


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Outcome)


def pack(outcome: Outcome) -> bytes:
    """Make an outcome ready to be sent, and to be written down."""
    return _encoder.encode(outcome)


def unpack(packed: bytes) -> Outcome:
    """Return the outcome that was packed."""
    return _decoder.decode(packed)


def is_possibly_kept(events: list[Event]) -> bool:
    """Tell whether anything of a document may reach the output, by later verdicts."""
    return any(not isinstance(event, Left) for event in events)


def first_failed(events: list[Event]) -> Left | None:
    """Return the first failed document among the events, at any depth."""
    for event in events:
        if isinstance(event, Left):
            if event.failure is not None:
                return event
        elif isinstance(event, Gate):
            inner = event.failed or first_failed(event.inner)
            if inner is not None:
                return inner
    return None
