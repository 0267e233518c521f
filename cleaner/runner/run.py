"""A run: from the paths that the user named to complete output files and a summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from time import perf_counter

from cleaner.chain import Chain, build_chain
from cleaner.errors import CleanerError
from cleaner.plugins import Plugins, load_plugins
from cleaner.retry import FailedRecords
from cleaner.runner.order import Run, check_outputs
from cleaner.runner.resume import header_of
from cleaner.runner.session import Session, has_journal
from cleaner.runner.splits import make_tasks
from cleaner.runner.summary import Summary
from cleaner.runner.workspace import Workspace
from cleaner.source import Source
from cleaner.walk import Walk

# Called for each outcome that is written, with the bytes that were read for it.
Progress = Callable[[int, Summary], None]


def run(
    order: Run,
    progress: Progress = lambda _size, _summary: None,
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
    walk = Walk(order.paths, text_field=order.text_field, id_field=order.id_field)
    sources: Iterable[Source] = walk
    if order.retry is not None:
        sources = FailedRecords(order.retry, text_field=order.text_field, id_field=order.id_field)
    writer = chain.writer(order.output)
    check_outputs(order)
    header = header_of(
        order.recipe,
        plugins,
        inputs=order.paths,
        retry=order.retry,
        outputs=order.outputs,
        text_field=order.text_field,
        id_field=order.id_field,
    )
    space = Workspace(order.output)
    # A run that cannot even begin must not cost what an earlier one has done.
    keep = order.resume and space.can_resume and has_journal(space.folder)
    try:
        with ExitStack() as stack:
            session = Session(order, chain, writer, space=space, header=header, stack=stack)
            try:
                for outcome in session.run(make_tasks(sources, chain)):
                    progress(outcome.size, session.merge.summary)
                summary = session.merge.finish(walk.left_out)
                summary.notes = session.admission.end(complete=True)
                session.outputs.commit()
                keep = False
            except BaseException as error:
                with suppress(CleanerError):  # the first error is the one to tell
                    session.admission.end(complete=False)
                # From the first commit on there is something to go on with.
                keep = space.can_resume and session.journal.has_commits
                if keep:
                    error.add_note("--resume goes on where it stopped")
                raise
    finally:
        space.close(keep=keep)
    summary.wall = perf_counter() - began
    return summary
