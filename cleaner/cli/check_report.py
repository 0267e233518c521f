"""What `cleaner check` tells, where it writes that, and the status that it ends with."""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.check.formats import colored, renderer
from cleaner.check.gates import exceeded
from cleaner.check.places import file_of
from cleaner.check.report import Report, plural
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.check import Checked, Finding
    from cleaner.check.catalog import Catalog
    from cleaner.check.settings import Settings
    from cleaner.runner import Run

CLEAN, FOUND, FAILED = 0, 1, 3


def report(
    checked: Checked,
    settings: Settings,
    catalog: Catalog,
    order: Run,
    values: Mapping[str, Any],
) -> int:
    """Write what is wanted of what was found, and return the status."""
    wanted = settings.wanted(checked.findings)
    if values["update_baseline"]:
        codes = catalog.of(order.recipe.steps)
        _update_baseline(wanted, checked, settings, order, codes)
    new = settings.new(checked.findings)
    told = Report(
        findings=new,
        failures=checked.failures,
        gates=exceeded(settings.gates, _counted(checked, new), checked.summary.read),
        quiet=len(wanted) - len(new),
        documents=checked.summary.read,
        codes={code.code: code for _, code in catalog.all()},
    )
    _write(told, values)
    if checked.failures:
        return FAILED
    # What a gate allows up to a number is no finding by itself.
    gated = {gate.step for gate in settings.gates}
    return FOUND if told.gates or any(one.step not in gated for one in new) else CLEAN


def tell_failures(checked: Checked) -> None:
    """Tell of what failed where findings are not reported."""
    for one in checked.failures:
        click.echo(f"cleaner: {one.shown}: {one.step} failed: {one.error}", err=True)


def _update_baseline(
    wanted: Sequence[Finding],
    checked: Checked,
    settings: Settings,
    order: Run,
    codes: Container[str],
) -> None:
    """Have the baseline know what was found; what was not looked at stays as it is in it."""
    from cleaner.check.baseline import Baseline  # noqa: PLC0415 (only where it is asked for)

    path = settings.baseline
    assert path is not None  # noqa: S101 (asked before)
    paths = [os.path.realpath(path) for path in order.paths]
    looked_at = {file_of(path) for path in checked.looked_at}

    def looked_for(file: str, code: str) -> bool:
        real = file_of(file)
        if code not in codes or not settings.choice.wants_in(file, code):
            return False
        if not os.path.lexists(real):
            # What is gone has nothing wrong.
            return any(file == path or file.startswith(os.path.join(path, "")) for path in paths)
        return real in looked_at and (order.last is None or real in order.last)

    before = Baseline.load(path) if path.exists() else Baseline(path)
    count = before.updated(wanted, looked_for).write()
    click.echo(f"cleaner: {path} knows {plural(count, 'finding')} now", err=True)


def _counted(checked: Checked, findings: Sequence[Finding]) -> dict[str, int]:
    """Count by step the documents in which something is reported: what is ignored is none."""
    reported = {(found.step, found.path, found.code) for found in findings}
    documents: dict[str, set[str]] = {}
    for (step, path, code), ids in checked.documents.items():
        if (step, path, code) in reported:
            documents.setdefault(step, set()).update(ids)
    return {step: len(ids) for step, ids in documents.items()}


def _write(told: Report, values: Mapping[str, Any]) -> None:
    name = values["output_format"]
    rendered = renderer(name)(told)
    if values["report"] is not None:
        try:
            Path(values["report"]).write_text(rendered, encoding="utf-8")
        except OSError as error:
            raise CleanerError(
                f"{values['report']}: it cannot be written: {error.strerror}"
            ) from error
    elif name != "text" or told.findings or told.failures or told.gates or not values["quiet"]:
        if name == "text" and _has_colors():
            rendered = colored(told)
        sys.stdout.buffer.write(rendered.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if name == "github" and summary:
        with open(summary, "a", encoding="utf-8") as stream:
            stream.write(renderer("markdown")(told))


def _has_colors() -> bool:
    """Tell whether there is someone to see colours, who has not asked for none (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain
