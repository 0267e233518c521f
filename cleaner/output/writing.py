"""Who writes an output: a writer alone, or one of JSON Lines and a finisher behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cleaner.binding import Call
from cleaner.errors import CleanerError
from cleaner.output.target import Finisher, Target, Writer

# What a finisher reads, and what is written where nothing else is asked for.
LINES = ".jsonl"
_LINES_FORMAT = LINES.removeprefix(".")


class Writing:
    """The bound `write` and `finish` hooks, each asked in order until one answers."""

    def __init__(self, writers: Sequence[Call], finishers: Sequence[Call]) -> None:
        self._writers = tuple(writers)
        self._finishers = tuple(finishers)

    def finisher(self, target: Target) -> Finisher | None:
        """Give what makes an output when its lines are there; None: a writer does all of it.

        Raises:
            CleanerError: a library that it needs is not installed.
        """
        try:
            finisher: Finisher | None = _first(self._finishers, target)
        except CleanerError as error:
            raise CleanerError(f"{_shown(target)}: {error}") from None
        return finisher

    def writer(self, target: Target) -> Writer:
        """Give the writer of an output, or of the lines that a finisher makes it from.

        Raises:
            CleanerError: no plugin writes such a file, or a library is not installed.
        """
        if self.finisher(target) is not None:
            target = Target(target.path, _LINES_FORMAT)
        writer: Writer | None = _first(self._writers, target)
        if writer is None:
            advice = f"--output-format {_LINES_FORMAT}" if target.format else f"a name in {LINES}"
            raise CleanerError(f"{_shown(target)}: no plugin writes such a file; use {advice}")
        return writer


def _shown(target: Target) -> str:
    if target.format:
        return f"--output-format {target.format}"
    return f"-o {target.path}"


def _first(hooks: Sequence[Call], target: Target) -> Any:
    answers = (hook(target=target) for hook in hooks)
    return next((answer for answer in answers if answer is not None), None)
