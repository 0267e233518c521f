"""One run under way: its outputs, its journal, and what it goes on with."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

from cleaner.chain import Chain, build_chain
from cleaner.errors import StoppedError
from cleaner.runner.admission import Admission
from cleaner.runner.extent import Extent, read_on
from cleaner.runner.journal import (
    Done,
    Identity,
    Journal,
    Past,
    read_header,
    read_journal,
    read_outcomes,
)
from cleaner.runner.merge import Merge, Outputs
from cleaner.runner.order import Run
from cleaner.runner.outcome import Outcome, Task
from cleaner.runner.outputs import telling
from cleaner.runner.parts import KEPT, LEFT, SCRATCH, MainScratch, part_path
from cleaner.runner.pool import limits_of, run_tasks
from cleaner.runner.process import RunTask
from cleaner.runner.pulse import Pulse
from cleaner.runner.resume import identity, refuse_other, same_tasks, usable
from cleaner.runner.worker import Worker
from cleaner.runner.workspace import Workspace
from cleaner.target import Writer

_JOURNAL = "journal"


def has_journal(folder: Path) -> bool:
    """Tell whether a run has left something to go on with."""
    return (folder / _JOURNAL).exists()


class Session:
    """Runs tasks, merges their outcomes, and writes down what is done."""

    def __init__(
        self,
        order: Run,
        chain: Chain,
        writer: Writer,
        *,
        space: Workspace,
        header: dict[str, str],
        stack: ExitStack,
    ) -> None:
        self._order = order
        self._folder = space.folder
        self._path = space.folder / _JOURNAL
        self._past = past = self._find_past(header) if order.resume else None
        if past is None:
            space.clear()
        scratch = MainScratch(self._folder)
        stack.callback(scratch.close)
        begun = past.commits[-1].outputs if past else ()
        self.outputs = Outputs(order.outputs, self._folder, begun, stack)
        with telling(order.output):
            self.journal = Journal(self._path, past, header)
        stack.callback(self.journal.close)
        self.admission = Admission(chain, scratch)
        self.merge = Merge(chain, writer, self._folder, self.outputs, self.admission)
        self._here = Worker(chain, writer, self._folder, Pulse(), order.step_timeout).run
        self._identities: dict[int, Identity] = {}
        self._unsynced: list[Path] = []
        self._resumable = space.can_resume

    def _find_past(self, header: dict[str, str]) -> Past | None:
        """Read what an earlier run has done, cut to what is really there."""
        before = read_header(self._path)
        if before is None:
            return None
        refuse_other(self._order.output, before, header)
        past = read_journal(self._path)
        unfinished = Outputs.unfinished(self._order.outputs, self._folder)
        number = usable(past, self._folder, unfinished)
        if number is None:
            return None
        commits = past.commits[: number + 1]
        done = past.done[: commits[-1].splits]
        return Past(done=done, commits=commits, ends=past.ends[: number + 1])

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Take again what is done already, then run the rest; yield the outcomes in order."""
        rest = iter(tasks)
        if self._past is not None:
            same_tasks(rest, self._past.done)
            again = self._hold if self.admission.surveys else self.merge.take_again
            for outcome in read_outcomes(self._path, len(self._past.done)):
                again(outcome)
                yield outcome
            self._past = None
        order = self._order
        outcomes = run_tasks(
            self._remembered(rest),
            limits_of(order.jobs, order.step_timeout, order.memory_limit),
            self._folder,
            here=self._here,
            make=functools.partial(_make_worker, order, self._folder),
        )
        take = self._hold if self.admission.surveys else self.merge.take
        spent = self.merge.summary.main
        began = perf_counter()
        for outcome in outcomes:
            ready = perf_counter()
            take(outcome)
            taken = perf_counter()
            self._write_down(outcome)
            written = perf_counter()
            # In the main process alone, what is waited for is the work itself.
            spent["wait"] += ready - began
            spent["merge"] += taken - ready
            spent["journal"] += written - taken
            yield outcome
            self._stop_on_error()
            began = perf_counter()
        if self.admission.surveys:
            self._take_all()

    def _hold(self, outcome: Outcome) -> None:
        """Show a split to the step that wants to see all first; its parts stay where they are."""
        self.admission.survey(outcome.events)

    def _take_all(self) -> None:
        """Decide on everything, now that everything was seen; parts stay, to begin this again."""
        self._commit()
        for outcome in read_outcomes(self._path):
            self.merge.take(outcome, keep_parts=True)
            self._stop_on_error()

    def _stop_on_error(self) -> None:
        failures = self.merge.summary.failures
        if failures and self._order.stop_on_error:
            first = failures[0]
            raise StoppedError(f"stopped: {first.id} failed: {first.step}: {first.error}")

    def _remembered(self, tasks: Iterator[Task]) -> Iterator[Task]:
        for task in tasks:
            if self._resumable:
                self._identities[task.number] = identity(task)
            yield task

    def _write_down(self, outcome: Outcome) -> None:
        if not self._resumable and not self.admission.surveys:
            return
        if outcome.scratch.length:
            self._unsynced.append(part_path(self._folder, outcome.task, SCRATCH))
        with telling(self._order.output):
            parts = self._held_parts(outcome.task) if self.admission.surveys else ()
            self.journal.add(Done(self._identities.pop(outcome.task, ()), outcome, parts))
            if self.journal.is_due:
                self._commit()

    def _held_parts(self, task: int) -> tuple[Extent, ...]:
        """Say how much there is of the parts of a split that are taken when all was seen."""
        extents = []
        for kind in (KEPT, LEFT):
            path = part_path(self._folder, task, kind)
            extents.append(Extent())
            if path.exists():
                extents[-1] = read_on(path, Extent(), path.stat().st_size)
                self._unsynced.append(path)
        return tuple(extents)

    def _commit(self) -> None:
        with telling(self._order.output):
            for path in self._unsynced:
                _sync(path)
            self._unsynced.clear()
            self.journal.commit(self.outputs.sync())


def _make_worker(order: Run, folder: Path, pulse: Path) -> RunTask:
    """Make the chain anew: each process loads its plugins itself."""
    chain = build_chain(order.recipe)
    writer = chain.writer(order.output)
    return Worker(chain, writer, folder, Pulse(pulse), order.step_timeout).run


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
