"""Write down what is done as a run goes on, so that a later one can go on from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic

from cleaner.runner.disk import sync, telling
from cleaner.runner.ended import ended_with
from cleaner.runner.extent import Extent, read_on
from cleaner.runner.journal import Done, Identity, Journal
from cleaner.runner.naming import Ready
from cleaner.runner.note import Fingerprint
from cleaner.runner.outcome import Outcome, Task
from cleaner.runner.outputs import Outputs
from cleaner.runner.parts import KEPT, LEFT, SCRATCH, part_path
from cleaner.runner.resume import identity
from cleaner.runner.summary import Summary


class Keeping:
    """Keeps the journal of a run. ``output`` is named where it cannot be written.

    ``holds_parts`` says that parts are taken only when all was seen, and so are part of what there
    is to go on with.
    """

    def __init__(
        self,
        journal: Journal,
        outputs: Outputs,
        folder: Path,
        output: str,
        header: Mapping[str, str],
        *,
        holds_parts: bool,
    ) -> None:
        self._journal = journal
        self._outputs = outputs
        self._folder = folder
        self._output = output
        self._header = header
        self._holds_parts = holds_parts
        self._identities: dict[int, Identity] = {}
        self._is_named = False
        self.inputs = Fingerprint()
        self._unsynced: list[Path] = []

    def remembered(self, tasks: Iterator[Task]) -> Iterator[Task]:
        """Pass tasks on, remembering what each of them reads until its outcome is there."""
        for task in tasks:
            read = self._identities[task.number] = identity(task)
            self.inputs.add(read)
            yield task

    def take_again(self, done: Iterable[Done]) -> None:
        """Take note of splits that an earlier run has written down."""
        for past in done:
            self.inputs.add(past.identity)

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
            if not self._is_named:
                # The names of the journal, of all that lies beside it, and of their folder.
                sync(self._folder)
                sync(self._folder.parent)
                self._is_named = True

    def end(self, outputs: Sequence[Ready | None], summary: Summary) -> Sequence[Ready]:
        """Write down that nothing but the names of the outputs is to come; return what they get."""
        inputs = self.inputs.digest()
        ended = ended_with(self._folder, outputs, self._header, inputs, summary)
        with telling(self._output):
            self._journal.end(ended)
        return ended.outputs

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
