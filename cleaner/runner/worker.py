"""The pure part of a run, in any process."""

from __future__ import annotations

import msgspec

from cleaner.chain import Chain
from cleaner.output.target import Writer
from cleaner.runner.outcome import Outcome, Task
from cleaner.runner.parts import PartFolder
from cleaner.runner.pulse import BatchTimeoutError, Pulse, watch
from cleaner.runner.split import Split


class Worker:
    """Runs splits through a chain, one after the other; the same in any process."""

    def __init__(
        self, chain: Chain, writer: Writer, folder: PartFolder, pulse: Pulse, timeout: float = 60.0
    ) -> None:
        self._chain = chain
        self._writer = writer
        self._folder = folder
        self._pulse = pulse
        self._timeout = timeout

    def run(self, task: Task) -> Outcome:
        """Run one split; never raises for what lies in a document."""
        with watch(self._pulse, self._timeout):
            split = self._split(task)
            try:
                return split.run()
            except BatchTimeoutError:
                # Which document it was, if it was one, is found by comparing one at a time.
                split.close()
            return self._split(msgspec.structs.replace(task, careful=True)).run()

    def _split(self, task: Task) -> Split:
        return Split(self._chain, self._writer, self._folder, self._pulse, task)
