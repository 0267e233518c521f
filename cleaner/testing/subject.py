"""A plugin under test, and the way to it from another process."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from cleaner.building import build_chain, step_names
from cleaner.chain import Chain, Recipe
from cleaner.errors import PluginError
from cleaner.plugins import Plugins, load_plugins


class Subject:
    """A plugin under test: the name of an installed one, or a file; with its options by key."""

    def __init__(self, place: str, options: Mapping[str, Any]) -> None:
        self.place = place
        self.options = dict(options)

    @functools.cached_property
    def plugins(self) -> Plugins:
        """The installed plugins, and the one under test among them."""
        return load_plugins(self.files)

    @property
    def files(self) -> tuple[str, ...]:
        """The plugin as ``-p`` takes it, where it is a file."""
        return (self.place,) if self.place.endswith(".py") else ()

    @property
    def name(self) -> str:
        """Its name as a step."""
        return self.plugins.from_files[0] if self.files else self.place

    @property
    def plugin(self) -> Any:
        """The plugin itself.

        Raises:
            PluginError: there is none of that name, or it is not understood.
        """
        return self.plugins.require(self.name)

    @property
    def is_step(self) -> bool:
        """Whether it is a link of a chain."""
        return self.name in step_names(self.plugins)

    def chain(self) -> Chain:
        """Return a chain with this step alone, or without steps where it is none."""
        return build_chain(self.recipe(), self.plugins)

    def recipe(self) -> Recipe:
        """Return what makes that chain in any process."""
        steps = (self.name,) if self.is_step else ()
        return Recipe(steps, self.files, {self.name: self.options} if self.options else {})


def subject_of(plugin: str | os.PathLike[str] | ModuleType, options: Mapping[str, Any]) -> Subject:
    """Find the way to a plugin: the name of an installed one, a file, or a module of either.

    Raises:
        PluginError: it is not installed, and is no file that another process could load.
    """
    if not isinstance(plugin, ModuleType):
        return Subject(os.fspath(plugin), options)
    installed = load_plugins()
    for name in installed.names():
        if installed.manager.get_plugin(name) is plugin:
            return Subject(name, options)
    file = Path(plugin.__file__ or "")
    if file.suffix != ".py" or file.stem == "__init__":
        raise PluginError(
            f"{plugin.__name__}: another process cannot find it; install its package, with"
            " the plugin among the entry points of the group 'cleaner'"
        )
    return Subject(str(file), options)
