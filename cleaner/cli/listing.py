"""`cleaner plugins`: what there is, what it does, and where it comes from."""

from __future__ import annotations

import click

from cleaner.cli.details import kinds_of, show_plugin, summary_of
from cleaner.plugins import load_plugins


@click.command("plugins")
@click.argument("name", required=False)
@click.option(
    "-p",
    "--plugin",
    "files",
    multiple=True,
    metavar="FILE.py|no:NAME",
    help="List it as well, or leave it out.",
)
def list_plugins(name: str | None, files: tuple[str, ...]) -> None:
    """List steps, readers and writers, and where each comes from.

    With a NAME, show that plugin: its hooks, options, version and origin.
    """
    plugins = load_plugins(files)
    if name is not None:
        show_plugin(plugins, name)
        return
    rows = [
        (name, ", ".join(kinds_of(plugins, name)), plugins.origin(name), summary_of(plugins, name))
        for name in plugins.names()
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        click.echo("  ".join([*map(str.ljust, row[:3], widths), row[3]]).rstrip())
    for error in plugins.broken.values():
        click.echo(f"cleaner: {error}", err=True)
