"""Commands that are imported when they are used: `cleaner --help` is to answer at once."""

from __future__ import annotations

import importlib
from typing import Any

import click


class LazyCommand(click.Command):
    """Stands for a command of another module; ``help`` is what the list of commands shows."""

    def __init__(self, name: str, target: str, help: str) -> None:  # noqa: A002 (as in click)
        super().__init__(name, help=help)
        self._target = target

    def load(self) -> click.Command:
        """Import the command that this one stands for."""
        module, _, attribute = self._target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def make_context(self, *args: Any, **fields: Any) -> click.Context:
        """Make the context of the real command, which click then goes on with."""
        return self.load().make_context(*args, **fields)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters of the real command, for completion in shells."""
        return self.load().get_params(ctx)
