"""Verdicts: which of the documents that wait at gates are kept, in the order of the input."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import Any, TypeAlias

from cleaner import records
from cleaner.chain import Chain, Step
from cleaner.document import Document, Drop
from cleaner.errors import RAISED, CleanerError, PluginError
from cleaner.runner.apply import describe
from cleaner.runner.outcome import Event, Failure, Gate, first_failure, is_possibly_kept
from cleaner.scratch import Scratch

# By the identity of the gate: the order of the events is the order of the input.
Verdicts: TypeAlias = dict[int, Drop | Failure | None]


class Admission:
    """The memories of the comparing steps of one run, and the verdicts that they give."""

    def __init__(self, chain: Chain, scratch: Scratch) -> None:
        self._steps = [(index, step) for index, step in enumerate(chain.steps) if step.compares]
        self._surveys = _first_survey(self._steps)
        # The steps before the one that surveys: what they drop it is not shown.
        before = [(index, step) for index, step in self._steps if index < (self._surveys or 0)]
        self._early = {index: _begin(step, scratch) for index, step in before}
        self._memories = {index: _begin(step, scratch) for index, step in self._steps}
        self._open = list(self._steps)
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
                _survey(step, self._memories[index], self._waiting(events, index, verdicts))
                return
            gates = self._waiting(events, index, verdicts)
            verdicts |= self._admit(index, step, gates, self._early)

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
        """Give a verdict on every gate among the events, at any depth.

        A document that failed or was dropped behind its gate is never admitted: it would be the
        twin of others without being in the output.
        """
        verdicts: Verdicts = {}
        for index, step in self._steps:
            gates = self._waiting(events, index, verdicts)
            began = perf_counter()
            verdicts |= self._admit(index, step, gates, self._memories)
            self.seconds[step.name] += perf_counter() - began
        return verdicts

    def _waiting(self, events: list[Event], index: int, verdicts: Verdicts) -> list[Gate]:
        """Return the gates that wait for a step's verdict; put down those on all others."""
        gates = []
        for gate in _gates(events, index, verdicts):
            failure = gate.failure or first_failure(gate.inner)
            if failure is not None:
                verdicts[id(gate)] = _of_whole(gate, failure)
            elif not is_possibly_kept(gate.inner):
                verdicts[id(gate)] = None
            else:
                gates.append(gate)
        return gates

    def _admit(
        self, index: int, step: Step, gates: list[Gate], memories: dict[int, Any]
    ) -> Verdicts:
        if step.admit is None or not gates:
            return {}
        documents, sketches = _opened(gates)
        answers = step.admit(documents, sketches, memory=memories[index])
        return {
            id(gate): _verdict(step.name, document, answer)
            for gate, document, answer in zip(gates, documents, answers, strict=True)
        }


def _first_survey(steps: list[tuple[int, Step]]) -> int | None:
    surveying = [index for index, step in steps if step.survey is not None]
    if len(surveying) > 1:
        names = " and ".join(step.name for _, step in steps if step.survey is not None)
        raise PluginError(f"{names} want to see all documents first; only one step of a chain can")
    return surveying[0] if surveying else None


def _opened(gates: list[Gate]) -> tuple[list[Document], list[Any]]:
    """Return the documents at some gates, without their text, and their sketches."""
    documents = [Document(gate.base, source=gate.source, part=gate.part) for gate in gates]
    return documents, [pickle.loads(gate.sketch) for gate in gates]  # noqa: S301 (our worker's)


def _survey(step: Step, memory: Any, gates: list[Gate]) -> None:
    documents, sketches = _opened(gates)
    try:
        if step.survey is not None and gates:
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


def _of_whole(gate: Gate, failure: Failure) -> Failure:
    """Say of a document what failed: itself, or a part of it that takes it along."""
    whole = Document(gate.base, part=gate.part).id
    if whole == failure.id:
        return failure
    return Failure(whole, failure.step, f"its part {failure.id}: {failure.error}")


def _begin(step: Step, scratch: Scratch) -> Any:
    try:
        return step.begin(scratch=scratch) if step.begin else None
    except CleanerError:
        raise
    except RAISED as error:
        raise PluginError(f"step {step.name}: begin raised {describe(error)}") from error


def _verdict(step: str, document: Document, answer: Any) -> Drop | Failure | None:
    if isinstance(answer, RAISED):
        return Failure(document.id, step, describe(answer))
    if answer is None:
        return None
    if not isinstance(answer, Drop):
        kind = type(answer).__name__
        return Failure(document.id, step, f"admit returned {kind}; it may return None or Drop")
    if answer.duplicate_of == document.id and not answer.earlier_run:
        return Failure(document.id, step, "admit called the document a duplicate of itself")
    try:
        records.rejected_tail(step, answer)
    except (AttributeError, ValueError) as error:
        return Failure(document.id, step, f"admit returned a Drop that cannot be written: {error}")
    return answer


def _gates(events: Iterable[Event], step: int, verdicts: Verdicts) -> Iterator[Gate]:
    """Yield the gates of one step that documents get to, in order."""
    for event in events:
        if not isinstance(event, Gate):
            continue
        if event.step == step:
            yield event
        elif verdicts.get(id(event)) is None:
            yield from _gates(event.inner, step, verdicts)
