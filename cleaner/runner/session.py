"""One run under way: its outputs, its journal, and what it goes on with."""

from __future__ import annotations

import functools
import gc
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

from cleaner.building import build_chain
from cleaner.chain import Chain
from cleaner.errors import StoppedError
from cleaner.output.target import Writer
from cleaner.runner.admission import Admission
from cleaner.runner.disk import telling
from cleaner.runner.finishing import Finishing
from cleaner.runner.journal import Journal, Past, read_outcomes
from cleaner.runner.keeping import Keeping
from cleaner.runner.merge import Merge
from cleaner.runner.naming import name_all
from cleaner.runner.order import Run, writing_of
from cleaner.runner.outcome import Outcome, Task, pack, unpack
from cleaner.runner.outputs import Outputs
from cleaner.runner.parts import Held, MainScratch, PartFolder, is_of_step
from cleaner.runner.pool import limits_of, run_tasks
from cleaner.runner.process import Makers, RunTask
from cleaner.runner.pulse import Pulse
from cleaner.runner.resume import same_tasks, to_go_on_from
from cleaner.runner.shards import put_back
from cleaner.runner.summary import Summary
from cleaner.runner.worker import Worker
from cleaner.runner.workspace import JOURNAL, Workspace

_ENOUGH = 100


class Session:
    """Runs tasks, merges their outcomes, and writes down what is done."""

    def __init__(
        self,
        order: Run,
        chain: Chain,
        writer: Writer,
        finishing: Finishing | None,
        stack: ExitStack,
        *,
        space: Workspace,
        header: dict[str, str],
        past: Past | None,
    ) -> None:
        self._order = order
        self._keeps = any(step.keeps for step in chain.steps)
        self._finishing = finishing
        self._folder = space.folder
        self._path = space.folder / JOURNAL
        before, past = past, past and to_go_on_from(order, space.folder, past)
        self._past = past
        if past is None:
            self._start_anew(space, is_same=bool(before and before.commits))
        scratch = MainScratch(self._folder)
        stack.callback(scratch.close)
        begun = past.commits[-1].outputs if past else ()
        self.outputs = Outputs(order.outputs, self._folder, begun, stack, finishing)
        with telling(order.output):
            self.journal = Journal(self._path, past, header)
        stack.callback(self.journal.close)
        self.admission = Admission(chain, scratch)
        surveys = self.admission.surveys
        # Parts that are taken only when all was seen have to last as long.
        held = None if surveys else Held()
        self.merge = Merge(chain, writer, self._folder, self.outputs, self.admission, held=held)
        self._here, self._copied = (
            functools.partial(_runs, chain, writer, parts, order.step_timeout)
            for parts in (PartFolder(self._folder, held), PartFolder(self._folder))
        )
        kept = (self.journal, self.outputs, self._folder, order.output, header)
        keeps = space.can_resume or surveys
        self._keeping = Keeping(*kept, holds_parts=surveys) if keeps else None

    def _start_anew(self, space: Workspace, *, is_same: bool) -> None:
        """Begin with nothing; if it is the same run, but for what steps know of it."""
        put_back(self._folder, Path(os.path.realpath(self._order.output)))
        space.clear(keep=is_of_step if is_same else None)

    def run(self, tasks: Iterable[Task], started: Callable[[], None]) -> Iterator[Outcome]:
        """Take again what is done already, then run the rest; yield the outcomes in order.

        ``started`` is called when the rest begins.
        """
        rest = iter(tasks)
        surveys = self.admission.surveys
        if self._past is not None:
            same_tasks(rest, self._past.done)
            if self._keeping:
                self._keeping.take_again(self._past.done)
            again = self._hold if surveys else self.merge.take_again
            for outcome in read_outcomes(self._path, len(self._past.done)):
                again(outcome)
                yield outcome
            self._past = None
        yield from self._run(rest, self._hold if surveys else self.merge.take, started)
        if surveys:
            self._take_all()

    def _run(
        self,
        tasks: Iterator[Task],
        take: Callable[[Outcome], None],
        started: Callable[[], None],
    ) -> Iterator[Outcome]:
        order = self._order
        outcomes = run_tasks(
            self._keeping.remembered(tasks) if self._keeping else tasks,
            limits_of(order.jobs, order.step_timeout, order.memory_limit),
            self._folder,
            here=self._here(),
            makers=Makers(self._copied, functools.partial(_make_anew, order, self._folder)),
            started=started,
        )
        spent = self.merge.summary.main
        began = perf_counter()
        for packed in outcomes:
            ready = perf_counter()
            outcome = unpack(packed)
            take(outcome)
            taken = perf_counter()
            if self._keeping:
                self._keeping.write_down(outcome, packed)
            # In the main process alone, what is waited for is the work itself.
            spent["wait"] += ready - began
            spent["merge"] += taken - ready
            spent["journal"] += perf_counter() - taken
            yield outcome
            self._stop_on_failures()
            began = perf_counter()

    def _hold(self, outcome: Outcome) -> None:
        """Show a split to the step that wants to see all first; its parts stay where they are."""
        self.admission.survey(outcome.events)

    def _take_all(self) -> None:
        """Decide on everything, now that everything was seen; parts stay, to begin this again."""
        if self._keeping:
            self._keeping.commit()
        began = perf_counter()
        self.admission.end_survey()
        for outcome in read_outcomes(self._path):
            self.merge.take(outcome, keep_parts=True)
            self._stop_on_failures()
        self.merge.summary.main["merge"] += perf_counter() - began

    def end(self, left_out: Counter[str]) -> Summary:
        """Bring the outputs to their names, and return what the run has come to.

        Raises:
            CleanerError: a document is unaccounted for, or an output cannot be written.
        """
        summary = self.merge.finish(left_out)
        self._stop_on_failures(at_end=True)
        if self._keeping and not self.admission.surveys and (self._finishing or self._keeps):
            # So that nothing but this is done again, should it be interrupted; and what steps keep
            # for a next run is never of documents that are lost with the machine's power.
            self._keeping.commit()
        if self._finishing is not None:
            began = perf_counter()
            self.outputs.finish()
            summary.main["finish"] += perf_counter() - began
        summary.notes = self.admission.end(complete=not self._order.dry)
        outputs = self.outputs.ready()
        to_name = [ready for ready in outputs if ready is not None]
        name_all(self._folder, self._keeping.end(outputs, summary) if self._keeping else to_name)
        self.outputs.kept.stream()
        return summary

    def _stop_on_failures(self, *, at_end: bool = False) -> None:
        """End a run that is to end when a document fails, or when too many do."""
        summary, order = self.merge.summary, self._order
        if summary.failures and order.stop_on_error:
            first = summary.failures[0]
            raise StoppedError(f"stopped: {first.id} failed: {first.step}: {first.error}")
        if order.max_failed is None or not summary.failures:
            return
        for step, count in summary.entered(order.recipe.steps).items():
            failed = summary.of_step("failed", step)
            # At the beginning, a share says little.
            if failed > order.max_failed * count and (at_end or count >= _ENOUGH):
                examples = (one for one in summary.failures if one.step == step)
                # The first failures alone are held: they may all be of another step.
                told = next((f"; {one.id}: {one.error}" for one in examples), "")
                raise StoppedError(
                    f"stopped: {step} failed on {failed:,} of {count:,} documents, more than"
                    f" {order.max_failed:.4g} of them{told}"
                )


def _make_anew(order: Run, folder: Path, pulse: Path) -> RunTask:
    """Make the chain as well: a process that is no copy loads its plugins itself."""
    chain = build_chain(order.recipe)
    writer, _ = writing_of(order, chain)
    return _runs(chain, writer, PartFolder(folder), order.step_timeout, pulse)


def _runs(
    chain: Chain, writer: Writer, parts: PartFolder, timeout: float, pulse: Path | None = None
) -> RunTask:
    worker = Worker(chain, writer, parts, Pulse(pulse), timeout)

    def run_task(task: Task) -> bytes:
        packed = pack(worker.run(task))
        # Now that next to nothing else is left to look at; a step may leave texts in cycles.
        gc.collect(1)
        return packed

    return run_task
