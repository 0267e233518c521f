"""Progress on a terminal: a bar, the rate, and an estimate."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner.errors import CleanerError
from cleaner.walk import Walk

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from cleaner.runner.summary import Summary

Tell = Callable[[int, "Summary"], None]


@contextlib.contextmanager
def show_progress(paths: Sequence[str], *, quiet: bool) -> Iterator[Tell]:
    """Give a function to call with each outcome; it shows them where someone looks on."""
    if quiet or not sys.stderr.isatty():
        yield lambda _size, _summary: None
        return
    with _bar() as progress:
        task = progress.add_task("reading", total=None, documents=0)
        # The total is counted alongside: a million files take seconds to list.
        threading.Thread(target=_count, args=(paths, progress, task), daemon=True).start()
        yield lambda size, summary: progress.update(task, advance=size, documents=summary.read)


def _bar() -> Progress:
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
        TextColumn("{task.fields[documents]} documents"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _count(paths: Sequence[str], progress: Progress, task: TaskID) -> None:
    try:
        walk = Walk(paths)
    except CleanerError:
        return  # the run itself tells of it
    if not walk.standard_input:
        progress.update(task, total=sum(source.size for source in walk))
