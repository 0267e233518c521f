"""Write down what is done as a run goes on, so that a later one can go on from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from cleaner.runner.disk import sync
from cleaner.runner.extent import Extent, read_on
from cleaner.runner.journal import Done, Identity, Journal
from cleaner.runner.outcome import Outcome, Task
from cleaner.runner.outputs import Outputs, telling
from cleaner.runner.parts import KEPT, LEFT, SCRATCH, part_path
from cleaner.runner.resume import identity


class Keeping:
    """Keeps the journal of a run. ``output`` is named where it cannot be written.

    ``holds_parts`` says that parts are taken only when all was seen, and so are part of what there
    is to go on with.
    """

    def __init__(
        self, journal: Journal, outputs: Outputs, folder: Path, output: str, *, holds_parts: bool
    ) -> None:
        self._journal = journal
        self._outputs = outputs
        self._folder = folder
        self._output = output
        self._holds_parts = holds_parts
        self._identities: dict[int, Identity] = {}
        self._unsynced: list[Path] = []

    def remembered(self, tasks: Iterator[Task]) -> Iterator[Task]:
        """Pass tasks on, remembering what each of them reads until its outcome is there."""
        for task in tasks:
            self._identities[task.number] = identity(task)
            yield task

    def write_down(self, outcome: Outcome, packed: bytes) -> None:
        """Write down that a split is done; from time to time, have all of it reach the disk.

        What the kernel has survives the end of this process, but not that of the machine.
        """
        task = outcome.task
        if outcome.scratch.length:
            self._unsynced.append(part_path(self._folder, task, SCRATCH))
        with telling(self._output):
            parts = self._held_parts(task) if self._holds_parts else ()
            read = self._identities.pop(task)
            self._journal.add(Done(read, task, outcome.scratch, packed, parts))
            if self._journal.is_due:
                self.commit()
            else:
                self._journal.note(self._outputs.sync(to_disk=False))

    def commit(self) -> None:
        """Bring everything to the disk, and write down that it is there."""
        began = monotonic()
        with telling(self._output):
            for path in self._unsynced:
                sync(path)
            self._unsynced.clear()
            self._journal.commit(self._outputs.sync(), began)

    def _held_parts(self, task: int) -> tuple[Extent, ...]:
        """Say how much there is of the parts of a split."""
        extents = []
        for kind in (KEPT, LEFT):
            path = part_path(self._folder, task, kind)
            extents.append(Extent())
            if path.exists():
                extents[-1] = read_on(path, Extent(), path.stat().st_size)
                self._unsynced.append(path)
        return tuple(extents)
