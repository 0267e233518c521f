"""Verdicts: which of the documents that wait at gates are kept, in the order of the input."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import Any, TypeAlias

from cleaner import records
from cleaner.chain import Chain, Step
from cleaner.document import Document, Drop
from cleaner.errors import RAISED, PluginError
from cleaner.runner.apply import describe
from cleaner.runner.outcome import Event, Failure, Gate, first_failure, is_possibly_kept
from cleaner.scratch import Scratch

# By the identity of the gate: the order of the events is the order of the input.
Verdicts: TypeAlias = dict[int, Drop | Failure | None]


class Admission:
    """The memories of the comparing steps of one run, and the verdicts that they give."""

    def __init__(self, chain: Chain, scratch: Scratch) -> None:
        self._steps = [(index, step) for index, step in enumerate(chain.steps) if step.compares]
        self._memories = {index: _begin(step, scratch) for index, step in self._steps}
        self.seconds = dict.fromkeys((step.name for _, step in self._steps), 0.0)

    def decide(self, events: list[Event]) -> Verdicts:
        """Give a verdict on every gate among the events, at any depth.

        A document that failed or was dropped behind its gate is never admitted: it would be the
        twin of others without being in the output.
        """
        verdicts: Verdicts = {}
        for index, step in self._steps:
            gates = []
            for gate in _gates(events, index, verdicts):
                failure = gate.failure or first_failure(gate.inner)
                if failure is not None:
                    verdicts[id(gate)] = _of_whole(gate, failure)
                elif not is_possibly_kept(gate.inner):
                    verdicts[id(gate)] = None
                else:
                    gates.append(gate)
            if gates:
                began = perf_counter()
                verdicts |= self._admit(index, step, gates)
                self.seconds[step.name] += perf_counter() - began
        return verdicts

    def _admit(self, index: int, step: Step, gates: list[Gate]) -> Verdicts:
        documents = [Document(gate.base, source=gate.source, part=gate.part) for gate in gates]
        sketches = [pickle.loads(gate.sketch) for gate in gates]  # noqa: S301 (from our worker)
        answers: list[Any] = []
        if step.admit is not None:
            answers = step.admit(documents, sketches, memory=self._memories[index])
        return {
            id(gate): _verdict(step.name, document, answer)
            for gate, document, answer in zip(gates, documents, answers, strict=True)
        }


def _of_whole(gate: Gate, failure: Failure) -> Failure:
    """Say of a document what failed: itself, or a part of it that takes it along."""
    whole = Document(gate.base, part=gate.part).id
    if whole == failure.id:
        return failure
    return Failure(whole, failure.step, f"its part {failure.id}: {failure.error}")


def _begin(step: Step, scratch: Scratch) -> Any:
    try:
        return step.begin(scratch=scratch) if step.begin else None
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
    if answer.duplicate_of == document.id:
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
