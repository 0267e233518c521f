"""What waits for the verdicts of a step that compares: documents at gates and in rows, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def waiting_for(index: int, events: list[Event], verdicts: Verdicts) -> Waiting:
    """Return what waits for a step's verdicts; put down those that others are left out by."""
    waiting = Waiting([], [], [])
    for event in events:
        if isinstance(event, Rows) and index in event.sketches:
            _wait_in_rows(event, index, verdicts, waiting)
        elif isinstance(event, Gate):
            for gate in _gates([event], index, verdicts):
                _wait_at_gate(gate, verdicts, waiting)
    return waiting


def _wait_in_rows(rows: Rows, index: int, verdicts: Verdicts, waiting: Waiting) -> None:
    number = id(rows)
    for row, failed in rows.failed.items():
        verdicts.setdefault((number, row), LeftOut(index, failed))
    at = [row for row in range(len(rows.ends)) if (number, row) not in verdicts]
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
