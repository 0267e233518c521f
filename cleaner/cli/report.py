"""What a run tells at its end, on standard error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cleaner.runner.summary import Summary

_MOST_FAILURES = 20
_MOST_KINDS = 10


def tell_that_it_is_old(output: str) -> None:
    """Say that nothing had to be done; what follows tells of the run that did it."""
    click.echo(
        f"cleaner: {output} is complete, of the same input and configuration, so that there is"
        " nothing to go on with; it is made again without --resume",
        err=True,
    )


def print_failures(summary: Summary, failed: str | None) -> None:
    """Print a line for each failed document, up to a number that can be read."""
    for failure in summary.failures[:_MOST_FAILURES]:
        click.echo(f"cleaner: failed: {failure.id}: {failure.step}: {failure.error}", err=True)
    more = summary.failed - _MOST_FAILURES
    if more > 0:
        place = f"; {failed} has them all" if failed else ""
        click.echo(f"cleaner: failed: {more} more{place}", err=True)


def print_summary(summary: Summary, steps: Sequence[str]) -> None:
    """Print what was read and written, what each step did, and the sum."""
    for line in summary_lines(summary, steps):
        click.echo(line, err=True)


def print_profile(summary: Summary) -> None:
    """Print where the time went, in the workers and in the main process."""
    for line in profile_lines(summary):
        click.echo(line, err=True)


def profile_lines(summary: Summary) -> list[str]:
    """Return the profile: seconds, share and speed of each part, the slowest first."""
    lines = []
    for title, seconds in (("workers", summary.seconds), ("main process", summary.main)):
        total = sum(seconds.values()) or 1.0
        lines.append(f"{title:28} seconds   share   million characters a second")
        for name, spent in sorted(seconds.items(), key=lambda item: -item[1]):
            speed = f"{summary.characters_in / spent / 1e6:.1f}" if spent >= 0.01 else ""
            lines.append(f"  {name:26} {spent:7.2f} {spent / total:6.0%}   {speed}".rstrip())
    return lines


def summary_lines(summary: Summary, steps: Sequence[str]) -> list[str]:
    """Return the summary, line by line."""
    lines = [_sum(summary), _characters(summary)]
    if summary.left_out:
        lines.append(_left_out(summary))
    lines += [f"note        {note}" for note in summary.notes]
    if summary.read == 0:
        lines.append("note        there was nothing to read")
    names = ("read", "decode", *steps, "write")
    rows = [_row(summary, name) for name in names]
    speeds = _speeds(summary, steps)
    width = max(map(len, names))
    lines.append(f"{'step':{width}}   changed   dropped     added      time share  documents/s")
    for (name, changed, dropped, added, seconds, kinds_changed), speed in zip(
        rows, speeds, strict=True
    ):
        line = f"{name:{width}} {changed:>9} {dropped:>9} {added:>9} {seconds:>9} {speed}"
        lines.append(f"{line}  {kinds_changed}".rstrip())
    return lines


def _speeds(summary: Summary, steps: Sequence[str]) -> list[str]:
    """Return of each part of the run its share of the time, and how many documents it did a second.

    The slow step is the one with a large share and a small number.
    """
    entered = summary.entered(steps)
    total = sum(map(summary.of_time, entered)) or 1.0
    told = []
    for name, count in entered.items():
        spent = summary.of_time(name)
        # Below that, it is the clock that is measured.
        speed = f"{count / spent:,.0f}" if spent >= 0.001 else ""
        told.append(f"{spent / total:5.0%} {speed:>12}")
    return told


def _sum(summary: Summary) -> str:
    added = f" + {summary.split:,} by splitting" if summary.split else ""
    return (
        f"documents   {summary.read:,} read{added} = {summary.written:,} written"
        f" + {summary.rejected:,} rejected + {summary.failed:,} failed"
    )


def _left_out(summary: Summary) -> str:
    kinds = sorted(summary.left_out.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{count:,} {kind or 'without suffix'}" for kind, count in kinds[:_MOST_KINDS]]
    more = sum(count for _, count in kinds[_MOST_KINDS:])
    if more:
        shown.append(f"{more:,} others")
    return f"left out    {sum(summary.left_out.values()):,}: {', '.join(shown)}"


def _characters(summary: Summary) -> str:
    line = f"characters  {summary.characters_in:,} in, {summary.characters_out:,} out"
    line += f" in {summary.wall:.1f} s"
    if summary.wall < 1:
        return line
    # Below a second, what is measured is the start.
    return f"{line}, {summary.characters_in / summary.wall / 1e6:.1f} million a second"


def _row(summary: Summary, step: str) -> tuple[str, str, str, str, str, str]:
    counts = [summary.of_step(what, step) for what in ("changed", "dropped", "split")]
    changed, dropped, added = (f"{count:,}" if count else "" for count in counts)
    kinds = ", ".join(f"{reason} {count:,}" for reason, count in summary.changes(step))
    return step, changed, dropped, added, f"{summary.of_time(step):.2f} s", kinds
