"""Configuration: `cleaner.toml`, or `[tool.cleaner]` of `pyproject.toml`, over the defaults."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from cleaner.building import compares, step_names
from cleaner.chain import Recipe
from cleaner.errors import ConfigError, PluginError
from cleaner.options import nearest
from cleaner.plugins import Plugins

NAMES = ("cleaner.toml", "pyproject.toml")


class Config(msgspec.Struct, frozen=True):
    """What a configuration says: run-wide keys, a table for each plugin, and one for checks.

    ``place`` is the file, for errors; None for the defaults.
    """

    place: str | None = None
    steps: tuple[str, ...] | None = None
    text_field: str | None = None
    id_field: str | None = None
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    format: tuple[str, ...] | None = None
    hidden: bool | None = None
    tables: Mapping[str, Mapping[str, Any]] = {}
    check: Mapping[str, Any] = {}


def find_config(folder: Path) -> Path | None:
    """Find the configuration that holds in a folder: in it, or upwards from it."""
    for place in (folder, *folder.parents):
        for name in NAMES:
            path = place / name
            if path.is_file() and (name == NAMES[0] or _has_table(path)):
                return path
    return None


def load_config(path: Path) -> Config:
    """Load a configuration file.

    Raises:
        ConfigError: it cannot be read, is no TOML, or has a key or type that is not allowed.
    """
    content = _parse(path)
    if path.name == NAMES[1]:
        tool = content.get("tool", {})
        content = tool.get("cleaner", {}) if isinstance(tool, dict) else {}
        if not isinstance(content, dict):
            raise ConfigError(f"{path}: tool.cleaner is {content!r}, but must be a table")
    return _config(content, str(path))


def defaults() -> Config:
    """Load the defaults, which are a configuration like any other."""
    text = files("cleaner").joinpath("defaults.toml").read_text(encoding="utf-8")
    return _config(tomllib.loads(text), None)


def make_recipe(
    config: Config,
    plugins: Plugins,
    plugin_files: tuple[str, ...],
    steps: tuple[str, ...] | None,
    flags: Mapping[str, Mapping[str, Any]],
) -> Recipe:
    """Join configuration and flags, which win, into the recipe of a chain.

    Raises:
        PluginError: a table of the configuration is of no plugin.
    """
    tables = {name: table for name, table in config.tables.items() if name not in plugins.blocked}
    for name in tables:
        try:
            plugins.require(name)
        except PluginError as error:
            raise PluginError(f"{config.place}: [{name}]: {error}") from None
    values: dict[str, dict[str, Any]] = {}
    where: dict[str, dict[str, str]] = {}
    for name in {*tables, *flags}:
        table, given = tables.get(name, {}), flags.get(name, {})
        values[name] = {**table, **given}
        where[name] = dict.fromkeys(table, f"{config.place}: [{name}]")
        where[name] |= {key: f"--{name}-{key}" for key in given}
    listed = config.steps or _default_steps(plugins)
    # A step that the user names beside blocking it is an error, which the chain tells.
    chosen = steps or tuple(name for name in listed if name not in plugins.blocked)
    return Recipe(chosen, plugin_files, values, where)


def _default_steps(plugins: Plugins) -> tuple[str, ...]:
    """Put the steps of files that the user named where cleaned text is not yet compared."""
    steps = list(defaults().steps or ())
    extra = [name for name in plugins.from_files if name in step_names(plugins)]
    comparing = [number for number, name in enumerate(steps) if compares(plugins, name)]
    at = min(comparing, default=len(steps))
    return tuple(steps[:at] + extra + steps[at:])


def _has_table(path: Path) -> bool:
    tool = _parse(path).get("tool", {})
    return isinstance(tool, dict) and "cleaner" in tool


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: it cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ConfigError(f"{path}: it is not TOML: {error}") from error


def _config(content: Mapping[str, Any], place: str | None) -> Config:
    fields: dict[str, Any] = {}
    tables: dict[str, Mapping[str, Any]] = {}
    for key, value in content.items():
        if isinstance(value, dict):
            if key == "check":
                fields[key] = value
            else:
                tables[key] = value
            continue
        if key not in _KEYS:
            raise ConfigError(f"{place}: there is no key {key!r}{nearest(key, _KEYS)}")
        allowed, is_allowed = _KEYS[key]
        if not is_allowed(value):
            raise ConfigError(f"{place}: {key} is {value!r}, but must be {allowed}")
        fields[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
    return Config(place=place, tables=tables, **fields)


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _is_string(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


# The run-wide keys: what each must be, in words and as a check.
_KEYS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "steps": ("a list of names", _is_names),
    "text-field": ("a string", _is_string),
    "id-field": ("a string", _is_string),
    "include": ("a list of patterns", _is_names),
    "exclude": ("a list of patterns", _is_names),
    "format": ("a list of names or PATTERN=NAME", _is_names),
    "hidden": ("true or false", _is_flag),
}
