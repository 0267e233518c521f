"""Whether the time that a step takes grows faster than its text."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from time import process_time

from cleaner.chain import Step
from cleaner.document import Document
from cleaner.testing.observing import sketch_of
from cleaner.testing.samples import GROWING

_LENGTHS = (10_000, 40_000, 160_000)
_REPEATS = 3

# Where time grows with the text, four times the text takes four times the time; where it grows with
# its square, sixteen times. In between lie caches that overflow and sorting.
_MOST = 9.0

# Shorter times are made of calls and of the clock's grain, which say nothing of growth.
_LEAST_SECONDS = 0.02


def complaints_of_growth(step: Step) -> Iterator[str]:
    """Give a step texts that grow, and complain where its time grows faster than they do."""
    hooks: list[tuple[str, Callable[[Document], object]]] = []
    if step.clean is not None:
        hooks.append(("clean", step.clean))
    if step.sketch is not None:
        hooks.append(("sketch", lambda document: sketch_of(step, document)))
    for hook, call in hooks:
        for kind, make in _makers().items():
            yield from _of_kind(hook, kind, call, make)


def _makers() -> dict[str, Callable[[int], str]]:
    """Return what makes a text of about a length: one piece again and again, or words all new."""
    makers: dict[str, Callable[[int], str]] = {
        kind: functools.partial(_repeated, unit) for kind, unit in GROWING.items()
    }
    makers["ever new words"] = functools.partial(_numbered, " ")
    makers["ever new lines"] = functools.partial(_numbered, "\n")
    return makers


def _repeated(unit: str, length: int) -> str:
    return unit * (length // len(unit))


def _numbered(end: str, length: int) -> str:
    return "".join(f"word{number}{end}" for number in range(length // 10))


def _of_kind(
    hook: str, kind: str, call: Callable[[Document], object], make: Callable[[int], str]
) -> Iterator[str]:
    times: list[float] = []
    for length in _LENGTHS:
        times.append(_seconds(call, Document("growing", make(length))))
        if len(times) < 2 or times[-2] < _LEAST_SECONDS / _MOST or times[-1] < _LEAST_SECONDS:
            continue
        ratio = times[-1] / times[-2]
        if ratio > _MOST:
            yield (
                f"{hook} takes {ratio:.0f} times as long for 4 times as much text ({kind},"
                f" {length:,} characters: {times[-1]:.2f} s); look for a loop in a loop, for"
                " text that is joined piece by piece, or for an expression that goes back"
            )
            return


def _seconds(call: Callable[[Document], object], document: Document) -> float:
    """Return the least processor time of some calls: what else the machine does adds to it."""
    found = []
    for _ in range(_REPEATS):
        began = process_time()
        call(document)
        found.append(process_time() - began)
        if found[-1] > 1:  # a slow step shows its growth at once
            break
    return min(found)
