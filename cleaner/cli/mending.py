"""What `cleaner check` does with --fix and --diff: mend the files, or show how."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

import click

from cleaner.check.report import plural
from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from cleaner.chain import Chain
    from cleaner.check import Checked
    from cleaner.check.settings import Settings
    from cleaner.text.trace import Change


def mend_or_show(
    checked: Checked, settings: Settings, chain: Chain, *, show: bool
) -> tuple[int, int]:
    """Mend the files in which something is wanted that can be mended, or show how.

    Returns how many files there were, and how many of them could not be written.
    """
    from cleaner.check.fixing import mend  # noqa: PLC0415 (only where it is asked for)

    wanted = {(found.path, found.code) for found in settings.new(checked.findings) if found.fixable}
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
