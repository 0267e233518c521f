"""Join what the workers left in their parts into the outputs, in the order of the input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from cleaner import records
from cleaner.chain import Chain
from cleaner.document import Drop
from cleaner.errors import CleanerError
from cleaner.runner.admission import Admission, Verdicts
from cleaner.runner.outcome import Event, Failure, Gate, Kept, Left, Outcome, Tally
from cleaner.runner.outputs import Output
from cleaner.runner.parts import KEPT, LEFT, part_path
from cleaner.runner.summary import Summary
from cleaner.target import Writer


class Outputs:
    """The three outputs; the main one comes to its name last, as the sign that all is there."""

    def __init__(
        self, kept: str, rejected: str | None, failed: str | None, stack: ExitStack
    ) -> None:
        self.kept = stack.enter_context(Output(kept))
        self.rejected = None if rejected is None else stack.enter_context(Output(rejected))
        self.failed = None if failed is None else stack.enter_context(Output(failed))

    def commit(self) -> None:
        """Bring all outputs to their names."""
        for output in (self.rejected, self.failed, self.kept):
            if output is not None:
                output.commit()


class Merge:
    """Takes the outcomes of the splits in order, and counts what becomes of each document."""

    def __init__(
        self, chain: Chain, writer: Writer, folder: Path, outputs: Outputs, admission: Admission
    ) -> None:
        self.summary = Summary()
        self._names = [step.name for step in chain.steps]
        self._writer = writer
        self._folder = folder
        self._outputs = outputs
        self._admission = admission

    def take(self, outcome: Outcome) -> None:
        """Decide on the documents of a split, and copy what is kept of it."""
        summary = self.summary
        summary.read += outcome.read
        summary.characters_in += outcome.characters
        summary.tally.update(outcome.tally)
        summary.seconds.update(outcome.seconds)
        summary.left_out.update(outcome.left_out)
        verdicts = self._admission.decide(outcome.events)
        with ExitStack() as stack:
            kept, left = (
                _open_part(part_path(self._folder, outcome.task, kind), stack)
                for kind in (KEPT, LEFT)
            )
            ranges = self._ranges(outcome.events, verdicts, left)
            if kept is None:
                for _ in ranges:
                    raise AssertionError("a split without a part has kept something")
            else:
                self._outputs.kept.append(self._writer, kept, ranges)
        for kind in (KEPT, LEFT):
            part_path(self._folder, outcome.task, kind).unlink(missing_ok=True)

    def finish(self, left_out: Counter[str]) -> Summary:
        """Return the summary.

        Raises:
            CleanerError: it does not add up, which would mean that a document was lost.
        """
        self.summary.seconds.update(self._admission.seconds)
        self.summary.left_out.update(left_out)
        if not self.summary.adds_up:
            raise CleanerError(f"documents are unaccounted for; please report this: {self.summary}")
        return self.summary

    def _ranges(
        self, events: list[Event], verdicts: Verdicts, left: BinaryIO | None
    ) -> Iterator[tuple[int, int]]:
        """Yield the places of kept records; on the way, tell of the documents left out."""
        for event in events:
            if isinstance(event, Kept):
                self.summary.written += event.documents
                self.summary.characters_out += event.characters
                yield event.start, event.end
            elif left is None:
                raise AssertionError("a split without a part has left something out")
            elif isinstance(event, Left):
                self._leave_out(event, left)
            else:
                verdict = verdicts[id(event)]
                if verdict is None:
                    _add(self.summary.tally, event.tally)
                    yield from self._ranges(event.inner, verdicts, left)
                elif isinstance(verdict, Drop):
                    self._reject(event, verdict, left)
                else:
                    self._fail(event, verdict, left)

    def _leave_out(self, event: Left, left: BinaryIO) -> None:
        output = self._outputs.rejected if event.failure is None else self._outputs.failed
        if output is not None:
            output.write(_read(left, event.start, event.end))
        if event.failure is None:
            self.summary.rejected += 1
        else:
            self._count_failure(event.failure)

    def _reject(self, gate: Gate, drop: Drop, left: BinaryIO) -> None:
        name = self._names[gate.step]
        self.summary.rejected += 1
        self.summary.tally["dropped", name] += 1
        if self._outputs.rejected is not None:
            record = _read(left, gate.start, gate.end)
            self._outputs.rejected.write(record + records.rejected_tail(name, drop))

    def _fail(self, gate: Gate, failure: Failure, left: BinaryIO) -> None:
        self._count_failure(failure)
        if self._outputs.failed is not None:
            head = records.failed_head(failure.id, gate.source, failure.step, failure.error)
            self._outputs.failed.write(head + _read(left, gate.start, gate.end) + b"}}\n")

    def _count_failure(self, failure: Failure) -> None:
        self.summary.failed += 1
        self.summary.failures.append(failure)


def _add(tally: Tally, more: Tally) -> None:
    # Most documents have nothing to add, and Counter.update is slow to find that out.
    if more:
        tally.update(more)


def _open_part(path: Path, stack: ExitStack) -> BinaryIO | None:
    try:
        return stack.enter_context(path.open("rb"))
    except FileNotFoundError:
        return None


def _read(part: BinaryIO, start: int, end: int) -> bytes:
    part.seek(start)
    return part.read(end - start)
