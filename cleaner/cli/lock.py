"""`cleaner lock`: write down what decides the output, for `cleaner run --locked`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cleaner.cli.chain_command import ChainCommand, tell_left_out
from cleaner.cli.order import as_of_a_run, order_of
from cleaner.cli.parameters.of_lock import lock_parameters
from cleaner.lock import hold_to, lock_of, write_lock

if TYPE_CHECKING:
    from cleaner.plugins import Plugins
    from cleaner.runner import Run

_HELP = """Write down what decides the output of a run with these options.

That is the versions of Python, of cleaner, of its plugins and of the libraries that they need, the
steps, readers and writers with all their options, the schemes that they hash by, and what an index
holds. `cleaner run --locked` refuses to run where something differs, and says what.
"""


@click.command("lock", cls=ChainCommand, general=lock_parameters, help=_HELP)
@click.pass_context
def lock_command(ctx: click.Context, /, **values: Any) -> None:
    """Write the lock."""
    command = ctx.command
    assert isinstance(command, ChainCommand)  # noqa: S101 (tells the type)
    order = order_of(command.params, as_of_a_run(values, paths=("-",)), command.plugins)
    tell_left_out(command.plugins, order.recipe.steps)
    path = Path(values["lock_file"])
    lock = lock_of(order.recipe, command.plugins, settings_of(order))
    write_lock(path, lock)
    click.echo(f"cleaner: {path} has {len(lock['versions'])} versions now", err=True)


def check_lock(values: Mapping[str, Any], order: Run, plugins: Plugins) -> None:
    """Hold a run to its lock.

    Raises:
        CleanerError: something differs.
    """
    hold_to(Path(values["lock_file"]), lock_of(order.recipe, plugins, settings_of(order)))


def settings_of(order: Run) -> dict[str, str]:
    """Return what decides the output besides the steps."""
    return {
        "text-field": order.text_field,
        "id-field": order.id_field,
        "trace": str(order.recipe.traces),
        **({"output-format": order.format} if order.format else {}),
        **({"shard-size": str(order.shards)} if order.shards else {}),
        **{
            name: json.dumps(value)
            for name, value in msgspec.structs.asdict(order.recipe.selection).items()
            if value
        },
    }
