"""`cleaner run`: the main job."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from cleaner.chain import build_chain
from cleaner.cli.details import kinds_of
from cleaner.cli.flags import PluginOption, given_values, plugin_options
from cleaner.cli.log import log_to
from cleaner.cli.parameters import run_parameters
from cleaner.cli.progress import show_progress
from cleaner.cli.report import print_failures, print_profile, print_summary
from cleaner.config import Config, defaults, find_config, load_config, make_recipe
from cleaner.plugins import Plugins, load_plugins

_SUFFIX = ".jsonl"
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
    from cleaner.runner import Run, run  # noqa: PLC0415 (`--help` needs no runner)
    from cleaner.runner.process import spare_collections  # noqa: PLC0415

    command = ctx.command
    assert isinstance(command, RunCommand)  # noqa: S101 (tells the type)
    plugins, quiet = command.plugins, values["quiet"]
    if bool(values["paths"]) == bool(values["retry"]):
        raise click.UsageError("Name what to read: PATH..., or --retry FAILED; not both.")
    for error in plugins.broken.values():
        click.echo(f"cleaner: {error}; it is left out", err=True)
    config = _config(values["config"])
    steps = _names(values["steps"])
    recipe = make_recipe(
        config, plugins, values["files"], steps, given_values(command.params, values)
    )
    _tell_unused(plugins, recipe.steps)
    id_field = _first(values["id_field"], config.id_field, defaults().id_field)
    recipe = msgspec.structs.replace(recipe, unique_ids=bool(id_field), traces=values["trace"])
    output = _stream(values["output"])
    order = Run(
        recipe=recipe,
        paths=values["paths"],
        output=output,
        rejected=_beside(values["rejected"], output, "rejected"),
        failed=_beside(values["failed"], output, "failed"),
        jobs=values["jobs"] or len(os.sched_getaffinity(0)),
        text_field=_first(values["text_field"], config.text_field, defaults().text_field),
        id_field=id_field,
        step_timeout=values["step_timeout"],
        resume=values["resume"],
        stop_on_error=values["on_error"] == "stop",
        retry=values["retry"],
        memory_limit=values["memory_limit"],
    )
    chain = build_chain(recipe, plugins)
    spare_collections()
    names = [step.name for step in chain.steps]
    with (
        show_progress(order.paths, quiet=quiet) as progress,
        log_to(values["log_file"], progress, steps=names, output=order.output) as tell,
    ):
        summary = run(order, tell, plugins, chain)
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


def _config(path: str | None) -> Config:
    if path is not None:
        return load_config(Path(path))
    found = find_config(Path.cwd())
    return Config() if found is None else load_config(found)


def _names(value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    if not names:
        raise click.BadParameter("it names no step", param_hint="--steps")
    return names


def _tell_unused(plugins: Plugins, steps: tuple[str, ...]) -> None:
    for name in plugins.from_files:
        if name not in steps and "step" in kinds_of(plugins, name):
            click.echo(
                f"cleaner: the step {name} is not in the list of steps, and does not run", err=True
            )


def _beside(path: str | None, output: str, kind: str) -> str | None:
    """Name the file of the documents left out: as the user said, else beside a file."""
    from cleaner.runner.outputs import is_file  # noqa: PLC0415 (`--help` needs no runner)

    if path is not None or not is_file(output):
        return path and _stream(path)
    return f"{output.removesuffix(_SUFFIX)}.{kind}{_SUFFIX}"


def _stream(path: str) -> str:
    # As a file it would be replaced, with what others write to the same redirection.
    return "-" if path == "/dev/stdout" else path


def _first(*values: str | None) -> str:
    return next((value for value in values if value is not None), "")
