"""Join what the workers left in their parts into the outputs, in the order of the input."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from cleaner.chain import Chain
from cleaner.document import Drop
from cleaner.errors import CleanerError
from cleaner.input.columns import Strings
from cleaner.output import records
from cleaner.output.target import Writer
from cleaner.runner.admission import Admission
from cleaner.runner.outcome import (
    Event,
    Failure,
    Gate,
    Kept,
    Left,
    Outcome,
    Rows,
    Tally,
    first_failed,
)
from cleaner.runner.outputs import Output, Outputs
from cleaner.runner.parts import KEPT, LEFT, Held, part_path
from cleaner.runner.summary import Summary
from cleaner.runner.waiting import LeftOut, Verdicts

# So many failures are told by name at the end; the failed file has them all.
_MOST_FAILURES_KEPT = 1000


class Merge:
    """Takes the outcomes of the splits in order, and counts what becomes of each document."""

    def __init__(
        self,
        chain: Chain,
        writer: Writer,
        folder: Path,
        outputs: Outputs,
        admission: Admission,
        *,
        held: Held | None = None,
    ) -> None:
        self.summary = Summary()
        self._names = [step.name for step in chain.steps]
        self._writer = writer
        self._folder = folder
        self._outputs = outputs
        self._admission = admission
        self._held = held

    def take(self, outcome: Outcome, *, keep_parts: bool = False) -> None:
        """Decide on the documents of a split, copy what is kept of it, and delete its parts."""
        self._count(outcome)
        verdicts = self._admission.decide(outcome.events)
        paths = [part_path(self._folder, outcome.task, kind) for kind in (KEPT, LEFT)]
        with ExitStack() as stack:
            kept, left = (self._open(path, stack) for path in paths)
            ranges = self._ranges(outcome.events, verdicts, _LeftOut(left, kept))
            if kept is not None:
                self._outputs.kept.append(self._writer, kept, ranges)
            elif any(True for _ in ranges):
                raise AssertionError("a split without a part has kept something")
        for path in paths if not keep_parts else ():
            path.unlink(missing_ok=True)

    def _open(self, path: Path, stack: ExitStack) -> BinaryIO | None:
        """Open a part; None: nothing was written to it."""
        held = self._held.take(path) if self._held else None
        if held is not None:
            return held
        try:
            return stack.enter_context(path.open("rb"))
        except FileNotFoundError:
            return None

    def take_again(self, outcome: Outcome) -> None:
        """Give the verdicts on a split once more, whose records are in the outputs already."""
        self._count(outcome)
        verdicts = self._admission.decide(outcome.events)
        for _ in self._ranges(outcome.events, verdicts, _LeftOut(None, None, written=True)):
            pass

    def _count(self, outcome: Outcome) -> None:
        summary = self.summary
        summary.read += outcome.read
        summary.characters_in += outcome.characters
        summary.tally.update(outcome.tally)
        _add_seconds(summary.seconds, outcome.seconds)
        summary.left_out.update(outcome.left_out)

    def finish(self, left_out: Counter[str]) -> Summary:
        """Return the summary.

        Raises:
            CleanerError: it does not add up, which would mean that a document was lost.
        """
        _add_seconds(self.summary.main, self._admission.seconds)
        self.summary.main["merge"] -= sum(self._admission.seconds.values())
        self.summary.left_out.update(left_out)
        if not self.summary.adds_up:
            raise CleanerError(f"documents are unaccounted for; please report this: {self.summary}")
        return self.summary

    def _ranges(
        self, events: list[Event], verdicts: Verdicts, left: _LeftOut
    ) -> Iterator[tuple[int, int]]:
        """Yield the places of kept records; on the way, tell of the documents left out."""
        for event in events:
            if isinstance(event, Rows):
                yield from self._of_rows(event, verdicts, left)
            elif isinstance(event, Kept):
                self.summary.written += event.documents
                self.summary.characters_out += event.characters
                yield event.start, event.end
            elif isinstance(event, Left):
                self._leave_out(event, left)
            else:
                verdict = verdicts.get(id(event))
                if verdict is None:
                    _add(self.summary.tally, event.tally)
                    yield from self._ranges(event.inner, verdicts, left)
                else:
                    self._leave_gate(event, verdict, left)

    def _of_rows(self, rows: Rows, verdicts: Verdicts, left: _LeftOut) -> Iterator[tuple[int, int]]:
        """Do the same for rows; those between two that are left out are one range."""
        first, number = rows.start, id(rows)
        sources = Strings(*rows.sources)
        gone = [row for row in range(rows.count) if (number, row) in verdicts] if verdicts else []
        characters = memoryview(rows.characters).cast("q")
        self.summary.written += rows.count - len(gone)
        self.summary.characters_out += sum(characters)
        for row, (start, end) in zip(gone, rows.places(gone), strict=True):
            self.summary.characters_out -= characters[row]
            if first < start:
                yield first, start
            first = end
            # Without what closes the record, and its line.
            place = _Place(start, end - len(b"}\n"), in_kept=True)
            self._leave(place, sources.at(row), verdicts[number, row], left)
        if first < rows.end:
            yield first, rows.end

    def _leave_out(self, event: Left, left: _LeftOut) -> None:
        if event.failure is None:
            self.summary.rejected += 1
            left.copy(_Place(event.start, event.end), self._outputs.rejected)
        else:
            self._count_failure(event.failure)
            left.copy(_Place(event.start, event.end), self._outputs.failed)

    def _leave_gate(self, gate: Gate, verdict: LeftOut, left: _LeftOut) -> None:
        part = first_failed(gate.inner)
        if isinstance(verdict.why, Failure) and part is not None:
            # What was raised stands in the record of the part, which is not written itself.
            why = msgspec.structs.replace(verdict.why, traceback=left.traceback(part))
            verdict = verdict._replace(why=why)
        place = _Place(gate.start, gate.end, in_kept=gate.in_kept)
        self._leave(place, gate.source, verdict, left)

    def _leave(self, place: _Place, source: str, verdict: LeftOut, left: _LeftOut) -> None:
        """Reject or fail a document whose record, without its end, is at a place."""
        why = verdict.why
        if isinstance(why, Drop):
            name = self._names[verdict.step]
            self.summary.rejected += 1
            self.summary.tally["dropped", name] += 1
            left.copy(place, self._outputs.rejected, tail=records.rejected_tail(name, why))
        elif isinstance(why, Left):
            self._leave_out(why, left)
        else:
            self._count_failure(why)
            head = records.failed_head(why.id, source, why.step, why.error, why.traceback)
            left.copy(place, self._outputs.failed, head=head, tail=b"}}\n")

    def _count_failure(self, failure: Failure) -> None:
        self.summary.failed += 1
        self.summary.tally["failed", failure.step] += 1
        if len(self.summary.failures) < _MOST_FAILURES_KEPT:
            self.summary.failures.append(failure)


class _Place(NamedTuple):
    """Where a record lies: in the part of left-out ones, or in that of kept ones."""

    start: int
    end: int
    in_kept: bool = False


class _LeftOut:
    """The records of a split's left-out documents; ``written`` if they were copied before."""

    def __init__(
        self, left: BinaryIO | None, kept: BinaryIO | None, *, written: bool = False
    ) -> None:
        self._left = left
        self._kept = kept
        self._written = written

    def copy(
        self, place: _Place, output: Output | None, head: bytes = b"", tail: bytes = b""
    ) -> None:
        """Copy a record to an output, with something before and behind it."""
        if output is None or self._written:
            return
        output.write(head + self._read(place) + tail)

    def traceback(self, failed: Left) -> str | None:
        """Return the traceback in the finished record of a failed document."""
        if self._written:
            return None
        record = self._read(_Place(failed.start, failed.end))
        return msgspec.json.decode(record, type=_Raised).traceback

    def _read(self, place: _Place) -> bytes:
        part = self._kept if place.in_kept else self._left
        if part is None:
            raise AssertionError("a split without a part has left something out")
        # Not by way of the file's position, which is the writer's.
        if isinstance(part, BytesIO):
            return bytes(part.getbuffer()[place.start : place.end])
        return os.pread(part.fileno(), place.end - place.start, place.start)


class _Raised(msgspec.Struct):
    """What is wanted of the record of a failed document."""

    traceback: str | None


def _add(tally: Tally, more: Tally | None) -> None:
    # Counter.update takes five times as long for the one or two counts of a document.
    for key, count in (more or {}).items():
        tally[key] = tally.get(key, 0) + count


def _add_seconds(seconds: defaultdict[str, float], more: dict[str, float]) -> None:
    for name, spent in more.items():
        seconds[name] += spent
