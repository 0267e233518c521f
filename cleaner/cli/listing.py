"""`cleaner plugins`: what there is, what it does, and where it comes from."""

from __future__ import annotations

import inspect

import click

from cleaner.chain import step_names
from cleaner.plugins import Plugins, load_plugins

_KINDS = {"read": "reader", "write": "writer", "register_commands": "commands"}


@click.command("plugins")
@click.option("-p", "--plugin", "files", multiple=True, metavar="FILE.py", help="List it as well.")
def list_plugins(files: tuple[str, ...]) -> None:
    """List steps, readers and writers, and where each comes from."""
    plugins = load_plugins(files)
    rows = [
        (name, ", ".join(kinds_of(plugins, name)), plugins.origin(name), summary_of(plugins, name))
        for name in plugins.names()
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        click.echo("  ".join([*map(str.ljust, row[:3], widths), row[3]]).rstrip())
    for error in plugins.broken.values():
        click.echo(f"cleaner: {error}", err=True)


def kinds_of(plugins: Plugins, name: str) -> list[str]:
    """Say what a plugin is: a step, a reader, a writer, or several of them."""
    kinds = ["step"] if name in step_names(plugins) else []
    for hook, kind in _KINDS.items():
        if any(impl.plugin_name == name for impl in plugins.implementations(hook)):
            kinds.append(kind)
    return kinds


def summary_of(plugins: Plugins, name: str) -> str:
    """Return the first line of a plugin's docstring."""
    text = inspect.getdoc(plugins.manager.get_plugin(name)) or ""
    return text.partition("\n")[0]
