"""Worker processes: tasks out, outcomes back in the order of the tasks, with a bounded window."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, TypeAlias

from cleaner.errors import CleanerError
from cleaner.runner.outcome import Outcome, Task

# Splits that may be under way or wait for their turn, for each worker.
_WINDOW = 4

RunTask: TypeAlias = Callable[[Task], Outcome]
MakeRun: TypeAlias = Callable[[], RunTask]


def run_tasks(
    tasks: Iterable[Task], jobs: int, *, here: RunTask, make: MakeRun
) -> Iterator[Outcome]:
    """Run the tasks and yield their outcomes in order.

    For one job, or for one task, no process is started: ``here`` runs them. Otherwise ``make``,
    which is pickled, makes once in each process the function that runs a task.
    """
    ahead = iter(tasks)
    first = list(itertools.islice(ahead, 2))
    everything = itertools.chain(first, ahead)
    if jobs == 1 or len(first) < 2:
        yield from map(here, everything)
        return
    pool = _Pool(jobs, make)
    try:
        yield from pool.run(everything)
    finally:
        pool.end()


class _Worker:
    """One process, the way to talk to it, and the tasks it was given, oldest first."""

    def __init__(self, make_run: MakeRun) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=_serve, args=(theirs, make_run), daemon=True
        )
        with _no_interrupt():
            self.process.start()
        theirs.close()
        self.tasks: deque[Task] = deque()

    def give(self, task: Task) -> None:
        self.tasks.append(task)
        self.connection.send(task)

    def take(self) -> Outcome:
        task = self.tasks[0]
        try:
            answer = self.connection.recv()
        except (EOFError, ConnectionError) as error:
            self.process.join(1)
            names = f"{task.sources[0].path} and {len(task.sources) - 1} more"
            msg = f"a worker ended ({self.process.exitcode}) while it read {names}; nothing is kept"
            raise CleanerError(msg) from error
        self.tasks.popleft()
        if isinstance(answer, BaseException):
            raise answer
        outcome: Outcome = answer
        return outcome


class _Pool:
    """As many workers as there is work for."""

    def __init__(self, jobs: int, make_run: MakeRun) -> None:
        self._jobs = jobs
        self._make_run = make_run
        self._workers: list[_Worker] = []

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        done: dict[int, Outcome] = {}
        under_way: deque[int] = deque()
        while True:
            while len(under_way) < self._jobs * _WINDOW and (worker := self._idle()) is not None:
                task = next(tasks, None)
                if task is None:
                    break
                worker.give(task)
                under_way.append(task.number)
            if not under_way:
                return
            if under_way[0] in done:
                yield done.pop(under_way.popleft())
                continue
            for outcome in self._wait():
                done[outcome.task] = outcome

    def _idle(self) -> _Worker | None:
        """Find a worker to give a task to; each has one at hand while it runs another."""
        for worker in self._workers:
            if not worker.tasks:
                return worker
        if len(self._workers) < self._jobs:
            self._workers.append(_Worker(self._make_run))
            return self._workers[-1]
        least = min(self._workers, key=lambda worker: len(worker.tasks))
        return least if len(least.tasks) < 2 else None

    def _wait(self) -> Iterator[Outcome]:
        busy = [worker for worker in self._workers if worker.tasks]
        ready = wait([worker.connection for worker in busy])
        for worker in busy:
            if worker.connection in ready:
                yield worker.take()

    def end(self) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """Have a process inherit that Ctrl-C is not for it, from its first moment on."""
    # Ctrl-C reaches the whole group of processes; the main one ends the workers. The tracker, were
    # it started on the way, would lift the block.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection[Any, Any], make_run: MakeRun) -> None:
    """Run tasks in a worker process until the main process closes the connection."""
    tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
    # Tasks are taken in at once: were both sides to send, both would wait for ever.
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    try:
        run = make_run()
        while (task := tasks.get()) is not None:
            connection.send(run(task))
    except ConnectionError:
        return
    except Exception as error:  # noqa: BLE001 (told to the main process, which stops)
        told = error if isinstance(error, CleanerError) else None
        connection.send(told or CleanerError(f"{type(error).__name__} in a worker: {error}"))


def _receive(connection: Connection[Any, Any], tasks: queue.SimpleQueue[Task | None]) -> None:
    try:
        while True:
            tasks.put(connection.recv())
    except (EOFError, OSError):
        tasks.put(None)
