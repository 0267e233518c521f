"""What a check is asked for: flags over the table `check` of the configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from cleaner.check.baseline import Baseline
from cleaner.check.catalog import Catalog
from cleaner.check.choosing import Choice
from cleaner.check.finding import Finding
from cleaner.check.gates import Gate, parse
from cleaner.config import Config
from cleaner.errors import ConfigError
from cleaner.options import nearest


class Settings(msgspec.Struct, frozen=True):
    """Which findings are wanted, the gates, and the baseline if there is one."""

    choice: Choice
    gates: tuple[Gate, ...]
    baseline: Path | None

    def wanted(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that are not ignored."""
        return [found for found in findings if self.choice.wants(found)]

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return those of them that the baseline does not know.

        Raises:
            CleanerError: there is no such baseline, or it is none.
        """
        wanted = self.wanted(findings)
        return wanted if self.baseline is None else Baseline.load(self.baseline).new(wanted)


def settings_of(config: Config, values: Mapping[str, Any], catalog: Catalog) -> Settings:
    """Join flags and configuration.

    Raises:
        ConfigError: the table has a key or value that is not allowed.
        CleanerError: a prefix is that of no code, or a gate means nothing.
    """
    table = config.check
    _check_table(table, config.place)
    chosen: dict[str, Sequence[str]] = {}
    for key in ("select", "ignore"):
        given = values[key]
        chosen[key] = _codes(given or table.get(key, ()))
        origin = f"--{key}" if given else f"{config.place}: [check] {key}"
        catalog.check_prefixes(chosen[key], origin)
    per_file = {
        pattern: _codes(codes) for pattern, codes in table.get("per-file-ignores", {}).items()
    }
    for pattern, codes in per_file.items():
        catalog.check_prefixes(codes, f"{config.place}: [check] per-file-ignores {pattern}")
    # What a configuration names lies beside it, wherever the check is begun.
    folder = Path(config.place).parent.resolve() if config.place else Path()
    baseline = values["baseline"] or (folder / table["baseline"] if "baseline" in table else None)
    return Settings(
        choice=Choice(chosen["select"], chosen["ignore"], per_file, str(folder) if table else ""),
        gates=parse(values["max"] or table.get("max", ()), {step for step, _ in catalog.all()}),
        baseline=Path(os.path.relpath(baseline)) if baseline else None,
    )


def _codes(names: Sequence[str]) -> tuple[str, ...]:
    """Return codes as they are written: nobody means another one by small letters."""
    return tuple(name.upper() for name in names)


def _check_table(table: Mapping[str, Any], place: str | None) -> None:
    for key, value in table.items():
        if key not in _KEYS:
            raise ConfigError(f"{place}: [check]: there is no key {key!r}{nearest(key, _KEYS)}")
        if not _KEYS[key][1](value):
            raise ConfigError(f"{place}: [check]: {key} is {value!r}, but must be {_KEYS[key][0]}")


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_names, value.values()))


# What a key must be, and how that is told.
_KEYS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "select": ("a list of codes", _is_names),
    "ignore": ("a list of codes", _is_names),
    "max": ("a list such as ['near-duplicates=1%']", _is_names),
    "baseline": ("the name of a file", lambda value: isinstance(value, str)),
    "per-file-ignores": ("a table of patterns, each with a list of codes", _is_table),
}
