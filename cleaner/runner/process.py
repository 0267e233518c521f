"""One worker process: the way to talk to it, and what it does on its side."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import itertools
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import msgspec

from cleaner.errors import CleanerError
from cleaner.runner.outcome import Task
from cleaner.runner.pulse import Pulse

# Gives the outcome packed: it is written down as it came.
RunTask: TypeAlias = Callable[[Task], bytes]
# Makes, in a process of its own, what runs tasks there; it is given the file of its pulse.
MakeRun: TypeAlias = Callable[[Path], RunTask]


class WorkerEndedError(Exception):
    """A worker process has ended by itself, or was ended."""


class Makers(NamedTuple):
    """What makes the function that runs tasks: of all that is there, or, pickled, from nothing."""

    forked: MakeRun
    spawned: MakeRun


class WorkerProcess:
    """A process and the tasks that it was given, oldest first.

    One of the ``first`` is a copy of this process, where that is safe: it has everything loaded.
    """

    def __init__(self, makers: Makers, pulse: Path, *, first: bool) -> None:
        forks = first and sys.platform == "linux" and threading.active_count() == 1
        context = ForkContext() if forks else SpawnContext()
        make = makers.forked if forks else makers.spawned
        self.pulse = Pulse(pulse)
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, make, pulse), daemon=True)
        with _no_interrupt(forks=forks):
            self.process.start()
        theirs.close()
        self.tasks: deque[Task] = deque()
        self._to_send: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._sends = False

    def give(self, task: Task) -> None:
        """Send a task; one that ended meanwhile is found out when its answer is taken."""
        if not self._sends:
            # Not before: a process with threads is not to be copied.
            threading.Thread(target=self._send, daemon=True).start()
            self._sends = True
        self.tasks.append(task)
        self._to_send.put(task)

    def _send(self) -> None:
        # In a thread: a worker that is stuck in compiled code takes nothing in, and a block of
        # standard input is more than the pipe holds.
        with contextlib.suppress(OSError):
            while (task := self._to_send.get()) is not None:
                self.connection.send(_pack(task))

    def take(self) -> tuple[int, bytes]:
        """Receive the outcome of the oldest task, packed, and the number of the task.

        Raises:
            WorkerEndedError: there will be none.
            CleanerError: the worker could not do its work.
        """
        try:
            answer = self.connection.recv()
        except (EOFError, OSError) as error:  # the latter where it ended within an answer
            self.process.join(5)
            raise WorkerEndedError(_how_ended(self.process.exitcode)) from error
        task = self.tasks.popleft()
        if isinstance(answer, CleanerError):
            raise answer
        packed: bytes = answer
        return task.number, packed

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.process.kill()
        self.process.join()
        self._to_send.put(None)
        self.connection.close()


def _how_ended(code: int | None) -> str:
    if code is not None and code < 0:
        why = " (out of memory?)" if -code == signal.SIGKILL else ""
        return f"the worker was ended by {signal.Signals(-code).name}{why}"
    return f"the worker ended with status {code}"


@contextlib.contextmanager
def _no_interrupt(*, forks: bool) -> Iterator[None]:
    """Have a process inherit that Ctrl-C is not for it, from its first moment on."""
    # Ctrl-C reaches the whole group of processes; the main one ends the workers. The tracker, were
    # it started on the way, would lift the block.
    if not forks:
        resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection[Any, Any], make: MakeRun, pulse: Path) -> None:
    """Run tasks in a worker process for as long as the main process lives."""
    main = _end_with_the_main_process()
    _close_all_but(connection.fileno(), main)
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    # Tasks are taken in at once: were both sides to send, both would wait for ever.
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    try:
        run = make(pulse)
        spare_collections()
        while True:
            connection.send(run(tasks.get()))
    except ConnectionError:
        return
    except Exception as error:  # noqa: BLE001 (told to the main process, which stops)
        told = error if isinstance(error, CleanerError) else None
        connection.send(told or CleanerError(f"{type(error).__name__} in a worker: {error}"))


def _close_all_but(*descriptors: int) -> None:
    """Close what a copy of the main process has open: the lock of the run, pipes to others."""
    kept = sorted({2, *descriptors})
    for before, after in itertools.pairwise([*kept, os.sysconf("SC_OPEN_MAX")]):
        # An empty range would be taken for that of all descriptors.
        if before + 1 < after:
            os.closerange(before + 1, after)


def _pack(task: Task) -> bytes | Task:
    """Make a task quick to send; one with a name that is no Unicode goes as it is."""
    try:
        return msgspec.msgpack.encode(task)
    except UnicodeEncodeError:
        return task


def _unpack(sent: bytes | Task) -> Task:
    return sent if isinstance(sent, Task) else msgspec.msgpack.decode(sent, type=Task)


def spare_collections() -> None:
    """Have the garbage collector look behind each split, and hardly ever within one.

    There it would look again and again at records that wait, and are no garbage.
    """
    gc.freeze()
    gc.set_threshold(500_000, 20, 100)


def _end_with_the_main_process() -> int:
    """Have the kernel end this process when the main one is gone, even from compiled code.

    The main process holds the other end of a pipe for as long as it lives, and never writes to it
    again; that it is closed is told by a signal, which ends a process that does not expect it.
    Return this end of it.
    """
    main = multiprocessing.parent_process()
    if main is None:
        raise RuntimeError("a worker is not to be the main process")
    pipe = main.sentinel
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    return pipe


def _receive(connection: Connection[Any, Any], tasks: queue.SimpleQueue[Task]) -> None:
    try:
        while True:
            tasks.put(_unpack(connection.recv()))
    except (EOFError, OSError):
        # The main process is gone: whatever is under way, nobody will ask for it.
        os._exit(0)
