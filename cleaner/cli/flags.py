"""Flags of `cleaner run` that come from the options of plugins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from cleaner.options import OptionInfo, describe
from cleaner.plugins import Plugins


class PluginOption(click.Option):
    """A flag of one plugin; ``plugin`` is its heading in the help."""

    def __init__(self, plugin: str, info: OptionInfo) -> None:
        flag = f"--{plugin}-{info.key}"
        if info.kind is bool and not info.many:
            flag = f"{flag}/--no-{plugin}-{info.key}"
        self.plugin = plugin
        self.info = info
        super().__init__(
            [_parameter(plugin, info.key), flag],
            type=click.STRING if info.many or info.kind is not bool else click.BOOL,
            default=None,
            help=_help(info),
            metavar=None if info.kind is bool else _metavar(info),
        )


def plugin_options(plugins: Plugins) -> Iterator[PluginOption]:
    """Make the flags of all plugins, in the order of their names."""
    for name in plugins.names():
        options = plugins.options_of(name)
        for info in describe(options) if options is not None else []:
            yield PluginOption(name, info)


def given_values(
    params: Sequence[click.Parameter], values: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Collect, by plugin and key, the values of the flags that were given.

    Raises:
        click.BadParameter: a value is not of the option's type, or not allowed.
    """
    given: dict[str, dict[str, Any]] = {}
    for param in params:
        if isinstance(param, PluginOption) and values.get(param.name or "") is not None:
            try:
                value = param.info.check(_parse(param.info, values[param.name or ""]))
            except ValueError as error:
                raise click.BadParameter(
                    f"{values[param.name or '']!r} is not allowed; it must be {error}",
                    param=param,
                ) from None
            given.setdefault(param.plugin, {})[param.info.key] = value
    return given


def _parameter(plugin: str, key: str) -> str:
    return f"{plugin}__{key}".replace("-", "_").lower()


def _parse(info: OptionInfo, value: Any) -> Any:
    if info.many:
        return tuple(item.strip() for item in value.split(",") if item.strip())
    if info.kind in (int, float):
        try:
            return info.kind(value)
        except ValueError:
            raise ValueError(info.allowed) from None
    return value


def _metavar(info: OptionInfo) -> str:
    if info.choices and not info.many:
        return "|".join(info.choices)
    return "A,B,..." if info.many else {int: "N", float: "X", str: "TEXT"}[info.kind]


def _help(info: OptionInfo) -> str:
    default = "" if info.default in (None, "", ()) else f"default: {_shown(info.default)}"
    bounds = info.allowed if info.min is not None or info.max is not None else ""
    extra = "; ".join(filter(None, (default, bounds)))
    return f"{info.help}  [{extra}]" if extra else info.help


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return ",".join(value) if isinstance(value, tuple) else str(value)
