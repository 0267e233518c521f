"""A run: from the paths that the user named to complete output files and a summary."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

import msgspec

from cleaner.chain import Chain, Recipe, build_chain
from cleaner.errors import CleanerError
from cleaner.runner.admission import Admission
from cleaner.runner.merge import Merge, Outputs
from cleaner.runner.outputs import STANDARD_OUTPUT, is_file, scratch_folder
from cleaner.runner.parts import MainScratch
from cleaner.runner.pool import Limits, run_tasks
from cleaner.runner.process import RunTask
from cleaner.runner.pulse import Pulse
from cleaner.runner.splits import make_tasks
from cleaner.runner.summary import Summary
from cleaner.runner.worker import Worker
from cleaner.walk import Walk


class Run(msgspec.Struct, frozen=True):
    """What to run: inputs, outputs, the recipe of the chain, and how many processes.

    ``rejected`` and ``failed`` may be None: then those records are counted, and not written.
    ``step_timeout`` is the longest that a step may take for one document, in seconds.
    """

    recipe: Recipe
    paths: tuple[str, ...]
    output: str
    rejected: str | None = None
    failed: str | None = None
    jobs: int = 1
    text_field: str = "text"
    id_field: str = ""
    step_timeout: float = 60.0


# Called for each outcome that is written, with the bytes that were read for it.
Progress = Callable[[int, Summary], None]


def run(
    order: Run, progress: Progress = lambda _size, _summary: None, chain: Chain | None = None
) -> Summary:
    """Run the chain over the inputs and write the outputs.

    A ``chain`` may be given where one is built already, for the main process.

    Raises:
        CleanerError: the inputs, outputs or recipe are wrong, or an output cannot be written; no
            output file is touched then.
    """
    began = perf_counter()
    chain = chain or build_chain(order.recipe)
    walk = Walk(order.paths, text_field=order.text_field, id_field=order.id_field)
    writer = chain.writer(order.output)
    _check_outputs(order)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(scratch_folder(order.output)))
        scratch = MainScratch(folder)
        stack.callback(scratch.close)
        outputs = Outputs(order.output, order.rejected, order.failed, stack)
        merge = Merge(chain, writer, folder, outputs, Admission(chain, scratch))
        outcomes = run_tasks(
            make_tasks(walk, chain),
            Limits(jobs=order.jobs, timeout=order.step_timeout),
            folder,
            here=Worker(chain, writer, folder, Pulse(), order.step_timeout).run,
            make=functools.partial(_make_worker, order, folder),
        )
        for outcome in outcomes:
            merge.take(outcome)
            progress(outcome.size, merge.summary)
        summary = merge.finish(walk.left_out)
        outputs.commit()
    summary.wall = perf_counter() - began
    return summary


def _make_worker(order: Run, folder: Path, pulse: Path) -> RunTask:
    """Make the chain anew: each process loads its plugins itself."""
    chain = build_chain(order.recipe)
    writer = chain.writer(order.output)
    return Worker(chain, writer, folder, Pulse(pulse), order.step_timeout).run


def _check_outputs(order: Run) -> None:
    """Refuse an output that is another one, or an input."""
    named = [path for path in (order.output, order.rejected, order.failed) if path is not None]
    if "" in named:
        raise CleanerError("an output has an empty name; - is standard output")
    if named.count(STANDARD_OUTPUT) > 1:
        raise CleanerError("two outputs cannot go to standard output")
    real = {path: os.path.realpath(path) for path in named if is_file(path)}
    inputs = [os.path.realpath(path) for path in order.paths]
    for path, target in real.items():
        if list(real.values()).count(target) > 1 or named.count(path) > 1:
            raise CleanerError(f"{path}: two outputs cannot go to one file")
        if not os.path.exists(target):
            continue
        if target in inputs:
            raise CleanerError(f"{path}: it is an input, and would be overwritten; write elsewhere")
        if any(target.startswith(given.rstrip(os.sep) + os.sep) for given in inputs):
            raise CleanerError(
                f"{path}: it lies in an input folder, and would be read; write elsewhere"
            )
