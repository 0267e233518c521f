"""A run: from the paths that the user named to complete output files and a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from time import perf_counter
from typing import Protocol

from cleaner.building import build_chain
from cleaner.chain import Chain
from cleaner.errors import CleanerError
from cleaner.input.links import each_once
from cleaner.input.retry import FailedRecords
from cleaner.input.source import Source
from cleaner.input.walk import Walk, arranged
from cleaner.plugins import Plugins, load_plugins
from cleaner.runner.ended import InputChangedError, end_again, end_of
from cleaner.runner.journal import Past
from cleaner.runner.order import Run, check_outputs, writing_of
from cleaner.runner.outcome import Task
from cleaner.runner.resume import find_past, header_of
from cleaner.runner.session import Session
from cleaner.runner.splits import make_tasks
from cleaner.runner.summary import Summary
from cleaner.runner.workspace import JOURNAL, Workspace


class Onlooker(Protocol):
    """Is told how a run goes."""

    def started(self) -> None:
        """Take note that the workers are there; a thread may be started from now on."""

    def done(self, size: int, summary: Summary) -> None:
        """Take note of a split that is done, of so many bytes, and what the run comes to so far."""


def run(
    order: Run,
    onlookers: Sequence[Onlooker] = (),
    plugins: Plugins | None = None,
    chain: Chain | None = None,
) -> Summary:
    """Run the chain over the inputs and write the outputs.

    ``plugins`` and a ``chain`` may be given where they are there already, for the main process.

    Raises:
        CleanerError: the inputs, outputs or recipe are wrong, or an output cannot be written; no
            output file is touched then.
    """
    began = perf_counter()
    plugins = plugins or load_plugins(order.recipe.files)
    chain = chain or build_chain(order.recipe, plugins)
    walk = _walk(order)
    check_outputs(order)
    writing = writing_of(order, chain)
    header = header_of(order, plugins)
    with Workspace(order.output) as space, ExitStack() as stack:
        past, ended = _earlier(order, chain, space, header)
        if ended is not None:
            for onlooker in onlookers:
                onlooker.done(0, ended)
            ended.account(began, began, began, perf_counter())
            return ended
        session = Session(order, chain, *writing, stack, space=space, header=header, past=past)
        tasks = make_tasks(_sources(order, walk), chain)
        started = perf_counter()
        with _something_to_go_on_with(space, session):
            for outcome in session.run(tasks, lambda: _start(onlookers)):
                for onlooker in onlookers:
                    onlooker.done(outcome.size, session.merge.summary)
            ended_at = perf_counter()
            summary = session.end(walk.left_out)
    summary.account(began, started, ended_at, perf_counter())
    return summary


def _earlier(
    order: Run, chain: Chain, space: Workspace, header: dict[str, str]
) -> tuple[Past | None, Summary | None]:
    """Return what an earlier run has done, and its summary where it had decided on everything."""
    if not (order.resume and space.can_resume):
        return None, None
    # A run that cannot even begin must not cost what an earlier one has done.
    space.keep = (space.folder / JOURNAL).exists()
    past = find_past(order, space.folder, header)
    return past, _ended(order, chain, space, header, past)


def _ended(
    order: Run, chain: Chain, space: Workspace, header: dict[str, str], past: Past | None
) -> Summary | None:
    """Return the summary of a run that had decided on everything, with its outputs in place."""

    def tasks() -> Iterator[Task]:
        return make_tasks(_sources(order, _walk(order)), chain)

    try:
        if past is None:
            summary = end_of(order, header, tasks)
        else:
            summary = end_again(order, space.folder, past, tasks)
    except InputChangedError:
        space.keep = False
        raise
    if summary is not None:
        space.keep = False
    return summary


def _walk(order: Run) -> Walk:
    return Walk(
        order.paths,
        text_field=order.text_field,
        id_field=order.id_field,
        selection=order.recipe.selection,
        stdin_name=order.stdin_name,
        only=order.last if order.only_last else None,
    )


def _sources(order: Run, walk: Walk) -> Iterable[Source]:
    if order.retry is None:
        # Two names of one file are documents of a run, but no copies that someone made.
        sources = each_once(walk, walk.left_out) if order.dry else walk
        if order.last is None or order.only_last:
            return sources
        return arranged(sources, order.last)
    return FailedRecords(order.retry, text_field=order.text_field, id_field=order.id_field)


def _start(onlookers: Sequence[Onlooker]) -> None:
    for onlooker in onlookers:
        onlooker.started()


@contextmanager
def _something_to_go_on_with(space: Workspace, session: Session) -> Iterator[None]:
    """Keep what a run has done that does not come to its end."""
    try:
        yield
    except BaseException as error:
        with suppress(CleanerError):  # the first error is the one to tell
            session.admission.end(complete=False)
        # From the first commit on there is something to go on with.
        space.keep = space.can_resume and session.journal.has_commits
        if space.keep:
            error.add_note("--resume goes on where it stopped")
        raise
    space.keep = False
