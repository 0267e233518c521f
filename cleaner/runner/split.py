"""One split through the whole chain, into part files."""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from collections.abc import Iterator

from cleaner.chain import Chain, Step
from cleaner.document import Document, Drop, Failed
from cleaner.errors import RAISED
from cleaner.input.columns import Columns
from cleaner.input.source import Source
from cleaner.output import records
from cleaner.output.target import Writer
from cleaner.runner import leaving, queue, tracing
from cleaner.runner.apply import apply, pack_sketch
from cleaner.runner.clock import DECODE, READ, WRITE, Clock, part_names
from cleaner.runner.decoding import Refused, decode
from cleaner.runner.outcome import (
    Event,
    Gate,
    Kept,
    Left,
    Lost,
    Outcome,
    Rows,
    Tally,
    Task,
    new_tally,
)
from cleaner.runner.parts import KEPT, LEFT, PartFolder
from cleaner.runner.pulse import BATCH, Pulse
from cleaner.runner.queue import Filled, Queue, Waiting
from cleaner.runner.reading import Reading

# So much text waits at a gate before it is sketched: enough for a kernel to be worth its call, and
# little enough that the processor's cache has it still when it is written.
_BATCH_CHARACTERS = 1_000_000


class Split:
    """The state of one split: its parts, its counts, and the documents that wait."""

    def __init__(
        self, chain: Chain, writer: Writer, folder: PartFolder, pulse: Pulse, task: Task
    ) -> None:
        self._chain = chain
        self._writer = writer
        self._is_lines = getattr(writer, "is_lines", False)
        self._pulse = pulse
        self._task = task
        self._names = part_names(chain)
        self._lost = {(lost.source, lost.document): lost for lost in task.lost}
        self._kept = folder.part(task.number, KEPT)
        self._left = folder.part(task.number, LEFT)
        self._scratch = folder.scratch(task.number)
        self._queue = Queue()
        self._tail = queue.first_of_tail(chain, writer)
        self._in_columns = queue.takes_columns(chain, self._tail, task)
        self._events: list[Event] = []
        self._waiting: dict[int, list[tuple[Gate, Document]]] = {}
        self._characters_waiting = 0
        self._kept_last: Document | None = None
        self._tally = new_tally()
        self._clock = Clock(self._names, pulse)
        self._read_count = 0
        self._characters = 0
        self._left_out: Counter[str] = Counter()
        self._reading = Reading(chain, self._left_out, self._tally)

    def run(self) -> Outcome:
        """Run it; what lies in a document never raises."""
        for number, source in enumerate(self._task.sources):
            for document, item in enumerate(self._read(number, source)):
                if isinstance(item, Columns):
                    self._take(source, item)
                    continue
                self._read_count += 1
                self._events += self._begin(source, item, self._lost.get((number, document)))
                if self._task.careful or self._characters_waiting > _BATCH_CHARACTERS:
                    self._sketch()
        self._sketch()
        self.close()
        return Outcome(
            task=self._task.number,
            size=self._task.size,
            events=self._events,
            tally=self._tally,
            seconds=self._clock.seconds(),
            read=self._read_count,
            characters=self._characters,
            left_out=self._left_out,
            scratch=self._scratch.extent,
        )

    def close(self) -> None:
        """Finish the parts."""
        for part in (self._kept, self._left, self._scratch):
            part.close()

    def _read(self, number: int, source: Source) -> Iterator[Document | Failed | Columns]:
        """Read a source, telling before each document that it comes."""
        documents = self._reading.read(source, in_columns=self._in_columns)
        for document in itertools.count():
            lost = self._lost.get((number, document))
            if lost is not None and self._names[lost.step] == READ:
                # What lies behind it cannot be reached without reading it.
                yield Failed(lost.error)
                return
            self._pulse.document(self._task.number, number, BATCH if self._in_columns else document)
            with self._clock[READ]:
                item = next(documents, None)
            if item is None:
                return
            yield item

    def _take(self, source: Source, columns: Columns) -> None:
        """Take documents that are done with but for comparing."""
        self._sketch()
        self._read_count += len(columns)
        if self._tail:  # by now documents go alone
            for document in columns:
                self._events += self._begin(source, document, None)
            return
        with self._clock[WRITE]:
            rows = queue.rows_of(columns, self._kept)
        self._events.append(rows)
        self._characters += sum(memoryview(rows.characters).cast("q"))
        self._add_sketches([(rows, columns)], 0)

    def _begin(self, source: Source, item: Document | Failed, lost: Lost | None) -> list[Event]:
        """Have a document begin its way; one that a worker did not survive ends here."""
        if isinstance(item, Failed):
            self._queue.part()
            return [leaving.fail_unread(self._left, source, item)]
        if lost is not None:
            return [self._fail(item, self._names[lost.step], lost.error)]
        document = item
        if document.data is not None:
            with self._clock[DECODE]:
                found = decode(self._chain, document, self._tally)
            if isinstance(found, Refused):
                return [self._refuse(document, found)]
            document = tracing.placed(found, document, source.size)
        elif self._chain.traces:
            document = tracing.begin(document, READ, is_whole=False)
        self._characters += len(document.text)
        return self._go(document, 0, self._tally)

    def _refuse(self, document: Document, refused: Refused) -> Left:
        step, why = refused
        if isinstance(why, Drop):
            return self._reject(document, step, why, self._tally)
        return self._fail(document, step, why)

    def _go(self, document: Document, index: int, tally: Tally) -> list[Event]:
        """Run a document through the chain from a step on."""
        while index < len(self._chain.steps) and not self._can_wait(index, tally):
            step = self._chain.steps[index]
            if step.clean is not None:
                result = self._clean(step, document, tally)
                if isinstance(result, list):
                    return [event for part in result for event in self._on(part, index, tally)]
                if not isinstance(result, Document):
                    return [result]
                document = result
            if step.compares:
                return [self._gate(document, index)]
            index += 1
        if self._can_wait(index, tally):
            self._characters_waiting += len(document.text)
            return [*self._queue.add(document)]
        return [self._keep(document)]

    def _can_wait(self, index: int, tally: Tally) -> bool:
        """Tell whether a document is done with but for comparing, and not behind a gate."""
        return index >= self._tail and tally is self._tally

    def _on(self, document: Document, index: int, tally: Tally) -> list[Event]:
        """Go on with a part that a step made."""
        if self._chain.steps[index].compares:
            return [self._gate(document, index)]
        return self._go(document, index + 1, tally)

    def _clean(
        self, step: Step, document: Document, tally: Tally
    ) -> Document | list[Document] | Left:
        try:
            with self._clock[step.name]:
                result = step.clean(document) if step.clean else None
            if result is None:
                return document
            if isinstance(result, Drop):
                return self._reject(document, step.name, result, tally)
            after = apply(step.name, document, result, tally)
            return tracing.follow(step, document, after) if self._chain.traces else after
        except RAISED as error:
            return self._fail(document, step.name, error)

    def _gate(self, document: Document, index: int) -> Event:
        """Leave a document to a later verdict, and run ahead as if it were admitted."""
        self._queue.part()
        step = self._chain.steps[index]
        tally = new_tally()
        inner = self._go(document, index + 1, tally)
        # Where nothing was done behind the gate, the kept line, without its end, will do.
        kept = inner[0] if self._is_lines and self._kept_last is document else None
        in_kept = isinstance(kept, Kept)
        try:
            if isinstance(kept, Kept):
                start, end = kept.start, kept.end - len(b"}\n")
            else:
                start, end = self._left.write(records.encode(records.record(document))[:-1])
        except ValueError as error:
            return self._fail(document, step.name, str(error))
        gate = Gate(
            index,
            document.base,
            document.part,
            document.source,
            start,
            end,
            in_kept=in_kept,
            inner=inner,
            tally=tally or None,
        )
        self._waiting.setdefault(index, []).append((gate, document))
        self._characters_waiting += len(document.text)
        return gate

    def _sketch(self) -> None:
        """Make the sketches of the documents that wait at gates."""
        if not self._task.careful:
            self._pulse.document(self._task.number, 0, BATCH)
        self._sketch_rows()
        for index, waiting in sorted(self._waiting.items()):
            step = self._chain.steps[index]
            documents = [document for _, document in waiting]
            with self._clock[step.name]:
                answers = step.sketch(documents, scratch=self._scratch) if step.sketch else []
            for (gate, document), answer in zip(waiting, answers, strict=True):
                try:
                    gate.sketch = pack_sketch(answer)
                except RAISED as error:
                    gate.failed = self._fail(document, step.name, error)
        self._waiting.clear()
        self._characters_waiting = 0

    def _sketch_rows(self) -> None:
        """Write the records of the rows that wait, and make their sketches."""
        written: Waiting = []
        tail = self._tail
        for rows, documents in self._queue.take():
            try:
                with self._clock[WRITE]:
                    queue.write_rows(rows, documents, self._writer, self._kept)
                written.append((rows, documents))
            except RAISED:
                self._go_alone(rows, documents, tail)
        if written:
            self._add_sketches(written, tail)

    def _add_sketches(self, written: Filled, tail: int) -> None:
        steps = list(enumerate(self._chain.steps))[tail:]
        queue.add_sketches(written, steps, self._clock, self._scratch, self._fail)

    def _go_alone(self, rows: Rows, documents: list[Document], tail: int) -> None:
        """Let each go on alone, in place of its row, and all behind: one cannot be written."""
        self._tail = sys.maxsize
        at = next(at for at, event in enumerate(self._events) if event is rows)
        self._events[at : at + 1] = (
            event for one in documents for event in self._go(one, tail, self._tally)
        )

    def _keep(self, document: Document) -> Event:
        try:
            with self._clock[WRITE]:
                data = self._writer.encode(records.record(document))
        except UnicodeEncodeError as error:
            return self._fail(document, WRITE, records.not_utf_8(error))
        except RAISED as error:  # a writer is a plugin
            return self._fail(document, WRITE, error)
        self._kept_last = document
        return Kept(*self._kept.write(data), 1, len(document.text))

    def _reject(self, document: Document, step: str, drop: Drop, tally: Tally) -> Left:
        try:
            left = leaving.reject(self._left, document, step, drop)
        except ValueError as error:
            return self._fail(document, step, str(error))
        tally["dropped", step] += 1
        self._queue.part()
        return left

    def _fail(self, document: Document, step: str, error: str | BaseException) -> Left:
        self._queue.part()
        return leaving.fail(self._left, document, step, error)
