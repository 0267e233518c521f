"""Cut the sources into tasks: some small files together, or a piece of a large one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.chain import Chain
from cleaner.errors import RAISED
from cleaner.input.source import Source
from cleaner.runner.outcome import Task

# One task is about this much to read: small enough to spread the work and bound the memory, large
# enough to make what a task costs by itself vanish.
TASK_BYTES = 4_000_000
_TASK_SOURCES = 1024


def make_tasks(sources: Iterable[Source], chain: Chain) -> Iterator[Task]:
    """Group pieces of sources into tasks; the grouping depends on nothing but the sources."""
    waiting: list[Source] = []
    size = number = 0
    for source in sources:
        for piece in _pieces(source, chain):
            full = size + piece.size > TASK_BYTES or len(waiting) == _TASK_SOURCES
            # A stream can be read in this process only, so it makes a task by itself.
            if waiting and (full or piece.is_stream):
                yield Task(number, tuple(waiting))
                waiting, size, number = [], 0, number + 1
            waiting.append(piece)
            size += piece.size
    if waiting:
        yield Task(number, tuple(waiting))


def _pieces(source: Source, chain: Chain) -> Iterator[Source]:
    """Cut a source; one that cannot be read is left to a worker, which tells of it."""
    last = source
    try:
        for last in chain.split(source):
            yield last
    except RAISED as error:
        if last is source:
            yield source
        elif last.data is not None:
            yield last.block(b"", last.line, damage=str(error))
        else:
            yield source.piece(last.end or 0, source.size, last.line + 1)
