"""`cleaner check`: look at files, change nothing, and answer like a linter."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cleaner.building import build_chain
from cleaner.check.catalog import Catalog
from cleaner.check.places import file_of
from cleaner.check.settings import settings_of
from cleaner.cli.chain_command import ChainCommand, tell_left_out
from cleaner.cli.check_report import FAILED, report, tell_failures
from cleaner.cli.mending import mend_or_show
from cleaner.cli.order import as_of_a_run, config_of, order_of
from cleaner.cli.parameters.of_check import check_parameters
from cleaner.cli.progress import show_progress
from cleaner.errors import CleanerError
from cleaner.input.source import STANDARD_INPUT

if TYPE_CHECKING:
    from cleaner.chain import Chain
    from cleaner.check import Checked
    from cleaner.check.earlier import EarlierTexts
    from cleaner.check.settings import Settings
    from cleaner.plugins import Plugins
    from cleaner.runner import Run

_HELP = """Look at the documents below PATH, and say what the steps would change or drop.

PATH may be a file, a folder, or - for standard input: JSON Lines, or what --format or the suffix of
--stdin-filename says. Each finding is a line with file, line and column, a code, and what is wrong;
`cleaner explain CODE` tells more. Nothing is changed but by --fix.

Exit status: 0 nothing found, 1 something found, 2 wrong use, 3 a document failed.
"""


@click.command("check", cls=ChainCommand, general=check_parameters, help=_HELP)
@click.pass_context
def check_command(ctx: click.Context, /, **values: Any) -> int:
    """Check, mend if asked, report, and say by the status what there was."""
    from cleaner.runner.process import spare_collections  # noqa: PLC0415

    command = ctx.command
    assert isinstance(command, ChainCommand)  # noqa: S101 (tells the type)
    plugins = command.plugins
    _refuse_what_does_not_go_together(values)
    catalog = Catalog(plugins)
    settings = settings_of(config_of(values["config"]), values, catalog)
    if values["update_baseline"] and settings.baseline is None:
        raise click.UsageError("--update-baseline needs --baseline FILE to write to.")
    order = _order(command, values, catalog)
    tell_left_out(plugins, order.recipe.steps)
    chain = build_chain(order.recipe, plugins)
    spare_collections()
    checked = _check(order, plugins, chain, settings, values)
    failed = 0
    if values["fix"] or values["diff"]:
        known = settings
        if values["update_baseline"] and not (settings.baseline and settings.baseline.exists()):
            # Of one that is yet to be written, nothing is known.
            known = msgspec.structs.replace(settings, baseline=None)
        mended, failed = mend_or_show(checked, known, chain, show=values["diff"])
        if values["diff"]:
            tell_failures(checked)
            return FAILED if checked.failures or failed else int(mended > 0)
        if mended > failed:
            checked = _check(order, plugins, chain, settings, {**values, "quiet": True})
    if not values["quiet"]:
        _tell_what_fits_nothing(checked, settings, order)
    status = report(checked, settings, catalog, order, values)
    return FAILED if failed else status


def _refuse_what_does_not_go_together(values: Mapping[str, Any]) -> None:
    piped = STANDARD_INPUT in values["paths"]
    mends = values["fix"] or values["diff"]
    for is_wrong, why in (
        (values["fix"] and values["diff"], "--fix mends, --diff shows: not both at once."),
        (
            values["update_baseline"] and values["diff"],
            "--diff changes nothing, --update-baseline does: not both at once.",
        ),
        (
            values["changed_only"] and values["changed_since"] is None,
            "--changed-only needs --changed-since REV.",
        ),
        (
            values["stdin_filename"] and not piped,
            "--stdin-filename names standard input; give - as PATH.",
        ),
        (piped and mends, "--fix and --diff mend files; standard input is none."),
        (
            piped and values["changed_since"] is not None,
            "--changed-since asks git about files; standard input is none.",
        ),
    ):
        if is_wrong:
            raise click.UsageError(why)


def _order(command: ChainCommand, values: Mapping[str, Any], catalog: Catalog) -> Run:
    order = order_of(command.params, as_of_a_run(values, trace=True), command.plugins)
    # What comes behind the last step that has something to say is work for nothing.
    told = [number for number, step in enumerate(order.recipe.steps) if catalog.has(step)]
    steps = order.recipe.steps[: max(told, default=-1) + 1]
    if not steps:
        raise CleanerError("none of the steps has something to say of a file")
    recipe = msgspec.structs.replace(order.recipe, steps=steps)
    name = values["stdin_filename"] or ""
    order = msgspec.structs.replace(order, recipe=recipe, stdin_name=name)
    if values["changed_since"] is None:
        return order
    from cleaner.check.changed import changed_since  # noqa: PLC0415 (git is asked)

    for path in order.paths:
        if not os.path.lexists(path):
            raise CleanerError(f"{path}: there is no such file or folder")
    changed = changed_since(values["changed_since"], order.paths, untracked=values["untracked"])
    return msgspec.structs.replace(order, last=changed, only_last=values["changed_only"])


def _check(
    order: Run, plugins: Plugins, chain: Chain, settings: Settings, values: Mapping[str, Any]
) -> Checked:
    from cleaner.check import check  # noqa: PLC0415 (`--help` needs no runner)

    named: dict[str, Any] = {"earlier": _earlier(order)}
    if order.stdin_name:
        named["standard_input"] = order.stdin_name
    with show_progress(order.paths, order.recipe.selection, quiet=values["quiet"]) as onlookers:
        checked = check(order, plugins, chain, onlookers, **named)
    if settings.baseline is not None:
        checked = _without(checked, settings.baseline)
    return checked if order.last is None else _of_files(checked, order.last)


def _tell_what_fits_nothing(checked: Checked, settings: Settings, order: Run) -> None:
    """Warn of patterns that do nothing: most likely they are written wrongly."""
    paths = [*checked.looked_at, *(failed.path for failed in checked.failures)]
    include = order.recipe.selection.include
    if include and not checked.summary.read and not order.only_last:
        click.echo(f"cleaner: --include {' '.join(include)}: no file fits", err=True)
    for pattern in settings.choice.without_files(paths):
        click.echo(f"cleaner: per-file-ignores: no file fits {pattern!r}", err=True)


def _earlier(order: Run) -> EarlierTexts:
    """Return what knows the texts of an index that have changed; names may begin anywhere."""
    from cleaner.check.changed import tops_of  # noqa: PLC0415 (git is asked)
    from cleaner.check.earlier import EarlierTexts  # noqa: PLC0415 (`--help` needs none)

    if order.last is None:
        return EarlierTexts()
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in order.paths]
    return EarlierTexts(order.last, {*folders, os.curdir, *tops_of(order.paths)})


def _without(checked: Checked, baseline: Path) -> Checked:
    """Leave out that the baseline itself, where it lies among the files, is no text."""
    place = os.path.realpath(baseline)
    failures = [one for one in checked.failures if file_of(one.path) != place]
    return msgspec.structs.replace(checked, failures=failures)


def _of_files(checked: Checked, files: frozenset[str]) -> Checked:
    """Leave out what was found in other files; members of archives are in the archive."""
    # Findings show names as Unicode, which those of files need not be.
    shown = {os.fsencode(path).decode("utf-8", "backslashreplace") for path in files}
    return msgspec.structs.replace(
        checked,
        findings=[one for one in checked.findings if file_of(one.path) in shown],
        failures=[one for one in checked.failures if file_of(one.path) in shown],
        mends={path: one for path, one in checked.mends.items() if file_of(path) in shown},
    )
