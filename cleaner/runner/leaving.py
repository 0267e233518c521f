"""The records of documents that are left out within their split: finished lines in a part."""

from __future__ import annotations

from cleaner.document import Document, Drop, Failed
from cleaner.input.source import Source
from cleaner.output import records
from cleaner.runner.clock import READ
from cleaner.runner.outcome import Left, failure_of
from cleaner.runner.parts import Part
from cleaner.runner.raised import describe, traceback_of


def reject(part: Part, document: Document, step: str, drop: Drop) -> Left:
    """Write the record of a document that a step drops.

    Raises:
        ValueError: it cannot be written.
    """
    line = records.encode(records.record(document))[:-1] + records.rejected_tail(step, drop)
    return Left(*part.write(line))


def fail(part: Part, document: Document, step: str, error: str | BaseException) -> Left:
    """Write the record of a document that failed: with a traceback, if something was raised."""
    if isinstance(error, str):
        why, traceback = error, None
    else:
        why, traceback = describe(error), traceback_of(error)
    given = records.as_input(document)
    line = records.failed_line(document.id, document.source, step, why, given, traceback=traceback)
    return Left(*part.write(line), failure_of(document.id, step, why))


def fail_unread(part: Part, source: Source, item: Failed) -> Left:
    """Write the record of what a reader could not read: its input, or the path of its source."""
    base, shown = item.base or source.name, item.source or source.shown
    lost = Document(base, source=shown, part=item.part)
    given = item.input if item.input is not None else {"path": lost.source}
    line = records.failed_line(
        lost.id, lost.source, READ, item.error, given, traceback=item.traceback
    )
    return Left(*part.write(line), failure_of(lost.id, READ, item.error))
