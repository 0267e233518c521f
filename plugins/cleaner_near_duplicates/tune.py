"""`cleaner tune`: what each threshold would drop, told from the report of one run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from cleaner import CleanerError
from cleaner_near_duplicates.grid import VERSION, Grid

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
    dropped: dict[float, int]
    samples: dict[float, list[Sample]]


def read_report(path: Path, most_samples: int = 3) -> Report:
    """Read a report of pairs, and find what each threshold would drop.

    Raises:
        CleanerError: it is no whole report.
    """
    lines = _lines(path)
    head = next(lines, {})
    if head.get("pairs") != VERSION:
        raise CleanerError(f"{path}: --near-duplicates-report-pairs did not write this")
    try:
        told = _Told(Grid.of(head["lowest"], head["threshold"]), most_samples)
        for line in lines:
            if "documents" in line:
                return told.report(line["documents"], head["threshold"])
            told.add(line)
    except (KeyError, TypeError) as error:
        raise CleanerError(f"{path}: a line is no pair: {error}; was it changed?") from error
    raise CleanerError(f"{path}: the report is cut: its last line is missing; run again")


class _Told:
    """What the pairs so far tell: which thresholds drop each document, and how many each drops."""

    def __init__(self, grid: Grid, most_samples: int) -> None:
        self._grid = grid
        self._most = most_samples
        self._dropped: dict[str, int] = {}
        self._last = ""
        self._counts = [0] * len(grid.thresholds)
        self._samples: dict[float, list[Sample]] = {}
        self._exact = 0

    def add(self, pair: dict[str, Any]) -> None:
        """Take in a pair; those of one document come one behind the other."""
        identity = pair["id"]
        if identity != self._last:
            self._count()
            self._last = identity
        self._dropped[identity] = self._dropped.get(identity, 0) | self._drops(pair)

    def _drops(self, pair: dict[str, Any]) -> int:
        """Return the thresholds that drop a document for this pair."""
        if pair.get("exact_copy"):
            self._exact += 1
            return self._grid.everywhere
        if "containment" in pair:
            return self._grid.everywhere if pair["dropped"] else 0
        self._sample(pair)
        is_kept = pair.get("earlier_run", False)
        other = 0 if is_kept else self._dropped.get(pair["of"], 0)
        return self._grid.up_to(pair["similarity"]) & ~other

    def _count(self) -> None:
        """Count the last document at each threshold that drops it."""
        mask = self._dropped.get(self._last, 0)
        while mask:
            lowest = mask & -mask
            self._counts[lowest.bit_length() - 1] += 1
            mask ^= lowest

    def _sample(self, pair: dict[str, Any]) -> None:
        """Keep a pair for the highest shown threshold that it reaches."""
        reached = [shown for shown in _SHOWN if shown <= pair["similarity"]]
        if reached and reached[-1] >= self._grid.thresholds[0]:
            some = self._samples.setdefault(reached[-1], [])
            some.append(Sample(pair["similarity"], pair["id"], pair["of"]))
            some.sort()
            del some[self._most :]

    def report(self, documents: int, threshold: float) -> Report:
        """Return what all of them tell."""
        self._count()
        dropped = dict(zip(self._grid.thresholds, self._counts, strict=True))
        return Report(documents, self._exact, threshold, dropped, self._samples)


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
