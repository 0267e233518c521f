"""What waits for the verdicts of a step that compares: documents at gates and in rows, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

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

    keys: list[Key]
    documents: list[Document]
    sketches: list[Any]


class OneRow(NamedTuple):
    """One of several rows, in place of an event."""

    rows: Rows
    row: int


def singly(events: list[Event]) -> Iterator[Sequence[Event | OneRow]]:
    """Yield the events with one document at a time."""
    for event in events:
        if isinstance(event, Rows):
            for row in range(len(event.ends)):
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


def waiting_for(index: int, events: Iterable[Event | OneRow], verdicts: Verdicts) -> Waiting:
    """Return what waits for a step's verdicts; put down those that others are left out by."""
    waiting = Waiting([], [], [])
    for event in events:
        if isinstance(event, Rows) and index in event.sketches:
            _wait_in_rows(event, range(len(event.ends)), index, verdicts, waiting)
        elif isinstance(event, OneRow) and index in event.rows.sketches:
            _wait_in_rows(event.rows, (event.row,), index, verdicts, waiting)
        elif isinstance(event, Gate):
            for gate in _gates([event], index, verdicts):
                _wait_at_gate(gate, verdicts, waiting)
    return waiting


def _wait_in_rows(
    rows: Rows, places: Iterable[int], index: int, verdicts: Verdicts, waiting: Waiting
) -> None:
    number = id(rows)
    for row, failed in rows.failed.items():
        verdicts.setdefault((number, row), LeftOut(index, failed))
    at = [row for row in places if (number, row) not in verdicts]
    waiting.keys.extend((number, row) for row in at)
    waiting.documents.extend(map(rows.named, at))
    column = rows.sketches[index]
    waiting.sketches.extend(unpack_sketch(column[row]) for row in at)


def _wait_at_gate(gate: Gate, verdicts: Verdicts, waiting: Waiting) -> None:
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
