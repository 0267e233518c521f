"""Whether a plugin does what the runner relies on: a test that every author can run."""

from __future__ import annotations

import inspect
import json
import os
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from cleaner.errors import CleanerError
from cleaner.options import OptionInfo, describe
from cleaner.testing.answers import complaints_of_answers
from cleaner.testing.growth import complaints_of_growth
from cleaner.testing.observing import WHOLE_RUN, Observed, observe, observe_elsewhere
from cleaner.testing.subject import Subject, subject_of


class ConformanceError(AssertionError):
    """A plugin does what it must not; ``complaints`` says what, and what to do, a line each."""

    def __init__(self, name: str, complaints: list[str]) -> None:
        self.complaints = complaints
        super().__init__("\n".join([f"plugin {name}:", *(f"- {text}" for text in complaints)]))


def check_plugin(plugin: str | os.PathLike[str] | ModuleType, **options: Any) -> None:
    """Check that a plugin keeps to what the runner relies on.

    ``plugin`` is the name of an installed one, a file as ``-p`` takes it, or the module of either;
    ``options`` are values of its options, by name.

    Sample texts and bytes are put to its hooks: in this process twice, the second time backwards,
    and in another process with another hash seed. It complains of answers that differ, that are
    not JSON or lose text without saying so, of hooks that raise or change what they are given, of
    time that grows faster than the text, and of options and plugins that say nothing of themselves.

    Raises:
        ConformanceError: it does what it must not; each complaint says what to do.
    """
    named = {key.replace("_", "-"): value for key, value in options.items()}
    try:
        subject = subject_of(plugin, named)
        subject.chain()
        # First where it can be ended: a step may never come to its end.
        elsewhere = observe_elsewhere(subject)
        complaints = [
            *_complaints_of_words(subject),
            *(text for step in subject.chain().steps for text in complaints_of_answers(step)),
            *_complaints_of_impurity(subject, elsewhere),
            *(text for step in subject.chain().steps for text in complaints_of_growth(step)),
        ]
    except TimeoutError as error:
        told = f"{error}; look for a loop without an end, or an expression that goes back and forth"
        raise ConformanceError(str(plugin), [told]) from error
    except CleanerError as error:
        raise ConformanceError(str(plugin), [str(error)]) from error
    if complaints:
        raise ConformanceError(subject.name, list(dict.fromkeys(complaints)))


def _complaints_of_words(subject: Subject) -> Iterator[str]:
    """Complain of what says nothing of itself to its users, and of defaults that are refused."""
    if not (inspect.getdoc(subject.plugin) or "").strip():
        yield "it has no docstring; its first line is what `cleaner plugins` shows"
    options = subject.plugins.options_of(subject.name)
    for info in describe(options) if options is not None else ():
        if not info.help.strip():
            yield f"its option {info.key} has no help; give option(default, help) a phrase"
        if not _is_allowed(info):
            yield (
                f"its option {info.key} is {info.default!r} by default, but must be {info.allowed};"
                " mend one of the two"
            )


def _is_allowed(info: OptionInfo) -> bool:
    if info.default in ("", ()):
        return True
    try:
        info.check(info.default)
    except ValueError:
        return False
    return True


def _complaints_of_impurity(subject: Subject, elsewhere: Observed) -> Iterator[str]:
    first = observe(subject)
    yield from _complaints_of_twins(first)
    yield from _complaints_of_failures(first)
    again = observe(subject, backwards=True)
    changed = _different(first, again)
    for hook, kind in changed:
        yield (
            f"{hook} answers otherwise the second time, at {kind}; let it look at nothing but its"
            " arguments: no counters, no clock, no chance, no cache of what came before"
        )
    for hook, kind in _different(first, elsewhere):
        if (hook, kind) not in changed:
            yield (
                f"{hook} answers otherwise in another process, at {kind}; sort what comes out of a"
                " set, do not use hash(), and read nothing of the process or its environment"
            )


def _different(one: Observed, other: Observed) -> list[tuple[str, str]]:
    return [key for key, answer in one.items() if other.get(key) != answer]


def _complaints_of_failures(observed: Observed) -> Iterator[str]:
    """Complain of documents that fail in a run, though every hook by itself has answered."""
    errors: dict[str, str] = {}
    for (hook, _), answer in observed.items():
        for record in json.loads(answer) if hook == WHOLE_RUN else ():
            # Half a surrogate pair cannot be written, which no step need mend.
            if "error" in record and "lone surrogate" not in record["error"]:
                errors.setdefault(record["error"], record["id"])
    for error, document in errors.items():
        yield f"a whole run fails on {document}: {error}; the other documents would fail alike"


def _complaints_of_twins(observed: Observed) -> Iterator[str]:
    """Complain of duplicates whose twin is not in the output."""
    for (hook, _), answer in observed.items():
        if hook == WHOLE_RUN:
            records = json.loads(answer)
            kept = {record["id"].partition("#")[0] for record in records if "step" not in record}
            for record in records:
                twin = record.get("duplicate_of")
                if twin is not None and twin.partition("#")[0] not in kept:
                    yield f"admit calls {record['id']} a duplicate of {twin}, which is not kept"
