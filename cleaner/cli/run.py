"""`cleaner run`: the main job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from cleaner.chain import build_chain
from cleaner.cli.details import kinds_of
from cleaner.cli.flags import PluginOption, plugin_options
from cleaner.cli.log import log_to
from cleaner.cli.order import order_of
from cleaner.cli.parameters import run_parameters
from cleaner.cli.progress import show_progress
from cleaner.cli.report import print_failures, print_profile, print_summary
from cleaner.plugins import Plugins, load_plugins

_HELP = """Stream the documents below PATH through the chain and write them to OUT.

PATH may be a file, a folder, or - for JSON Lines on standard input.
"""


class RunCommand(click.Command):
    """A command whose flags depend on the plugins, those of its own ``-p`` among them."""

    plugins: Plugins

    def __init__(self, **fields: Any) -> None:
        super().__init__(**fields | {"params": run_parameters(), "help": _HELP})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Load the plugins first, for their flags."""
        self.plugins = load_plugins(_plugin_files(args))
        self.params = [*run_parameters(), *plugin_options(self.plugins)]
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Put the flags of each plugin under a heading of their own."""
        headings: dict[str, list[tuple[str, str]]] = {"Options": []}
        for param in self.get_params(ctx):
            row = param.get_help_record(ctx)
            if row is not None:
                name = f"Step {param.plugin}" if isinstance(param, PluginOption) else "Options"
                headings.setdefault(name, []).append(row)
        for heading, rows in headings.items():
            with formatter.section(heading):
                formatter.write_dl(rows)


@click.command("run", cls=RunCommand)
@click.pass_context
def run_command(ctx: click.Context, /, **values: Any) -> int:
    """Run the chain, show how it goes, and tell what came of it."""
    from cleaner.runner import run  # noqa: PLC0415 (`--help` needs no runner)
    from cleaner.runner.process import spare_collections  # noqa: PLC0415

    command = ctx.command
    assert isinstance(command, RunCommand)  # noqa: S101 (tells the type)
    plugins, quiet = command.plugins, values["quiet"]
    order = order_of(command.params, values, plugins)
    _tell_left_out(plugins, order.recipe.steps)
    chain = build_chain(order.recipe, plugins)
    spare_collections()
    names = [step.name for step in chain.steps]
    with (
        show_progress(order.paths, quiet=quiet) as bar,
        log_to(values["log_file"], steps=names, output=order.output) as log,
    ):
        summary = run(order, [*bar, *log], plugins, chain)
    print_failures(summary, order.failed)
    if not quiet:
        print_summary(summary, names)
    if values["profile"]:
        print_profile(summary)
    return 1 if summary.failed else 0


def _plugin_files(args: Sequence[str]) -> tuple[str, ...]:
    """Find the values of ``-p`` before the flags that they bring can be parsed."""
    general = click.Command("run", params=run_parameters(), add_help_option=False)
    context = general.make_context(
        "run",
        list(args),
        resilient_parsing=True,
        ignore_unknown_options=True,
        allow_extra_args=True,
    )
    found: tuple[str, ...] = context.params["files"] or ()
    return found


def _tell_left_out(plugins: Plugins, steps: tuple[str, ...]) -> None:
    for error in plugins.broken.values():
        click.echo(f"cleaner: {error}; it is left out", err=True)
    for name in plugins.from_files:
        if name not in steps and "step" in kinds_of(plugins, name):
            click.echo(
                f"cleaner: the step {name} is not in the list of steps, and does not run", err=True
            )
