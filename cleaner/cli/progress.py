"""Progress on a terminal: a bar, the rate, and an estimate."""

from __future__ import annotations

import contextlib
import functools
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner.errors import CleanerError
from cleaner.input.selection import Selection
from cleaner.input.walk import Walk

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from cleaner.runner.run import Onlooker
    from cleaner.runner.summary import Summary


@contextlib.contextmanager
def show_progress(
    paths: Sequence[str], selection: Selection, *, quiet: bool
) -> Iterator[list[Onlooker]]:
    """Give an onlooker that shows a bar, where there is someone to see it."""
    if quiet or not sys.stderr.isatty():
        yield []
        return
    bar = _Bar(paths, selection)
    try:
        yield [bar]
    finally:
        bar.close()


class _Bar:
    """The bar; it is there from the start of the run on, for it has a thread of its own."""

    def __init__(self, paths: Sequence[str], selection: Selection) -> None:
        self._paths = paths
        self._selection = selection
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def started(self) -> None:
        self._progress = progress = _make_bar()
        self._task = task = progress.add_task("reading", total=None, documents=0)
        progress.start()
        # The total is counted alongside: a million files take seconds to list.
        count = functools.partial(_count, self._paths, self._selection, progress, task)
        threading.Thread(target=count, daemon=True).start()

    def done(self, size: int, summary: Summary) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, advance=size, documents=summary.read)

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()


def _make_bar() -> Progress:
    from rich.console import Console  # noqa: PLC0415 (only for a terminal)
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    return Progress(
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TextColumn("{task.fields[documents]:,} documents"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _count(paths: Sequence[str], selection: Selection, progress: Progress, task: TaskID) -> None:
    try:
        walk = Walk(paths, selection=selection)
    except CleanerError:
        return  # the run itself tells of it
    if not walk.standard_input:
        progress.update(task, total=sum(source.size for source in walk))
