"""Runs that had decided on everything when they were killed: only what is left is done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from cleaner.errors import CleanerError
from cleaner.input.source import STANDARD_INPUT
from cleaner.runner import note
from cleaner.runner.journal import Ended, Past
from cleaner.runner.naming import Ready, have_all, name_all
from cleaner.runner.order import Run
from cleaner.runner.outcome import Task
from cleaner.runner.outputs import has_name
from cleaner.runner.resume import difference, identity
from cleaner.runner.summary import Summary

Tasks: TypeAlias = Callable[[], Iterator[Task]]


class InputChangedError(CleanerError):
    """A run has ended in outputs of what its input was before, and there is no more to do."""


def end_again(order: Run, folder: Path, past: Past, tasks: Tasks) -> Summary | None:
    """Give the outputs of a run their names, where that is all that it lacks; return its summary.

    None: it lacks more.

    Raises:
        CleanerError: an output cannot be written.
        InputChangedError: the inputs are not what the run has read. Its outputs are there then:
            steps may have kept what they found for a next run, and would not give it again.
    """
    ended = past.ended
    if ended is None or not have_all(folder, ended.outputs):
        return None
    name_all(folder, ended.outputs)
    different = difference(tasks(), past.done, whole=True)
    if different is not None:
        raise InputChangedError(
            f"{different}; that run is complete, and {order.output} is what it made: run again for"
            " what is there now"
        )
    return note.unpacked(ended.summary)


def end_of(order: Run, header: dict[str, str], tasks: Tasks) -> Summary | None:
    """Return the summary of a run that left nothing but its outputs, and a note at them.

    None: they are not its own any more, or another run would be made of the inputs as they are.
    """
    if STANDARD_INPUT in order.paths:
        return None  # to know what it is would be to read it
    found = note.read(order.output)
    if found is None or found.header != note.digest_of(header):
        return None
    if found.outputs != states_of(order):
        return None
    inputs = note.Fingerprint()
    for task in tasks():
        inputs.add(identity(task))
    if inputs.digest() != found.inputs:
        return None
    return msgspec.structs.replace(found.told(), is_old=True)


def states_of(order: Run) -> tuple[note.State, ...]:
    """Return how the outputs are that have names, in the order in which they get them."""
    kept, rejected, failed = order.outputs
    return note.states(
        Path(os.path.realpath(path)) if path is not None and has_name(path) else None
        for path in (rejected, failed, kept)
    )


def ended_with(
    folder: Path,
    outputs: Sequence[Ready | None],
    header: Mapping[str, str],
    inputs: bytes,
    summary: Summary,
) -> Ended:
    """Say how a run ends that has decided on everything; the note goes to the main output."""
    places = (None if ready is None else folder / ready.place for ready in outputs)
    noted = note.written(header, inputs, note.states(places), summary)
    *others, kept = outputs
    if kept is not None:
        kept = msgspec.structs.replace(kept, note=noted)
    return Ended(tuple(ready for ready in (*others, kept) if ready), note.packed(summary))
