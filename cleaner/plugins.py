"""Find and register plugins: installed entry points, and files named by the user."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import Distribution, EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

import pluggy

from cleaner import hookspecs
from cleaner.contract import check_contract
from cleaner.errors import RAISED, PluginError
from cleaner.options import nearest

GROUP = "cleaner"

# In place of a file: leave a plugin out, as in pytest.
BLOCK = "no:"


class HookError(PluginError):
    """A plugin with a hook or option that is not understood."""


class Plugins:
    """The plugins of one process: a pluggy manager, and where each plugin comes from.

    ``broken`` gives the error of each installed plugin that could not be used: one bad package
    must not stop all others. ``from_files`` are the names of those that the user named as files,
    ``blocked`` of those that the user wants left out.
    """

    def __init__(self) -> None:
        self.manager = pluggy.PluginManager("cleaner")
        self.manager.add_hookspecs(hookspecs)
        self._origins: dict[str, EntryPoint | str] = {}
        self.broken: dict[str, PluginError] = {}
        self.from_files: list[str] = []
        self.blocked: frozenset[str] = frozenset()

    def register(self, plugin: object, name: str, origin: EntryPoint | str) -> None:
        """Register a module or object under a name, with where it comes from.

        Raises:
            PluginError: the name is taken, or a hook or option of it is not understood.
        """
        if name in self._origins:
            raise PluginError(
                f"two plugins are named {name!r}: {self.origin(name)} and {_shown(origin)};"
                " rename one"
            )
        try:
            check_contract(self.manager, plugin)
        except PluginError as error:
            raise HookError(f"plugin {name} ({_shown(origin)}): {error}") from None
        self.manager.register(plugin, name)
        self._origins[name] = origin

    def origin(self, name: str) -> str:
        """Say where a plugin comes from: a package with its version, or a file."""
        return _shown(self._origins[name])

    def packages(self) -> set[str]:
        """Return the names of the packages that plugins come from."""
        entries = (origin for origin in self._origins.values() if not isinstance(origin, str))
        return {entry.dist.name for entry in entries if entry.dist is not None}

    def implementations(self, hook: str) -> Iterator[pluggy.HookImpl]:
        """Yield the implementations of a hook in the order in which pluggy would call them."""
        found: list[pluggy.HookImpl] = getattr(self.manager.hook, hook).get_hookimpls()
        return reversed(found)

    def options_of(self, name: str) -> type | None:
        """Return the ``Options`` class of a plugin, if it has one."""
        found: type | None = getattr(self.manager.get_plugin(name), "Options", None)
        return found

    def names(self) -> list[str]:
        """List the names of all usable plugins, sorted."""
        return sorted(self._origins)

    def require(self, name: str) -> object:
        """Return the plugin of a name.

        Raises:
            PluginError: there is none, or it is broken or blocked.
        """
        if name in self.blocked:
            raise PluginError(f"the plugin {name!r} is blocked by -p {BLOCK}{name}")
        if name in self.broken:
            raise self.broken[name]
        if name not in self._origins:
            raise PluginError(f"there is no plugin {name!r}{nearest(name, self._origins)}")
        return self.manager.get_plugin(name)


def load_plugins(files: Sequence[str] = ()) -> Plugins:
    """Load the installed plugins, and the given files as if they were installed.

    ``no:NAME`` among the files leaves a plugin out, as if it were not there.

    Raises:
        PluginError: a file cannot be used, two plugins have one name, or what is to be left out is
            not there.
    """
    plugins = Plugins()
    plugins.blocked = frozenset(file.removeprefix(BLOCK) for file in files if _blocks(file))
    there = [_load_entry(plugins, entry) for entry in _entries()]
    there += [_load_named(plugins, file) for file in files if not _blocks(file)]
    for name in sorted(plugins.blocked.difference(there)):
        raise PluginError(f"-p {BLOCK}{name}: there is no plugin {name!r}{nearest(name, there)}")
    return plugins


def _blocks(file: str) -> bool:
    return file.startswith(BLOCK)


def _load_entry(plugins: Plugins, entry: EntryPoint) -> str:
    """Load an installed plugin, unless it is blocked; return its name."""
    if entry.name in plugins.blocked:
        return entry.name
    try:
        module = entry.load()
    except RAISED as error:
        told = _cannot_import(entry.name, _shown(entry), error)
        plugins.broken[entry.name] = PluginError(told)
        return entry.name
    try:
        plugins.register(module, entry.name, entry)
    except HookError as error:
        plugins.broken[entry.name] = error
    return entry.name


def _load_named(plugins: Plugins, file: str) -> str:
    """Load the plugin of a file, unless it is blocked; return its name."""
    name = Path(file).stem.replace("_", "-")
    if name not in plugins.blocked:
        plugins.register(_load_file(Path(file)), name, file)
        plugins.from_files.append(name)
    return name


def _entries() -> Iterable[EntryPoint]:
    """List the entry points, in a fixed order, each once: a folder may be found twice."""
    unique = {(entry.name, entry.value): entry for entry in entry_points(group=GROUP)}
    return [unique[key] for key in sorted(unique)]


def _shown(origin: EntryPoint | str) -> str:
    if isinstance(origin, str):
        return origin
    return _package(origin.dist) if origin.dist else origin.value


@cache
def _package(package: Distribution) -> str:
    # Metadata takes milliseconds to parse, and many plugins come in one package.
    metadata = package.metadata
    return f"{metadata['Name']} {metadata['Version']}"


def _load_file(path: Path) -> ModuleType:
    if not path.is_file():
        raise PluginError(f"-p {path}: there is no such file")
    name = f"cleaner_file_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"-p {path}: it is not a Python file; its name must end in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pickle look a class's module up by name
    try:
        spec.loader.exec_module(module)
    except RAISED as error:
        raise PluginError(_cannot_import(path.stem, str(path), error)) from error
    return module


def _cannot_import(name: str, origin: str, error: BaseException) -> str:
    return f"plugin {name} ({origin}) cannot be imported: {type(error).__name__}: {error}"
