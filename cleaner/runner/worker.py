"""The pure part of a run: one split through the whole chain, into part files."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from cleaner import records
from cleaner.chain import Chain, Step
from cleaner.document import Document, Drop, Failed
from cleaner.errors import RAISED
from cleaner.runner.apply import apply, decoded, describe, pack_sketch
from cleaner.runner.clock import Clock
from cleaner.runner.outcome import (
    Event,
    Failure,
    Gate,
    Kept,
    Left,
    Lost,
    Outcome,
    Tally,
    Task,
)
from cleaner.runner.parts import KEPT, LEFT, Part, WorkerScratch, part_path
from cleaner.runner.pulse import BATCH, BatchTimeoutError, Pulse, watch
from cleaner.runner.reading import read_source
from cleaner.source import Source
from cleaner.target import Writer

# So much text waits at a gate before it is sketched: enough for a kernel to be worth its call.
_BATCH_CHARACTERS = 4_000_000

READ, DECODE, WRITE = "read", "decode", "write"


def part_names(chain: Chain) -> tuple[str, ...]:
    """Name what time is spent on, in the order of the numbers that a pulse has for it."""
    return (*(step.name for step in chain.steps), READ, DECODE, WRITE)


class Worker:
    """Runs splits through a chain, one after the other; the same in any process."""

    def __init__(
        self, chain: Chain, writer: Writer, folder: Path, pulse: Pulse, timeout: float = 60.0
    ) -> None:
        self._chain = chain
        self._writer = writer
        self._folder = folder
        self._pulse = pulse
        self._timeout = timeout

    def run(self, task: Task) -> Outcome:
        """Run one split; never raises for what lies in a document."""
        with watch(self._pulse, self._timeout):
            split = _Split(self._chain, self._writer, self._folder, self._pulse, task)
            try:
                return split.run()
            except BatchTimeoutError:
                # Which document it was, if it was one, is found by comparing one at a time.
                split.close()
            task = msgspec.structs.replace(task, careful=True)
            return _Split(self._chain, self._writer, self._folder, self._pulse, task).run()


class _Split:
    """The state of one split: its parts, its counts, and the documents that wait at gates."""

    def __init__(
        self, chain: Chain, writer: Writer, folder: Path, pulse: Pulse, task: Task
    ) -> None:
        self._chain = chain
        self._writer = writer
        self._is_lines = getattr(writer, "is_lines", False)
        self._pulse = pulse
        self._task = task
        self._names = part_names(chain)
        self._lost = {(lost.source, lost.document): lost for lost in task.lost}
        self._kept = Part(part_path(folder, task.number, KEPT))
        self._left = Part(part_path(folder, task.number, LEFT))
        self._scratch = WorkerScratch(folder, task.number)
        self._waiting: dict[int, list[tuple[Gate, Document]]] = {}
        self._characters_waiting = 0
        self._kept_last: Document | None = None
        self._tally: Tally = Counter()
        self._clock = Clock(self._names, pulse)
        self._read_count = 0
        self._characters = 0
        self._left_out: Counter[str] = Counter()

    def run(self) -> Outcome:
        events: list[Event] = []
        for number, source in enumerate(self._task.sources):
            for document, item in enumerate(self._read(number, source)):
                self._read_count += 1
                lost = self._lost.get((number, document))
                events += (
                    self._start(source, item) if lost is None else self._lose(source, item, lost)
                )
                if self._task.careful or self._characters_waiting > _BATCH_CHARACTERS:
                    self._sketch()
        self._sketch()
        self.close()
        return Outcome(
            task=self._task.number,
            size=self._task.size,
            events=events,
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

    def _read(self, number: int, source: Source) -> Iterator[Document | Failed]:
        """Read a source, telling before each document that it comes."""
        documents = read_source(self._chain, source, self._left_out)
        for document in itertools.count():
            lost = self._lost.get((number, document))
            if lost is not None and self._names[lost.step] == READ:
                # What lies behind it cannot be reached without reading it.
                yield Failed(lost.error)
                return
            self._pulse.document(self._task.number, number, document)
            with self._clock[READ]:
                item = next(documents, None)
            if item is None:
                return
            yield item

    def _start(self, source: Source, item: Document | Failed) -> list[Event]:
        if isinstance(item, Failed):
            lost = Document(source.name, source=source.shown, part=item.part)
            given = item.input if item.input is not None else {"path": lost.source}
            return [self._fail(lost, READ, item.error, given)]
        document = item
        if document.data is not None:
            with self._clock[DECODE]:
                found = self._decode(document)
            if not isinstance(found, Document):
                return [found]
            document = found
        self._characters += len(document.text)
        return self._go(document, 0, self._tally)

    def _lose(self, source: Source, item: Document | Failed, lost: Lost) -> list[Event]:
        """Leave out a document that a worker did not survive."""
        if isinstance(item, Failed):
            return self._start(source, item)
        return [self._fail(item, self._names[lost.step], lost.error)]

    def _decode(self, document: Document) -> Document | Event:
        """Turn a document's bytes into text: by the first step that can, else as strict UTF-8."""
        data = document.data or b""
        step_name = DECODE
        try:
            for step in self._chain.steps:
                step_name = step.name
                found = step.decode(data=data, document=document) if step.decode else None
                if isinstance(found, Drop):
                    return self._reject(document, step, found, self._tally)
                if found is not None:
                    return decoded(document, found)
            step_name = DECODE
            return document.decoded(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            why = f"byte {error.start} is not UTF-8, and no step of the chain decodes it otherwise"
            return self._fail(document, step_name, why)
        except RAISED as error:
            return self._fail(document, step_name, describe(error))

    def _go(self, document: Document, index: int, tally: Tally) -> list[Event]:
        """Run a document through the chain from a step on."""
        while index < len(self._chain.steps):
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
        return [self._keep(document)]

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
                return self._reject(document, step, result, tally)
            return apply(step.name, document, result, tally)
        except RAISED as error:
            return self._fail(document, step.name, describe(error))

    def _gate(self, document: Document, index: int) -> Event:
        """Leave a document to a later verdict, and run ahead as if it were admitted."""
        step = self._chain.steps[index]
        tally: Tally = Counter()
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
            step=index,
            base=document.base,
            part=document.part,
            source=document.source,
            start=start,
            end=end,
            in_kept=in_kept,
            inner=inner,
            tally=tally,
        )
        self._waiting.setdefault(index, []).append((gate, document))
        self._characters_waiting += len(document.text)
        return gate

    def _sketch(self) -> None:
        """Make the sketches of the documents that wait at gates."""
        if not self._task.careful:
            self._pulse.document(self._task.number, 0, BATCH)
        for index, waiting in sorted(self._waiting.items()):
            step = self._chain.steps[index]
            documents = [document for _, document in waiting]
            with self._clock[step.name]:
                answers = step.sketch(documents, scratch=self._scratch) if step.sketch else []
            for (gate, document), answer in zip(waiting, answers, strict=True):
                try:
                    gate.sketch = pack_sketch(answer)
                except RAISED as error:
                    gate.failure = Failure(document.id, step.name, describe(error))
        self._waiting.clear()
        self._characters_waiting = 0

    def _keep(self, document: Document) -> Event:
        try:
            with self._clock[WRITE]:
                data = self._writer.encode(records.record(document))
        except UnicodeEncodeError as error:
            return self._fail(document, WRITE, records.not_utf_8(error))
        except RAISED as error:  # a writer is a plugin
            return self._fail(document, WRITE, describe(error))
        start, end = self._kept.write(data)
        self._kept_last = document
        return Kept(start, end, 1, len(document.text))

    def _reject(self, document: Document, step: Step, drop: Drop, tally: Tally) -> Left:
        try:
            line = records.encode(records.record(document))[:-1]
            line += records.rejected_tail(step.name, drop)
        except ValueError as error:
            return self._fail(document, step.name, str(error))
        tally["dropped", step.name] += 1
        return Left(*self._left.write(line))

    def _fail(self, document: Document, step: str, error: str, given: Any = None) -> Left:
        given = records.as_input(document) if given is None else given
        line = records.failed_line(document.id, document.source, step, error, given)
        return Left(*self._left.write(line), Failure(document.id, step, error))
