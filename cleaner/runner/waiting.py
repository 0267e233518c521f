"""What waits for the verdicts of a step that compares: documents at gates and in rows, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias, overload

from cleaner.document import Document, Drop
from cleaner.runner.apply import unpack_sketch
from cleaner.runner.outcome import (
    Event,
    Failure,
    Gate,
    Left,
    Rows,
    first_failed,
    is_possibly_kept,
)

# A gate by its identity, a row by that of its rows and its number.
Key: TypeAlias = int | tuple[int, int]


class LeftOut(NamedTuple):
    """The step that leaves a document out, and why: or its record, where there is one already."""

    step: int
    why: Drop | Failure | Left


# Those that are left out; all others are kept.
Verdicts: TypeAlias = dict[Key, LeftOut]


class Waiting(NamedTuple):
    """Documents that wait for the verdicts of a step, with their sketches, in order."""

    keys: Sequence[Key]
    documents: Sequence[Document]
    sketches: Sequence[Any]


class RowKeys(Sequence[Key]):
    """The keys of all rows."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return self._rows.count

    @overload
    def __getitem__(self, row: int) -> Key: ...
    @overload
    def __getitem__(self, row: slice) -> list[Key]: ...
    def __getitem__(self, row: int | slice) -> Key | list[Key]:
        """Return the key of a row, or of some."""
        if isinstance(row, slice):
            return [(id(self._rows), each) for each in range(len(self))[row]]
        return id(self._rows), range(len(self))[row]


class OneRow(NamedTuple):
    """One of several rows, in place of an event."""

    rows: Rows
    row: int


def singly(events: list[Event]) -> Iterator[Sequence[Event | OneRow]]:
    """Yield the events with one document at a time."""
    for event in events:
        if isinstance(event, Rows):
            for row in range(event.count):
                yield (OneRow(event, row),)
        else:
            yield (event,)


def gone_of(events: Iterable[Event | OneRow], verdicts: Verdicts) -> frozenset[Key]:
    """Return which documents are left out with all that became of them, at any depth."""
    gone: set[Key] = set()
    for event in events:
        if isinstance(event, OneRow):
            key = (id(event.rows), event.row)
            gone.update({key} & verdicts.keys())
        elif isinstance(event, Gate):
            inner = gone_of(event.inner, verdicts)
            gone |= inner
            remains = any(
                id(each) not in inner if isinstance(each, Gate) else not isinstance(each, Left)
                for each in event.inner
            )
            if id(event) in verdicts or not remains:
                gone.add(id(event))
    return frozenset(gone)


def waiting_for(
    index: int, events: Iterable[Event | OneRow], verdicts: Verdicts
) -> Iterator[Waiting]:
    """Yield what waits for a step's verdicts; put down those that others are left out by.

    All rows of one event come together, in columns, where none of them is left out so far.
    """
    waiting = _Listed([], [], [])
    for event in events:
        if isinstance(event, Rows) and index in event.sketches:
            if _is_whole(event, index, verdicts):
                yield from waiting.taken()
                yield Waiting(RowKeys(event), event.named(), event.sketched(index))
            else:
                _wait_in_rows(event, range(event.count), index, verdicts, waiting)
        elif isinstance(event, OneRow) and index in event.rows.sketches:
            _wait_in_rows(event.rows, (event.row,), index, verdicts, waiting)
        elif isinstance(event, Gate):
            for gate in _gates([event], index, verdicts):
                _wait_at_gate(gate, verdicts, waiting)
    yield from waiting.taken()


class _Listed(NamedTuple):
    keys: list[Key]
    documents: list[Document]
    sketches: list[Any]

    def taken(self) -> Iterator[Waiting]:
        """Yield what waits, if anything does, and have it wait no longer."""
        if self.keys:
            yield Waiting(list(self.keys), list(self.documents), list(self.sketches))
            for column in self:
                column.clear()


def _is_whole(rows: Rows, index: int, verdicts: Verdicts) -> bool:
    if rows.failed or type(rows.sketches[index]) is not bytes:
        return False
    number = id(rows)
    return not verdicts or all((number, row) not in verdicts for row in range(rows.count))


def _wait_in_rows(
    rows: Rows, places: Iterable[int], index: int, verdicts: Verdicts, waiting: _Listed
) -> None:
    number = id(rows)
    for row, failed in rows.failed.items():
        verdicts.setdefault((number, row), LeftOut(index, failed))
    at = [row for row in places if (number, row) not in verdicts]
    named, column = rows.named(), rows.sketched(index)
    waiting.keys.extend((number, row) for row in at)
    waiting.documents.extend(named[row] for row in at)
    waiting.sketches.extend(unpack_sketch(column[row]) for row in at)


def _wait_at_gate(gate: Gate, verdicts: Verdicts, waiting: _Listed) -> None:
    failed = gate.failed or first_failed(gate.inner)
    if failed is not None:
        verdicts[id(gate)] = LeftOut(gate.step, _of_whole(gate, failed))
    elif is_possibly_kept(gate.inner):
        waiting.keys.append(id(gate))
        waiting.documents.append(Document(gate.base, source=gate.source, part=gate.part))
        waiting.sketches.append(unpack_sketch(gate.sketch))


def _of_whole(gate: Gate, failed: Left) -> Failure | Left:
    """Say of a document what failed: itself, or a part of it that takes it along."""
    whole, failure = Document(gate.base, part=gate.part).id, failed.failure
    if failure is None or whole == failure.id:
        return failed
    return Failure(whole, failure.step, f"its part {failure.id}: {failure.error}")


def _gates(events: Iterable[Event], step: int, verdicts: Verdicts) -> Iterator[Gate]:
    """Yield the gates of one step that documents get to, in order."""
    for event in events:
        if not isinstance(event, Gate):
            continue
        if event.step == step:
            yield event
        elif id(event) not in verdicts:
            yield from _gates(event.inner, step, verdicts)
