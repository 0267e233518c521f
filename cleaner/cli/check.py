"""`cleaner check`: look at files, change nothing, and answer like a linter."""

from __future__ import annotations

import os
import sys
from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cleaner.chain import build_chain
from cleaner.check.catalog import Catalog
from cleaner.check.choosing import Baseline
from cleaner.check.formats import renderer
from cleaner.check.gates import exceeded, parse
from cleaner.check.report import Failure, Report, plural
from cleaner.check.settings import Settings, settings_of
from cleaner.cli.chain_command import ChainCommand, tell_left_out
from cleaner.cli.order import as_of_a_run, config_of, order_of
from cleaner.cli.parameters import check_parameters
from cleaner.cli.progress import show_progress
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.chain import Chain
    from cleaner.check import Checked, Finding
    from cleaner.plugins import Plugins
    from cleaner.runner import Run
    from cleaner.text.trace import Change

_CLEAN, _FOUND, _FAILED = 0, 1, 3

_HELP = """Look at the documents below PATH, and say what the steps would change or drop.

Each finding is a line with file, line and column, a code, and what is wrong; `cleaner explain CODE`
tells more. Nothing is changed but by --fix.

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
    if values["changed_only"] and values["changed_since"] is None:
        raise click.UsageError("--changed-only needs --changed-since REV.")
    settings = settings_of(config_of(values["config"]), values, Catalog(plugins))
    order = _order(command, values, plugins)
    tell_left_out(plugins, order.recipe.steps)
    chain = build_chain(order.recipe, plugins)
    spare_collections()
    checked = _check(order, plugins, chain, quiet=values["quiet"])
    if values["fix"] and values["diff"]:
        raise click.UsageError("--fix mends, --diff shows: not both at once.")
    failed = 0
    if values["fix"] or values["diff"]:
        mended, failed = _mend(checked, settings, chain, show=values["diff"])
        if values["diff"]:
            return _FAILED if checked.summary.failed or failed else _FOUND if mended else _CLEAN
        if mended > failed:
            checked = _check(order, plugins, chain, quiet=True)
    status = _report(checked, settings, plugins, values)
    return _FAILED if failed else status


def _order(command: ChainCommand, values: Mapping[str, Any], plugins: Plugins) -> Run:
    order = order_of(command.params, as_of_a_run(values, trace=True), plugins)
    catalog = Catalog(plugins)
    # What comes behind the last step that has something to say is work for nothing.
    told = [number for number, step in enumerate(order.recipe.steps) if catalog.has(step)]
    steps = order.recipe.steps[: max(told, default=-1) + 1]
    if not steps:
        raise CleanerError("none of the steps has something to say of a file")
    order = msgspec.structs.replace(
        order, recipe=msgspec.structs.replace(order.recipe, steps=steps)
    )
    if values["changed_since"] is None:
        return order
    from cleaner.check.changed import changed_since  # noqa: PLC0415 (git is asked)

    place = next(iter(order.paths))
    folder = place if os.path.isdir(place) else os.path.dirname(place) or "."
    changed = changed_since(values["changed_since"], folder)
    return msgspec.structs.replace(order, last=changed, only_last=values["changed_only"])


def _check(order: Run, plugins: Plugins, chain: Chain, *, quiet: bool) -> Checked:
    from cleaner.check import check  # noqa: PLC0415 (`--help` needs no runner)

    with show_progress(order.paths, order.recipe.selection, quiet=quiet) as onlookers:
        checked = check(order, plugins, chain, onlookers)
    last = order.last
    if last is None:
        return checked
    found = [one for one in checked.findings if os.path.realpath(one.path) in last]
    changes = {
        path: made for path, made in checked.changes.items() if os.path.realpath(path) in last
    }
    return msgspec.structs.replace(checked, findings=found, changes=changes)


def _mend(checked: Checked, settings: Settings, chain: Chain, *, show: bool) -> tuple[int, int]:
    """Mend the files in which something is wanted that can be mended, or show how.

    Returns how many files there were, and how many of them could not be written.
    """
    from cleaner.check.fixing import mend  # noqa: PLC0415 (only where it is asked for)

    wanted = {
        (found.path, found.code)
        for found in _new(_wanted(checked, settings), settings.baseline)
        if found.fixable
    }
    changes = {path: _whole(path, made, wanted) for path, made in sorted(checked.changes.items())}
    changes = {path: made for path, made in changes.items() if made}
    # What was done to the bytes stands at the beginning, and takes no place.
    to_utf_8 = frozenset(
        path for path, made in changes.items() if any(change.end == 0 for change in made)
    )
    failed = 0
    mended = mend(chain, changes, to_utf_8=to_utf_8)
    for file in mended:
        try:
            if show:
                click.echo(file.diff(), nl=False)
            else:
                file.write()
        except CleanerError as error:
            failed += 1
            click.echo(f"cleaner: {error}", err=True)
    if len(mended) > failed and not show:
        click.echo(f"cleaner: mended {plural(len(mended) - failed, 'file')}", err=True)
    return len(mended), failed


def _whole(
    path: str, made: Sequence[tuple[str, Change]], wanted: Container[tuple[str, str]]
) -> list[Change]:
    """Return the changes that are wanted; what holds another one that is not, is not either.

    But a range that is taken out may hold anything.
    """
    unwanted = sorted(
        (change.start, change.end)
        for code, change in made
        if (path, code) not in wanted and change.end
    )
    return [
        change
        for code, change in made
        if (path, code) in wanted and not (change.replacement and _holds(change, unwanted))
    ]


def _holds(change: Change, others: Sequence[tuple[int, int]]) -> bool:
    """Tell whether one of other ranges, in order, lies within a change."""
    first = bisect_left(others, (change.start, 0))
    within = takewhile(
        lambda other: other[0] <= change.end, (others[n] for n in range(first, len(others)))
    )
    return any(end <= change.end for _, end in within)


def _wanted(checked: Checked, settings: Settings) -> list[Finding]:
    return [found for found in checked.findings if settings.choice.wants(found)]


def _report(
    checked: Checked, settings: Settings, plugins: Plugins, values: Mapping[str, Any]
) -> int:
    wanted = _wanted(checked, settings)
    if values["update_baseline"]:
        if settings.baseline is None:
            raise click.UsageError("--update-baseline needs --baseline FILE to write to.")
        count = Baseline.write(settings.baseline, wanted)
        click.echo(f"cleaner: {settings.baseline} knows {plural(count, 'finding')} now", err=True)
    new = _new(wanted, settings.baseline)
    catalog = Catalog(plugins)
    gates = parse(settings.gates, sorted({step for step, _ in catalog.all()}))
    summary = checked.summary
    report = Report(
        findings=new,
        failures=[Failure(one.id, one.step, one.error) for one in summary.failures],
        gates=exceeded(gates, _counted(checked, new), summary.read),
        quiet=len(wanted) - len(new),
        documents=summary.read,
        codes={code.code: code for _, code in catalog.all()},
    )
    _write(report, values)
    if summary.failed:
        return _FAILED
    # What a gate allows up to a number is no finding by itself.
    gated = {gate.step for gate in gates}
    found = any(one.step not in gated for one in new) or bool(report.gates)
    return _FOUND if found else _CLEAN


def _counted(checked: Checked, findings: Sequence[Finding]) -> dict[str, int]:
    """Count by step the documents in which something is reported: what is ignored is none."""
    reported = {(found.step, found.path, found.code) for found in findings}
    documents: dict[str, set[str]] = {}
    for (step, path, code), ids in checked.documents.items():
        if (step, path, code) in reported:
            documents.setdefault(step, set()).update(ids)
    return {step: len(ids) for step, ids in documents.items()}


def _new(findings: list[Finding], baseline: Path | None) -> list[Finding]:
    if baseline is None:
        return findings
    return Baseline.load(baseline).new(findings)


def _write(report: Report, values: Mapping[str, Any]) -> None:
    name = values["output_format"]
    rendered = renderer(name)(report)
    if values["report"] is not None:
        try:
            Path(values["report"]).write_text(rendered, encoding="utf-8")
        except OSError as error:
            raise CleanerError(
                f"{values['report']}: it cannot be written: {error.strerror}"
            ) from error
    elif name != "text" or report.findings or report.failures or not values["quiet"]:
        sys.stdout.buffer.write(rendered.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if name == "github" and summary:
        with open(summary, "a", encoding="utf-8") as stream:
            stream.write(renderer("markdown")(report))
