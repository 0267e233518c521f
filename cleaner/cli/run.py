"""`cleaner run`: the main job."""

from __future__ import annotations

from typing import Any

import click

from cleaner.building import build_chain
from cleaner.cli.chain_command import ChainCommand, tell_left_out
from cleaner.cli.log import log_to
from cleaner.cli.order import order_of
from cleaner.cli.parameters.of_run import run_parameters
from cleaner.cli.progress import show_progress
from cleaner.cli.report import (
    print_failures,
    print_profile,
    print_summary,
    tell_that_it_is_old,
)

_HELP = """Stream the documents below PATH through the chain and write them to OUT.

PATH may be a file, a folder, or - for standard input: JSON Lines, or what --format says.
"""


@click.command("run", cls=ChainCommand, general=run_parameters, help=_HELP)
@click.pass_context
def run_command(ctx: click.Context, /, **values: Any) -> int:
    """Run the chain, show how it goes, and tell what came of it."""
    from cleaner.runner import run  # noqa: PLC0415 (`--help` needs no runner)
    from cleaner.runner.process import spare_collections  # noqa: PLC0415

    command = ctx.command
    assert isinstance(command, ChainCommand)  # noqa: S101 (tells the type)
    plugins, quiet = command.plugins, values["quiet"]
    order = order_of(command.params, values, plugins)
    tell_left_out(plugins, order.recipe.steps)
    if values["locked"]:
        from cleaner.cli.lock import check_lock  # noqa: PLC0415 (only where it is asked for)

        check_lock(values, order, plugins)
    chain = build_chain(order.recipe, plugins)
    spare_collections()
    names = [step.name for step in chain.steps]
    with (
        show_progress(order.paths, order.recipe.selection, quiet=quiet) as bar,
        log_to(values["log_file"], steps=names, output=order.output) as log,
    ):
        summary = run(order, [*bar, *log], plugins, chain)
    if summary.is_old and not quiet:
        tell_that_it_is_old(order.output)
    print_failures(summary, order.failed)
    if not quiet:
        print_summary(summary, names)
    if values["profile"]:
        print_profile(summary)
    return 1 if summary.failed else 0
