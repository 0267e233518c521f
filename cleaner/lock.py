"""A lock: what decides the output of a run, written down, so that it can be held to.

The same lock and the same input give the same bytes.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import platform
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any, TypeAlias

from packaging.requirements import Requirement

from cleaner.building import options_of, step_names
from cleaner.chain import Recipe
from cleaner.errors import CleanerError
from cleaner.extras import installed
from cleaner.plugins import Plugins

NAME = "cleaner.lock"
_HEAD = "# Written by `cleaner lock`; `cleaner run --locked` refuses what differs from it.\n"

# By table and key; all values are strings.
Lock: TypeAlias = dict[str, dict[str, str]]


def lock_of(recipe: Recipe, plugins: Plugins, settings: Mapping[str, str]) -> Lock:
    """Return the lock of a run, as things are now.

    ``settings`` are those of the run that are no options of a step: the fields that are read, say.
    """
    options = options_of(recipe, plugins)
    lock: Lock = {
        "run": {"steps": json.dumps(recipe.steps), **dict(sorted(settings.items()))},
        "versions": dict(sorted(_versions(plugins))),
    }
    files = {file: _digest(file) for file in recipe.files if Path(file).is_file()}
    if files:
        lock["files"] = files
    schemes = {impl.plugin_name: impl for impl in plugins.implementations("locks")}
    # What is no step reads or writes, whatever the steps are.
    others = [name for name in plugins.names() if name not in step_names(plugins)]
    for name in (*recipe.steps, *others):
        if options.get(name) is not None:
            lock[f"options.{name}"] = _plain(dataclasses.asdict(options[name]))
        if name in schemes:
            wanted = {"options": options[name]} if "options" in schemes[name].argnames else {}
            found: Any = schemes[name].function(**wanted)
            if found:
                lock[f"decides.{name}"] = _plain(found)
    return lock


def write_lock(path: Path, lock: Lock) -> None:
    """Write a lock.

    Raises:
        CleanerError: it cannot be written.
    """
    lines = [_HEAD]
    for table, values in lock.items():
        lines.append(f"[{'.'.join(map(_key, table.split('.')))}]")
        lines += [f"{_key(name)} = {json.dumps(value)}" for name, value in values.items()]
        lines.append("")
    try:
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError as error:
        raise CleanerError(f"{path}: it cannot be written: {error.strerror}") from error


def hold_to(path: Path, now: Lock) -> None:
    """Compare a lock that was written with things as they are.

    Raises:
        CleanerError: it cannot be read, or something differs; it says what.
    """
    try:
        there = _flat(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise CleanerError(
            f"{path}: it cannot be read: {error.strerror}; `cleaner lock` writes one"
        ) from error
    except ValueError as error:
        raise CleanerError(f"{path}: it is no lock: {error}") from error
    here = {f"{table} {key}": one for table, values in now.items() for key, one in values.items()}
    different = [
        f"{key} is {there.get(key, 'not there')} in the lock, {here.get(key, 'not there')} here"
        for key in sorted(there.keys() | here.keys())
        if there.get(key) != here.get(key)
    ]
    if different:
        raise CleanerError(f"{path}: not as locked: {'; '.join(different)}")


def _versions(plugins: Plugins) -> Iterator[tuple[str, str]]:
    """Yield the packages that plugins come from, what those need, and what Python they run on."""
    # Between two of the same minor version, only mistakes of its library are mended.
    yield "python", ".".join(platform.python_version_tuple()[:2])
    yield "unicode", unicodedata.unidata_version
    for package in sorted({"cleaner", *plugins.packages()}):
        yield package, version(package)
        for text in requires(package) or ():
            need = Requirement(text)
            # What an extra brings decides nothing, unless a step asks for it by an option.
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                yield from installed(need.name).items()


def _digest(file: str) -> str:
    return f"sha256:{hashlib.sha256(Path(file).read_bytes()).hexdigest()}"


def _plain(values: Mapping[str, Any]) -> dict[str, str]:
    return {name.replace("_", "-"): json.dumps(value) for name, value in values.items()}


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name, re.ASCII) else json.dumps(name)


def _flat(content: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for table, values in content.items():
        if not isinstance(values, dict):
            raise ValueError(f"{table} is no table")  # noqa: TRY004 (told as what TOML refuses)
        for name, value in values.items():
            if isinstance(value, dict):
                found |= {f"{table}.{name} {key}": str(one) for key, one in value.items()}
            else:
                found[f"{table} {name}"] = str(value)
    return found
