"""What `cleaner run` was asked for: flags, configuration and defaults, joined into an order."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cleaner.chain import Recipe
from cleaner.cli.flags import given_values
from cleaner.cli.parameters.of_run import run_parameters
from cleaner.config import Config, defaults, find_config, load_config, make_recipe
from cleaner.input.selection import Selection
from cleaner.plugins import Plugins

if TYPE_CHECKING:
    from cleaner.runner import Run
    from cleaner.runner.shards import ShardSize

_SUFFIX = ".jsonl"
_COMPRESSED = re.compile(r"\.jsonl\.\w+$")


def as_of_a_run(values: Mapping[str, Any], **fixed: Any) -> dict[str, Any]:
    """Return the values of another command, and the defaults of what only a run has."""
    run = click.Command("run", params=run_parameters())
    defaults_of_run = run.make_context("run", [], resilient_parsing=True).params
    return {**defaults_of_run, "output": "-", **fixed, **values}


def order_of(params: Sequence[click.Parameter], values: Mapping[str, Any], plugins: Plugins) -> Run:
    """Make the order of a run.

    Raises:
        CleanerError: the configuration cannot be read, or is of no plugin.
        click.UsageError: the flags do not go together.
    """
    from cleaner.runner import Run  # noqa: PLC0415 (`--help` needs no runner)

    if bool(values["paths"]) == bool(values["retry"]):
        raise click.UsageError("Name what to read: PATH..., or --retry FAILED; not both.")
    config = config_of(values["config"])
    id_field = _first(values["id_field"], config.id_field, defaults().id_field)
    output = _stream(values["output"])
    return Run(
        recipe=_recipe(config, plugins, params, values, unique_ids=bool(id_field)),
        paths=values["paths"],
        output=output,
        rejected=_beside(values["rejected"], output, "rejected"),
        failed=_beside(values["failed"], output, "failed"),
        jobs=len(os.sched_getaffinity(0)) if values["jobs"] is None else values["jobs"],
        text_field=_first(values["text_field"], config.text_field, defaults().text_field),
        id_field=id_field,
        step_timeout=values["step_timeout"],
        resume=values["resume"],
        stop_on_error=values["on_error"] == "stop",
        max_failed=values["max_failed"],
        retry=values["retry"],
        memory_limit=values["memory_limit"],
        format=values["written_as"] or "",
        shards=_shards(values["shard_size"]),
    )


def _recipe(
    config: Config,
    plugins: Plugins,
    params: Sequence[click.Parameter],
    values: Mapping[str, Any],
    *,
    unique_ids: bool,
) -> Recipe:
    flags = given_values(params, values)
    recipe = make_recipe(config, plugins, values["files"], _names(values["steps"]), flags)
    return msgspec.structs.replace(
        recipe,
        unique_ids=unique_ids,
        traces=values["trace"],
        selection=_selection(config, values),
    )


def _selection(config: Config, values: Mapping[str, Any]) -> Selection:
    """Join what flags and configuration say of the files to read; flags win."""
    hidden = values["hidden"] if values["hidden"] is not None else config.hidden
    return Selection(
        include=values["include"] or config.include or (),
        exclude=values["exclude"] or config.exclude or (),
        hidden=bool(hidden),
        formats=values["formats"] or config.format or (),
    )


def config_of(path: str | None) -> Config:
    """Return the configuration of a path; without one, the one that holds here, if any."""
    if path is not None:
        return load_config(Path(path))
    found = find_config(Path.cwd())
    return Config() if found is None else load_config(found)


def _names(value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    names = tuple(name.strip() for name in value.split(",") if name.strip())
    if not names:
        raise click.BadParameter("it names no step", param_hint="--steps")
    return names


def _beside(path: str | None, output: str, kind: str) -> str | None:
    """Name the file of the documents left out: as the user said, else beside a file."""
    from cleaner.runner.outputs import has_name  # noqa: PLC0415 (`--help` needs no runner)

    if path is not None or not has_name(output):
        return path and _stream(path)
    return f"{_COMPRESSED.sub(_SUFFIX, output).removesuffix(_SUFFIX)}.{kind}{_SUFFIX}"


def _shards(size: tuple[int, int] | None) -> ShardSize | None:
    from cleaner.runner.shards import ShardSize  # noqa: PLC0415 (`--help` needs no runner)

    return None if size is None else ShardSize(*size)


def _stream(path: str) -> str:
    # As a file it would be replaced, with what others write to the same redirection.
    return "-" if path == "/dev/stdout" else path


def _first(*values: str | None) -> str:
    return next((value for value in values if value is not None), "")
