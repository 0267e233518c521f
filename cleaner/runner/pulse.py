"""What a worker is at, written where the main process can read it, even once it is dead."""

from __future__ import annotations

import mmap
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic_ns
from types import FrameType
from typing import NamedTuple

from cleaner.errors import CleanerError
from cleaner.runner.disk import telling

# The fields of a beat, eight bytes each: written and read whole, where `struct` would write zeros
# first, which the other process might read.
TASK, SOURCE, DOCUMENT, STEP, SINCE = range(5)
_BYTES = 8 * 5

IDLE = -1  # as a step: none is under way
BATCH = -1  # as a document: many at once


class Beat(NamedTuple):
    """Where a worker is: numbers from 0, ``since`` in nanoseconds of the monotonic clock."""

    task: int
    source: int
    document: int
    step: int
    since: int


class StepTimeoutError(CleanerError):
    """A step took longer for one document than it may."""


class BatchTimeoutError(BaseException):
    """A step took longer for many documents than it may for one; nobody else is to catch it."""


class Pulse:
    """A few bytes of shared memory, written before each step of each document.

    A step is a number that ``names`` of the split explains; writing takes a fraction of a
    microsecond, so that it may happen that often.
    """

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            memory = mmap.mmap(-1, _BYTES)
        else:
            with telling(str(path)), path.open("a+b") as file:
                if file.tell() < _BYTES:
                    # Written, not only made long: were there no space for it, touching it would
                    # end the process.
                    file.write(bytes(_BYTES))
                    file.flush()
                memory = mmap.mmap(file.fileno(), _BYTES)
        self.fields = memoryview(memory).cast("q")
        self.fields[STEP] = IDLE
        self.fields[TASK] = IDLE

    def document(self, task: int, source: int, document: int) -> None:
        """Tell which document comes; no step of it is under way."""
        fields = self.fields
        fields[STEP] = IDLE
        fields[TASK] = task
        fields[SOURCE] = source
        fields[DOCUMENT] = document

    def step(self, step: int) -> None:
        """Tell that a step begins, or with ``IDLE`` that it is over."""
        # The time first: a step must never be seen with the time of an earlier one.
        self.fields[SINCE] = monotonic_ns()
        self.fields[STEP] = step

    def read(self) -> Beat:
        """Read what was told last."""
        step = self.fields[STEP]
        task, source, document, _, since = self.fields
        return Beat(task, source, document, step, since)

    def is_overdue(self, seconds: float) -> bool:
        """Tell whether the same step has been under way for longer."""
        beat = self.read()
        return beat.step != IDLE and monotonic_ns() - beat.since > seconds * 1e9


@contextmanager
def watch(pulse: Pulse, timeout: float) -> Iterator[None]:
    """Raise ``StepTimeoutError`` within a step that takes longer than ``timeout`` seconds.

    Only the main thread of a process can be interrupted so; elsewhere nothing is watched. A step
    that is stuck in compiled code does not notice: its process has to be ended from outside.
    """
    main = threading.main_thread()
    if threading.current_thread() is not main:
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        # The step may have ended between the signal's sending and its coming.
        if pulse.is_overdue(timeout):
            pulse.step(pulse.read().step)
            if pulse.read().document == BATCH:
                raise BatchTimeoutError
            raise StepTimeoutError(f"it took longer than {timeout:g} s")

    def look(ended: threading.Event) -> None:
        while not ended.wait(min(1.0, timeout / 4)):
            if pulse.is_overdue(timeout) and main.ident is not None:
                signal.pthread_kill(main.ident, signal.SIGALRM)

    before = signal.signal(signal.SIGALRM, interrupt)
    ended = threading.Event()
    watcher = threading.Thread(target=look, args=(ended,), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
        signal.signal(signal.SIGALRM, before)
