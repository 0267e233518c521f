"""Verdicts: which of the documents that wait at gates are kept, in the order of the input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import Any

import msgspec

from cleaner.chain import Chain, Step
from cleaner.document import Document, Drop
from cleaner.errors import RAISED, CleanerError, PluginError
from cleaner.output import records
from cleaner.runner.outcome import Event, Failure, failure_of
from cleaner.runner.raised import describe, traceback_of
from cleaner.runner.waiting import (
    Key,
    LeftOut,
    OneRow,
    Verdicts,
    Waiting,
    gone_of,
    singly,
    waiting_for,
)
from cleaner.scratch import Scratch


class Admission:
    """The memories of the comparing steps of one run, and the verdicts that they give."""

    def __init__(self, chain: Chain, scratch: Scratch) -> None:
        self._steps = [(index, step) for index, step in enumerate(chain.steps) if step.compares]
        self._surveys = _first_survey(self._steps)
        self._scratch = scratch
        # Where a step surveys, those before it give their verdicts twice: what they drop it is not
        # shown. Their second memories are begun when the first ones are done with.
        self._early = self._steps[:-1] if self._surveys is not None else []
        self._memories = {index: _begin(step, scratch) for index, step in self._steps}
        self._open = list(self._steps)
        # Where a step takes back what a later one leaves out, documents go through one by one; not
        # before one that surveys, which must be shown the same documents twice.
        self._singly = self._surveys is None and any(step.forget for _, step in self._steps[:-1])
        self.seconds = dict.fromkeys((step.name for _, step in self._steps), 0.0)

    @property
    def surveys(self) -> bool:
        """Whether a step wants to see all documents before it decides on the first."""
        return self._surveys is not None

    def survey(self, events: list[Event]) -> None:
        """Show the documents of a split to the step that wants to see all of them first.

        Raises:
            CleanerError: the step raised.
        """
        verdicts: Verdicts = {}
        for index, step in self._steps:
            if index == self._surveys:
                for waiting in waiting_for(index, events, verdicts):
                    _survey(step, self._memories[index], waiting)
                return
            for waiting in waiting_for(index, events, verdicts):
                verdicts |= _admit(index, step, waiting, self._memories)

    def end_survey(self) -> None:
        """Begin the second pass.

        Raises:
            CleanerError: a step raised.
        """
        for index, step in self._early:
            if step.end is not None:
                _end(step, self._memories[index], complete=False)
            self._memories[index] = _begin(step, self._scratch)

    def end(self, *, complete: bool) -> list[str]:
        """Close the memories, each once; return what the steps have to say.

        Raises:
            CleanerError: a step raised.
        """
        notes: list[str] = []
        while self._open:
            index, step = self._open.pop(0)
            if step.end is not None:
                notes += _end(step, self._memories[index], complete=complete)
        return notes

    def decide(self, events: list[Event]) -> Verdicts:
        """Give the verdicts on all rows and gates among the events, at any depth.

        A document that failed or was dropped behind its gate is never admitted: it would be the
        twin of others without being in the output.
        """
        verdicts: Verdicts = {}
        documents: Iterable[Sequence[Event | OneRow]] = singly(events) if self._singly else [events]
        for some in documents:
            admitted: list[tuple[int, Step, Key, Document]] = []
            for index, step in self._steps:
                for waiting in waiting_for(index, some, verdicts):
                    began = perf_counter()
                    verdicts |= _admit(index, step, waiting, self._memories)
                    self.seconds[step.name] += perf_counter() - began
                    if self._singly and step.forget is not None:
                        admitted += [
                            (index, step, key, document)
                            for key, document in zip(waiting.keys, waiting.documents, strict=True)
                            if key not in verdicts
                        ]
            if admitted:
                self._forget(admitted, gone_of(some, verdicts))
        return verdicts

    def _forget(
        self, admitted: list[tuple[int, Step, Key, Document]], gone: frozenset[Key]
    ) -> None:
        """Take back what steps have admitted and later ones have left out, the last first."""
        for index, step, key, document in reversed(admitted):
            if key not in gone or step.forget is None:
                continue
            try:
                step.forget(document=document, memory=self._memories[index])
            except CleanerError:
                raise
            except RAISED as error:
                raise PluginError(f"step {step.name}: forget raised {describe(error)}") from error


def _admit(index: int, step: Step, waiting: Waiting, memories: dict[int, Any]) -> Verdicts:
    if step.admit is None:
        return {}
    keys, documents, sketches = waiting
    answers = step.admit(documents, sketches, memory=memories[index])
    return {
        keys[row]: LeftOut(index, _verdict(step.name, documents[row], answer))
        for row, answer in enumerate(answers)
        if answer is not None
    }


def _first_survey(steps: list[tuple[int, Step]]) -> int | None:
    """Return which step surveys: it decides on all documents at once, so it must be the last."""
    for place, (index, step) in enumerate(steps):
        if step.survey is not None:
            behind = [other.name for _, other in steps[place + 1 :]]
            if behind:
                raise PluginError(
                    f"the step {step.name} wants to see all documents before it decides, so that"
                    f" no step that compares may come behind it: {', '.join(behind)}"
                )
            return index
    return None


def _survey(step: Step, memory: Any, waiting: Waiting) -> None:
    _, documents, sketches = waiting
    try:
        if step.survey is not None and documents:
            step.survey(documents=documents, sketches=sketches, memory=memory)
    except CleanerError:
        raise
    except RAISED as error:
        raise PluginError(f"step {step.name}: survey raised {describe(error)}") from error


def _end(step: Step, memory: Any, *, complete: bool) -> list[str]:
    try:
        lines = step.end(memory=memory, complete=complete) if step.end else None
        return [f"{step.name}: {line}" for line in lines or ()]
    except CleanerError:
        raise
    except RAISED as error:
        raise PluginError(f"step {step.name}: end raised {describe(error)}") from error


def _begin(step: Step, scratch: Scratch) -> Any:
    try:
        return step.begin(scratch=scratch) if step.begin else None
    except CleanerError:
        raise
    except RAISED as error:
        raise PluginError(f"step {step.name}: begin raised {describe(error)}") from error


def _verdict(step: str, document: Document, answer: Any) -> Drop | Failure:
    if isinstance(answer, RAISED):
        failure = failure_of(document.id, step, describe(answer))
        return msgspec.structs.replace(failure, traceback=traceback_of(answer))
    if not isinstance(answer, Drop):
        kind = type(answer).__name__
        return Failure(document.id, step, f"admit returned {kind}; it may return None or Drop")
    if answer.duplicate_of == document.id and not answer.earlier_run:
        return Failure(document.id, step, "admit called the document a duplicate of itself")
    try:
        records.rejected_tail(step, answer)
    except (AttributeError, ValueError) as error:
        why = f"admit returned a Drop that cannot be written: {error}"
        return failure_of(document.id, step, why)
    return answer
