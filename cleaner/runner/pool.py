"""Worker processes: tasks out, outcomes back in the order of the tasks, with a bounded window.

A worker that dies, or is ended because a document takes too long, is replaced, and its split is
tried again. The document that workers die at twice is left out, and all others get through: a
worker that was killed for another reason was at some document, too, which is not to blame.
"""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import wait
from pathlib import Path

import msgspec

from cleaner.errors import CleanerError
from cleaner.runner.outcome import Lost, Task
from cleaner.runner.process import Makers, RunTask, WorkerEndedError, WorkerProcess
from cleaner.runner.pulse import BATCH, IDLE, Beat
from cleaner.runner.splits import TASK_BYTES

# Splits that may be under way or wait for their turn, for each worker.
WINDOW = 4
# A step that does not notice that its time is over gets so much more, in seconds, until its
# process is ended.
_GRACE = 3.0
_LOOK = 1.0
_MOST_DEATHS_AT_START = 3
# Measured with the bundled chain on splits of the usual size.
_WORKER_BYTES = 150_000_000
# Where workers die at ever other documents of a split, the one of the last time is left out.
_MOST_DEATHS = 5


class Limits(msgspec.Struct, frozen=True):
    """How many processes, how many splits at once, and how long a step may take."""

    jobs: int = 1
    window: int = WINDOW
    timeout: float = 60.0


