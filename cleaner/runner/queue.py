"""Documents with nothing before them but comparing and being written wait, to go on together.

What is done for each document alone costs more than a fast step: so records are written, sketches
made and both told of many at a time.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TypeAlias

from cleaner.chain import Chain, Step
from cleaner.document import Document
from cleaner.errors import RAISED
from cleaner.output import records
from cleaner.output.target import Writer
from cleaner.runner.apply import pack_sketch
from cleaner.runner.outcome import Left, Rows
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


# Writes the record of a failed document.
Fail: TypeAlias = Callable[[Document, str, BaseException], Left]
# Rows, each with the documents that stand in them.
Waiting: TypeAlias = list[tuple[Rows, list[Document]]]


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
    rows.start, rows.ends = part.write_all(lines)
    rows.characters = [len(document.text) for document in documents]
    rows.bases = [document.base for document in documents]
    rows.parts = [document.part for document in documents]
    rows.sources = [document.source for document in documents]


def add_sketches(waiting: Waiting, index: int, step: Step, scratch: Scratch, fail: Fail) -> None:
    """Sketch documents and give their rows the column of a step; what it raises is the row's."""
    documents = [document for _, some in waiting for document in some]
    answers = iter(step.sketch(documents, scratch=scratch) if step.sketch else ())
    for rows, some in waiting:
        column = rows.sketches[index] = list(itertools.islice(answers, len(some)))
        for row, answer in enumerate(column):
            if type(answer) is bytes:
                continue
            try:
                column[row] = pack_sketch(answer)
            except RAISED as error:
                column[row] = None
                if row not in rows.failed:
                    rows.failed[row] = fail(some[row], step.name, error)
