"""Commands that run a chain: their flags are those of the plugins, besides their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from cleaner.cli.details import kinds_of
from cleaner.cli.flags import PluginOption, plugin_options
from cleaner.plugins import Plugins, load_plugins


class ChainCommand(click.Command):
    """A command whose flags depend on the plugins, those of its own ``-p`` among them.

    ``general`` makes the parameters that are there whatever the plugins.
    """

    plugins: Plugins

    def __init__(self, *, general: Callable[[], list[click.Parameter]], **fields: Any) -> None:
        self._general = general
        super().__init__(**fields | {"params": general()})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Load the plugins first, for their flags."""
        self.plugins = load_plugins(_plugin_files(self._general(), args))
        self.params = [*self._general(), *plugin_options(self.plugins)]
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


def tell_left_out(plugins: Plugins, steps: tuple[str, ...]) -> None:
    """Say which plugins and steps of the user's take no part, and why."""
    for error in plugins.broken.values():
        click.echo(f"cleaner: {error}; it is left out", err=True)
    for name in plugins.from_files:
        if name not in steps and "step" in kinds_of(plugins, name):
            click.echo(
                f"cleaner: the step {name} is not in the list of steps, and does not run", err=True
            )


def _plugin_files(params: list[click.Parameter], args: Sequence[str]) -> tuple[str, ...]:
    """Find the values of ``-p`` before the flags that they bring can be parsed."""
    general = click.Command("any", params=params, add_help_option=False)
    context = general.make_context(
        "any",
        list(args),
        resilient_parsing=True,
        ignore_unknown_options=True,
        allow_extra_args=True,
    )
    found: tuple[str, ...] = context.params["files"] or ()
    return found
