"""What can be told of one plugin: its kind, hooks, options, version and origin."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from cleaner.building import step_names
from cleaner.cli.flags import plugin_options
from cleaner.contract import NEEDS
from cleaner.plugins import Plugins

_KINDS = {
    "read": "reader",
    "write": "writer",
    "finish": "writer",
    "register_commands": "commands",
}


def show_plugin(plugins: Plugins, name: str) -> None:
    """Print everything that there is to know of a plugin before using it.

    Raises:
        PluginError: there is none of that name, or it cannot be used.
    """
    plugin = plugins.require(name)
    rows = [
        ("kind", ", ".join(kinds_of(plugins, name))),
        ("origin", plugins.origin(name)),
        ("file", str(getattr(plugin, "__file__", "") or "")),
        ("needs", f"cleaner {getattr(plugin, NEEDS)}" if getattr(plugin, NEEDS, None) else ""),
        *(("hook", hook) for hook in _hooks(plugins, name)),
    ]
    click.echo(f"{name}: {summary_of(plugins, name)}\n")
    for label, text in rows:
        if text:
            # As it is: a path that is cut into lines leads nowhere.
            click.echo(f"{label:8}{text}")
    options = [option for option in plugin_options(plugins) if option.plugin == name]
    if options:
        context = click.Context(click.Command(name))
        formatter = click.HelpFormatter()
        with formatter.section("Options"):
            records = [option.get_help_record(context) for option in options]
            formatter.write_dl([record for record in records if record is not None])
        click.echo(f"\n{formatter.getvalue().strip()}")


def _hooks(plugins: Plugins, name: str) -> Iterator[str]:
    """Yield each hook that a plugin implements, with the arguments that it takes."""
    for hook in sorted(vars(plugins.manager.hook)):
        if hook.startswith("_"):
            continue
        for impl in plugins.implementations(hook):
            if impl.plugin_name == name:
                yield f"{hook}({', '.join(impl.argnames)})"


def kinds_of(plugins: Plugins, name: str) -> list[str]:
    """Say what a plugin is: a step, a reader, a writer, or several of them."""
    kinds = ["step"] if name in step_names(plugins) else []
    for hook, kind in _KINDS.items():
        if any(impl.plugin_name == name for impl in plugins.implementations(hook)):
            kinds.append(kind)
    return list(dict.fromkeys(kinds))


def summary_of(plugins: Plugins, name: str) -> str:
    """Return the first line of a plugin's docstring."""
    text = inspect.getdoc(plugins.manager.get_plugin(name)) or ""
    return text.partition("\n")[0]
