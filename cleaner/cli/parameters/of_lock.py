"""The parameters of `cleaner lock` that are there whatever the plugins."""

from __future__ import annotations

import click

from cleaner.cli.parameters.shared import (
    chain,
    id_field,
    lock_file,
    selection,
    text_field,
    trace,
    writing,
)


def lock_parameters() -> list[click.Parameter]:
    """Make the parameters of `cleaner lock`."""
    fields = [text_field(), id_field(), trace()]
    return [lock_file(), *selection(), *chain(), *writing(), *fields]
