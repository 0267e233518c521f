"""Documents with nothing before them but comparing and being written wait, to go on together.

What is done for each document alone costs more than a fast step: so records are written, sketches
made and both told of many at a time.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Callable, Sequence
from typing import TypeAlias

from cleaner.chain import Chain, Step
from cleaner.document import Document
from cleaner.errors import RAISED
from cleaner.input.columns import Columns, Sketches, Strings
from cleaner.output import records
from cleaner.output.target import Writer
from cleaner.runner.apply import pack_sketch
from cleaner.runner.clock import Clock
from cleaner.runner.outcome import Left, Rows, Task
from cleaner.runner.parts import Part
from cleaner.scratch import Scratch


def first_of_tail(chain: Chain, writer: Writer) -> int:
    """Return the first step from which on no step changes documents, or the number of steps.

    It is out of reach where a line of the output is not the record that a rejected one is told by.
    """
    if not getattr(writer, "is_lines", False):
        return len(chain.steps) + 1
    changing = [index for index, step in enumerate(chain.steps) if step.clean is not None]
    return changing[-1] + 1 if changing else 0


def takes_columns(chain: Chain, tail: int, task: Task) -> bool:
    """Tell whether documents may come in columns: nothing but comparing, of many, is before them.

    ``tail`` is what ``first_of_tail`` returned. Where a document is to be looked for, they come one
    at a time.
    """
    one_at_a_time = task.careful or task.lost or chain.traces
    return tail == 0 and not one_at_a_time and all(step.takes_columns for step in chain.steps)


# Writes the record of a failed document.
Fail: TypeAlias = Callable[[Document, str, BaseException], Left]
# Rows, each with the documents that stand in them.
Waiting: TypeAlias = list[tuple[Rows, list[Document]]]
Filled: TypeAlias = Sequence[tuple[Rows, Sequence[Document]]]


class Queue:
    """The documents that wait, as rows; neighbours are told of in one event."""

    def __init__(self) -> None:
        self._waiting: Waiting = []
        self._is_open = False

    def add(self, document: Document) -> list[Rows]:
        """Take a document; return the event that it is in, unless that was returned before."""
        if self._is_open:
            self._waiting[-1][1].append(document)
            return []
        rows = Rows()
        self._waiting.append((rows, [document]))
        self._is_open = True
        return [rows]

    def part(self) -> None:
        """Have the next document begin an event of its own: another one lies between."""
        self._is_open = False

    def take(self) -> Waiting:
        """Return all rows and their documents, and hold them no longer."""
        taken, self._waiting = self._waiting, []
        self.part()
        return taken


def write_rows(rows: Rows, documents: list[Document], writer: Writer, part: Part) -> None:
    """Write the records of documents, and fill their rows but for the sketches.

    Raises:
        Exception: one of them cannot be written; nothing is then.
    """
    lines = [writer.encode(records.record(document)) for document in documents]
    rows.start, _ = part.write(b"".join(lines))
    rows.count = len(lines)
    rows.ends = array("q", itertools.accumulate(map(len, lines))).tobytes()
    rows.characters = array("q", [len(document.text) for document in documents]).tobytes()
    rows.bases = Strings.of(document.base for document in documents).copied()
    rows.parts = Strings.of(document.part for document in documents).copied()
    rows.sources = Strings.of(document.source for document in documents).copied()


def rows_of(columns: Columns, part: Part) -> Rows:
    """Write the records of documents in columns, and return their rows but for the sketches."""
    assert columns.records is not None  # noqa: S101 (a reader gives them)
    start, _ = part.write(columns.records.data)
    return Rows(
        count=len(columns),
        start=start,
        ends=bytes(columns.records.ends),
        characters=bytes(columns.characters),
        bases=columns.bases.copied(),
        parts=columns.parts.copied(),
        sources=columns.sources.copied(),
    )


def add_sketches(
    waiting: Filled, steps: Sequence[tuple[int, Step]], clock: Clock, scratch: Scratch, fail: Fail
) -> None:
    """Sketch documents and give their rows a column for each step that compares."""
    for index, step in steps:
        if step.sketch is not None:
            with clock[step.name]:
                _add_column(waiting, index, step, scratch, fail)


def _add_column(waiting: Filled, index: int, step: Step, scratch: Scratch, fail: Fail) -> None:
    """Give rows the sketches of a step; what it raises is the row's."""
    documents = waiting[0][1]
    if len(waiting) > 1:
        documents = [document for _, some in waiting for document in some]
    answers = step.sketch(documents, scratch=scratch) if step.sketch else ()
    at = 0
    for rows, some in waiting:
        at += len(some)
        if isinstance(answers, Sketches):
            first, last = (answers.size * place for place in (at - len(some), at))
            rows.sketches[index] = answers.data[first:last]
            continue
        column = rows.sketches[index] = list(answers[at - len(some) : at])
        for row, answer in enumerate(column):
            if type(answer) is bytes:
                continue
            try:
                column[row] = pack_sketch(answer)
            except RAISED as error:
                column[row] = None
                if row not in rows.failed:
                    rows.failed[row] = fail(some[row], step.name, error)
