"""What to run, and the checks that need nothing but names."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from cleaner.chain import Chain, Recipe
from cleaner.errors import CleanerError
from cleaner.output.target import Target, Writer
from cleaner.runner.disk import STANDARD_OUTPUT
from cleaner.runner.finishing import Finishing
from cleaner.runner.outputs import has_name, place_of
from cleaner.runner.shards import ShardSize, manifest_path, refuse_foreign


class Run(msgspec.Struct, frozen=True):
    """What to run: inputs, outputs, the recipe of the chain, and how many worker processes.

    Without ``jobs`` all is done in this process, and a document that ends it ends the run.
    ``rejected`` and ``failed`` may be None: then those records are counted, and not written.
    ``step_timeout`` is the longest that a step may take for one document, in seconds.
    ``resume`` goes on with a run of the same output that was killed, where there is one;
    ``stop_on_error`` ends at the first failed document, and ``max_failed`` where a step fails on
    more than this share of the documents that come to it; ``retry`` names a failed file to read in
    place of paths; ``memory_limit``, in bytes, bounds the window of work. ``last`` are real paths
    of files that are read behind all others, or alone with ``only_last``.
    ``dry`` has steps keep nothing for a next run, and reads a file once, whatever links lead to it.
    ``stdin_name`` is a file's name that tells the format of standard input.
    ``format`` is what the output is written as (empty: as its name says),
    and ``shards`` bounds its files, where it is to be a folder of them.
    """

    recipe: Recipe
    paths: tuple[str, ...]
    output: str
    rejected: str | None = None
    failed: str | None = None
    jobs: int = 0
    text_field: str = "text"
    id_field: str = ""
    step_timeout: float = 60.0
    resume: bool = False
    stop_on_error: bool = False
    max_failed: float | None = None
    retry: str | None = None
    memory_limit: int | None = None
    last: frozenset[str] | None = None
    only_last: bool = False
    dry: bool = False
    stdin_name: str = ""
    format: str = ""
    shards: ShardSize | None = None

    @property
    def target(self) -> Target:
        """What its writer is given."""
        return Target(self.output, self.format)

    @property
    def outputs(self) -> tuple[str | None, str | None, str | None]:
        """The kept, rejected and failed outputs."""
        return self.output, self.rejected, self.failed


def writing_of(order: Run, chain: Chain) -> tuple[Writer, Finishing | None]:
    """Give the writer of the output, and what finishes it where a writer is not all.

    Raises:
        CleanerError: nobody writes it, or not in shards.
    """
    finisher, writer = chain.writing.finisher(order.target), chain.writing.writer(order.target)
    if order.shards is not None and not getattr(writer, "is_lines", False):
        raise CleanerError(f"-o {order.output}: such an output cannot be written in shards")
    for path in filter(None, (order.rejected, order.failed)):
        if chain.writing.finisher(Target(path)) is not None:
            raise CleanerError(f"{path}: what is left out is written as JSON Lines; name it .jsonl")
    if finisher is None and order.shards is None:
        return writer, None
    return writer, Finishing(finisher, order.shards, max(order.jobs, 1))


def check_outputs(order: Run) -> None:
    """Refuse an output that is another one, or an input."""
    named = [path for path in (order.output, order.rejected, order.failed) if path is not None]
    if "" in named:
        raise CleanerError("an output has an empty name; - is standard output")
    if named.count(STANDARD_OUTPUT) > 1:
        raise CleanerError("two outputs cannot go to standard output")
    if order.shards is not None:
        _check_shards(order)
    elif os.path.isdir(order.output):
        raise CleanerError(f"{order.output}: it is a folder; name a file, or give --shard-size")
    real = {path: place for path in named if (place := place_of(path)) is not None}
    given = (*order.paths, order.retry) if order.retry else order.paths
    inputs = [os.path.realpath(path) for path in given]
    _refuse_named_by_steps(order.recipe, real)
    for path, target in real.items():
        if list(real.values()).count(target) > 1 or named.count(path) > 1:
            raise CleanerError(f"{path}: two outputs cannot go to one file")
        if not os.path.exists(target):
            continue
        # A redirected standard output is a file as well, which would be read as it grows.
        name = "standard output" if path == STANDARD_OUTPUT else path
        if target in inputs:
            raise CleanerError(f"{name}: it is an input, and would be overwritten; write elsewhere")
        if any(target.startswith(given.rstrip(os.sep) + os.sep) for given in inputs):
            raise CleanerError(
                f"{name}: it lies in an input folder, and would be read; write elsewhere"
            )


def _check_shards(order: Run) -> None:
    """Refuse shards where they cannot be, and where they would replace something else."""
    if not has_name(order.output):
        raise CleanerError(f"-o {order.output}: shards need the name of a folder, not a stream")
    refuse_foreign(order.output)
    folder = os.path.join(os.path.realpath(order.output), "")
    for given in (*order.paths, *filter(None, (order.retry,))):
        if os.path.realpath(given).startswith(folder):
            raise CleanerError(f"{order.output}: {given} lies in it, and would be lost with it")
    if manifest_path(order.output) in (order.rejected, order.failed, *order.paths):
        raise CleanerError(f"{manifest_path(order.output)}: the manifest of the shards goes there")


def _refuse_named_by_steps(recipe: Recipe, outputs: Mapping[str, str]) -> None:
    """Refuse an output that an option of a step names as well: an index or report is lost there."""
    for step in recipe.steps:
        for key, value in recipe.values.get(step, {}).items():
            if isinstance(value, str) and os.path.realpath(value) in outputs.values():
                raise CleanerError(f"{value}: it is an output, and --{step}-{key} names it as well")
