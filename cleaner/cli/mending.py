"""What `cleaner check` does with --fix and --diff: mend the files, or show how."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

import click

from cleaner.check.report import plural
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.chain import Chain
    from cleaner.check import Checked
    from cleaner.check.finding import Mend
    from cleaner.check.settings import Settings
    from cleaner.text.trace import Change


def mend_or_show(
    checked: Checked, settings: Settings, chain: Chain, *, show: bool
) -> tuple[int, int]:
    """Mend the files in which something is wanted that can be mended, or show how.

    Returns how many files there were, and how many of them could not be written.
    """
    wanted = {
        (found.path, found.code, found.line)
        for found in settings.new(checked.findings)
        if found.fixable
    }
    count = failed = unchanged = 0
    for path, changes in _by_file(checked, wanted):
        count += 1
        try:
            unchanged += not _mend(path, chain, changes, checked.digests[path], show=show)
        except CleanerError as error:
            failed += 1
            click.echo(f"cleaner: {error}", err=True)
    mended = count - failed - unchanged
    if mended and not show:
        click.echo(f"cleaner: mended {plural(mended, 'file')}", err=True)
    return count, failed


def _by_file(
    checked: Checked, wanted: Container[tuple[str, str, int]]
) -> Iterator[tuple[str, list[Change]]]:
    """Yield each file with the changes that are to be made; a file and a link to it are one."""
    seen = set()
    for path, mends in sorted(checked.mends.items()):
        changes = _whole(path, mends, wanted)
        real = os.path.realpath(path)
        if changes and real not in seen:
            seen.add(real)
            yield path, changes


def _mend(path: str, chain: Chain, changes: Sequence[Change], digest: str, *, show: bool) -> bool:
    """Mend a file, or show how; tell whether there was a change to make.

    Raises:
        CleanerError: it cannot be.
    """
    from cleaner.check.fixing import Mended  # noqa: PLC0415 (only where it is asked for)

    file = Mended(path, chain, changes, digest)
    if file.told:
        click.echo(f"cleaner: {path}: {file.told}", err=True)
    if not file.is_changed:
        return False
    if show:
        click.echo(file.diff(), nl=False)
    else:
        file.write()
    return True


def _whole(
    path: str, mends: Sequence[Mend], wanted: Container[tuple[str, str, int]]
) -> list[Change]:
    """Return the changes that are wanted; what holds another one that is not, is not either.

    But a range that is taken out may hold anything.
    """
    unwanted = sorted(
        (mend.change.start, mend.change.end)
        for mend in mends
        if (path, mend.code, mend.line) not in wanted and mend.change.end
    )
    return [
        mend.change
        for mend in mends
        if (path, mend.code, mend.line) in wanted
        and not (mend.change.replacement and _holds(mend.change, unwanted))
    ]


def _holds(change: Change, others: Sequence[tuple[int, int]]) -> bool:
    """Tell whether one of other ranges, in order, lies within a change."""
    first = bisect_left(others, (change.start, 0))
    within = takewhile(
        lambda other: other[0] <= change.end, (others[n] for n in range(first, len(others)))
    )
    return any(end <= change.end for _, end in within)