def limits_of(jobs: int, timeout: float, memory: int | None) -> Limits:
    """Fit the processes and the window into so many bytes of memory, as far as that goes.

    A worker takes about as much as ``_WORKER_BYTES``; each split that waits for its turn keeps
    its sketches in the main process.
    """
    if jobs == 0:
        return Limits(jobs=0, window=1, timeout=timeout)
    if memory is None:
        return Limits(jobs=jobs, timeout=timeout)
    room = max(memory - _WORKER_BYTES, 0)  # the main process is one more
    jobs = max(1, min(jobs, room // _WORKER_BYTES))
    left = max(room - jobs * _WORKER_BYTES, 0)
    window = max(1, min(WINDOW, left // (jobs * TASK_BYTES)))
    return Limits(jobs=jobs, window=window, timeout=timeout)


def run_tasks(
    tasks: Iterable[Task],
    limits: Limits,
    folder: Path,
    *,
    here: RunTask,
    makers: Makers,
    started: Callable[[], None],
) -> Iterator[bytes]:
    """Run the tasks and yield their outcomes, packed, in order.

    For no job, or for what comes through a pipe, no process is started: ``here`` runs them. Else
    ``makers`` make once in each process the function that runs a task; even for one there is one,
    so that a document that ends it ends no more. ``started`` is called when all is ready; before,
    no thread may be started here.
    """
    ahead = iter(tasks)
    first = list(itertools.islice(ahead, 2))
    everything = itertools.chain(first, ahead)
    if limits.jobs == 0 or not first or _is_of_this_process(first):
        started()
        yield from map(here, everything)
        return
    if len(first) == 1:
        limits = msgspec.structs.replace(limits, jobs=1)
    streams: list[Task] = []
    pool = _Pool(limits, folder, makers)
    try:
        pool.start()
        started()
        yield from pool.run(_up_to_stream(everything, streams))
    finally:
        pool.end()
    # Standard input comes last, so that nothing waits behind it.
    yield from map(here, itertools.chain(streams, everything))


def _is_of_this_process(tasks: Sequence[Task]) -> bool:
    """Tell whether the only task reads what another process may not have: `/dev/fd/3`, say."""
    first = tasks[0]
    return first.is_stream or (
        len(tasks) == 1
        and any(source.given and not os.path.isfile(source.path) for source in first.sources)
    )


def _up_to_stream(tasks: Iterator[Task], streams: list[Task]) -> Iterator[Task]:
    """Give the tasks before one that no other process can run, which is put aside."""
    for task in tasks:
        if task.is_stream:
            streams.append(task)
            return
        yield task


class _Pool:
    """The workers, and what they are at."""

    def __init__(self, limits: Limits, folder: Path, makers: Makers) -> None:
        self._limits = limits
        self._folder = folder
        self._makers = makers
        self._workers: list[WorkerProcess] = []
        self._again: deque[Task] = deque()
        self._started = 0
        self._deaths_at_start = 0
        self._deaths: dict[int, list[tuple[int, int]]] = {}

    def start(self) -> None:
        """Start all workers."""
        for _ in range(self._limits.jobs):
            self._start(first=True)

    def _start(self, *, first: bool) -> WorkerProcess:
        pulse = self._folder / f"{self._started:08}.pulse"
        self._started += 1
        self._workers.append(WorkerProcess(self._makers, pulse, first=first))
        return self._workers[-1]

    def run(self, tasks: Iterator[Task]) -> Iterator[bytes]:
        """Hand out the tasks, and yield the outcomes in order."""
        done: dict[int, bytes] = {}
        under_way: deque[int] = deque()
        while True:
            self._give(tasks, under_way)
            if not under_way:
                return
            if under_way[0] in done:
                yield done.pop(under_way.popleft())
                continue
            for task, packed in self._wait():
                done[task] = packed
                self._deaths_at_start = 0
                self._deaths.pop(task, None)

    def _give(self, tasks: Iterator[Task], under_way: deque[int]) -> None:
        """Hand out tasks: those of a worker that died first, then new ones within the window."""
        most = self._limits.jobs * self._limits.window
        while (self._again or len(under_way) < most) and (worker := self._idle()) is not None:
            if self._again:
                worker.give(self._again.popleft())
                continue
            task = next(tasks, None)
            if task is None:
                return
            worker.give(task)
            under_way.append(task.number)

    def _idle(self) -> WorkerProcess | None:
        """Find a worker to give a task to; each has one at hand while it runs another."""
        for worker in self._workers:
            if not worker.tasks:
                return worker
        if len(self._workers) < self._limits.jobs:
            return self._start(first=False)
        least = min(self._workers, key=lambda worker: len(worker.tasks))
        return least if len(least.tasks) < 2 else None

    def _wait(self) -> Iterator[tuple[int, bytes]]:
        busy = [worker for worker in self._workers if worker.tasks]
        ready = wait([worker.connection for worker in busy], timeout=_LOOK)
        for worker in busy:
            if worker.connection in ready:
                try:
                    yield worker.take()
                except WorkerEndedError as error:
                    self._replace(worker, str(error))
            elif worker.pulse.is_overdue(self._limits.timeout + _GRACE):
                late = f"it took longer than {self._limits.timeout:g} s, and its worker was ended"
                self._replace(worker, late, overdue=True)

    def _replace(self, worker: WorkerProcess, error: str, *, overdue: bool = False) -> None:
        """End a worker and have its tasks done again, the one that it was at with more care."""
        beat = worker.pulse.read()
        worker.end()
        self._workers.remove(worker)
        first, *others = worker.tasks
        if beat.task != first.number or beat.step == IDLE:
            # It died between tasks, or before the first: no document is to blame.
            self._deaths_at_start += 1
            if self._deaths_at_start > _MOST_DEATHS_AT_START:
                raise CleanerError(f"{error}; {self._deaths_at_start} did, outside of any document")
        elif beat.document != BATCH and (overdue or self._is_to_blame(beat)):
            lost = Lost(beat.source, beat.document, beat.step, error)
            first = msgspec.structs.replace(first, lost=(*first.lost, lost))
        first = msgspec.structs.replace(first, careful=True)
        self._again.extend((first, *others))

    def _is_to_blame(self, beat: Beat) -> bool:
        """Write down where a worker died; tell whether one has died there before."""
        deaths = self._deaths.setdefault(beat.task, [])
        deaths.append((beat.source, beat.document))
        return deaths.count(deaths[-1]) > 1 or len(deaths) % _MOST_DEATHS == 0

    def end(self) -> None:
        for worker in self._workers:
            worker.end()
