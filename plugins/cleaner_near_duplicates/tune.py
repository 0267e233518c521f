"""`cleaner tune`: what each threshold would drop, told from the report of one run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from cleaner import CleanerError
from cleaner_near_duplicates.grid import Grid

_SHOWN = [number / 100 for number in range(50, 100, 5)]


class Sample(NamedTuple):
    """A pair that a threshold is just low enough for."""

    similarity: float
    one: str
    other: str


class Report(NamedTuple):
    """What is in a report: by threshold, how many documents it drops, and pairs to look at."""

    documents: int
    exact_copies: int
    threshold: float
    grid: Grid
    dropped: dict[float, int]
    samples: dict[float, list[Sample]]


def read_report(path: Path, most_samples: int = 3) -> Report:
    """Read a report of pairs, and find what each threshold would drop.

    Raises:
        CleanerError: it is no whole report.
    """
    lines = _lines(path)
    head = next(lines, {})
    if head.get("pairs") != 1:
        raise CleanerError(f"{path}: --near-duplicates-report-pairs did not write this")
    grid = Grid.of(head["lowest"], head["threshold"])
    counts = [0] * len(grid.thresholds)
    samples: dict[float, list[Sample]] = {}
    dropped: dict[str, int] = {}
    exact = 0
    mask, last = 0, ""
    for line in lines:
        if "documents" in line:
            _count(counts, mask)
            found = dict(zip(grid.thresholds, counts, strict=True))
            return Report(line["documents"], exact, head["threshold"], grid, found, samples)
        if line["id"] != last:
            _count(counts, mask)
            mask, last = 0, line["id"]
        if line.get("exact_copy"):
            exact += 1
            mask = grid.everywhere
        elif "containment" in line:
            mask |= grid.everywhere if line["dropped"] else 0
        else:
            earlier = line.get("earlier_run", False)
            other = 0 if earlier else dropped.get(line["of"], 0)
            mask |= grid.up_to(line["similarity"]) & ~other
            _sample(samples, grid, line, most_samples)
        dropped[last] = mask
    raise CleanerError(f"{path}: the report is cut: its last line is missing; run again")


def _count(counts: list[int], mask: int) -> None:
    """Count a document at each threshold that drops it."""
    while mask:
        lowest = mask & -mask
        counts[lowest.bit_length() - 1] += 1
        mask ^= lowest


def _sample(
    samples: dict[float, list[Sample]], grid: Grid, line: dict[str, Any], most: int
) -> None:
    """Keep a pair for the highest shown threshold that it reaches."""
    reached = [shown for shown in _SHOWN if shown <= line["similarity"]]
    if reached and reached[-1] >= grid.thresholds[0]:
        some = samples.setdefault(reached[-1], [])
        some.append(Sample(line["similarity"], line["id"], line["of"]))
        some.sort()
        del some[most:]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                found = json.loads(line)
                if not isinstance(found, dict):
                    raise CleanerError(f"{path}: line {number} is no JSON object")
                yield found
    except OSError as error:
        raise CleanerError(f"{path}: it cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise CleanerError(f"{path}: line {number} is no JSON; it may be cut") from error


@click.command("tune")
@click.argument("report", type=click.Path(path_type=Path))
@click.option(
    "--samples",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="Pairs to show for each threshold.",
)
def tune(report: Path, samples: int) -> None:
    """Show what each threshold of near-duplicates would drop, from the REPORT of one run.

    REPORT is what --near-duplicates-report-pairs has written.
    """
    from rich.console import Console  # noqa: PLC0415 (it takes long to import)
    from rich.table import Table  # noqa: PLC0415

    found = read_report(report, samples)
    click.echo(
        f"{found.documents:,} documents, of which {found.exact_copies:,} are exact copies, which"
        " every threshold drops"
    )
    rows = list(_rows(found))
    console = Console()
    if not console.is_terminal:
        for row in rows:
            click.echo("  ".join(row).rstrip())
        return
    table = Table("threshold", "dropped", "of all", "kept", "similar", "one", "other")
    for column in table.columns[:5]:
        column.justify = "right"
    for column in table.columns[5:]:
        column.overflow = "fold"  # an id that is cut is no use
    for row in rows:
        table.add_row(*map(str.strip, row))
    console.print(table)


def _rows(found: Report) -> Iterator[tuple[str, ...]]:
    """Yield rows of the table: one for each threshold, that of the run too, and further samples."""
    for threshold in sorted({*_SHOWN, found.threshold}):
        if threshold not in found.dropped:
            yield f"{threshold:.2f} ", "", "", "", "lower than the pairs that were looked for"
            continue
        count = found.dropped[threshold]
        share = count / found.documents if found.documents else 0.0
        mark = "*" if threshold == found.threshold else " "
        numbers = (
            f"{threshold:.2f}{mark}",
            f"{count:>9,}",
            f"{share:>6.1%}",
            f"{found.documents - count:>9,}",
        )
        samples: list[tuple[str, ...]] = [
            (f"{sample.similarity:.3f}", sample.one, sample.other)
            for sample in found.samples.get(threshold, ())
        ]
        for pair in samples or [()]:
            yield *numbers, *pair
            numbers = (" " * 5, " " * 9, " " * 6, " " * 9)
