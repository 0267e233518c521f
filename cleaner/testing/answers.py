"""What is wrong with single answers of a step: text lost in silence, and what is not JSON."""

from __future__ import annotations

import copy
import json
import pickle
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from cleaner.chain import Step
from cleaner.document import Document, Drop
from cleaner.errors import RAISED
from cleaner.runner.apply import apply
from cleaner.testing.observing import sample_of, sketch_of
from cleaner.testing.samples import DATA, TEXTS

_MOST_SHOWN = 60


def complaints_of_answers(step: Step) -> Iterator[str]:
    """Put every sample to a step, and say of each answer what is wrong with it."""
    for kind in DATA if step.decode is not None else ():
        yield from _of_decode(step, kind)
    for kind in TEXTS if step.clean is not None else ():
        yield from _of_clean(step, kind)
    for kind in TEXTS if step.sketch is not None else ():
        yield from _of_sketch(step, kind)


def _of_decode(step: Step, kind: str) -> Iterator[str]:
    try:
        found = step.decode(data=DATA[kind], document=sample_of(kind)) if step.decode else None
    except RAISED as error:
        yield _raises("decode", kind, error)
        return
    if isinstance(found, Drop):
        yield from _of_drop("decode", kind, found)
    elif found is not None:
        yield from _of_meta("decode", kind, dict(found.meta))


def _of_clean(step: Step, kind: str) -> Iterator[str]:
    document = sample_of(kind)
    before = copy.deepcopy(document)
    try:
        answer = step.clean(document) if step.clean else None
        if isinstance(answer, Iterator):
            answer = list(answer)
    except RAISED as error:
        yield _raises("clean", kind, error)
        return
    if document != before:
        yield (
            f"clean changes the document that it is given, at {kind};"
            " other steps hold it too: answer document.note(...) or document.edit(...)"
        )
    if isinstance(answer, Drop):
        yield from _of_drop("clean", kind, answer)
        return
    if answer is not None:
        try:
            apply("clean", document, answer, Counter())
        except RAISED as error:
            yield f"clean gives an answer that is refused, at {kind}: {error}"
            return
    answers = answer if isinstance(answer, list | tuple) else [answer]
    parts = [part for part in answers if isinstance(part, str | Document)]
    if parts:
        yield from _of_loss(kind, document, parts)
    for part in parts:
        if isinstance(part, Document):
            yield from _of_meta("clean", kind, part.meta)


def _of_loss(kind: str, document: Document, parts: Sequence[str | Document]) -> Iterator[str]:
    """Complain of text that is gone, where no edit or change says why, and of fields that are."""
    documents = [part for part in parts if isinstance(part, Document)]
    gone = sorted(document.meta.keys() - {key for part in documents for key in part.meta})
    if documents and gone:
        yield (
            f"clean loses what the input brought along, at {kind}: {', '.join(gone)};"
            " answer document.note(...), which keeps it"
        )
    if any(_says_why(part) for part in documents):
        return
    texts = [part.text if isinstance(part, Document) else part for part in parts]
    lost = _letters(document.text) - _letters("".join(texts))
    if lost:
        shown = "".join(sorted(lost.elements()))[:_MOST_SHOWN]
        yield (
            f"clean loses text in silence, at {kind}: {lost.total()} letters or digits"
            f" ({shown}); answer document.edit([Edit(start, end, replacement, reason)]),"
            " document.rewrite(text, {reason: count}), or Drop(reason) for the whole"
        )


def _says_why(part: Document) -> bool:
    return bool(part.edits) or sum(part.changes.values()) > 0


def _letters(text: str) -> Counter[str]:
    """Count letters and digits, whatever their case and however their marks are written."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return Counter(character for character in plain if character.isalnum())


def _of_drop(hook: str, kind: str, drop: Drop) -> Iterator[str]:
    """Complain of a verdict that no record can hold."""
    numbers = (drop.similarity, drop.containment)
    good = (
        isinstance(drop.reason, str)
        and drop.reason.strip()
        and isinstance(drop.duplicate_of, str | None)
        and all(isinstance(one, float | int | None) for one in numbers)
        and all(one is None or 0 <= one <= 1 for one in numbers)
    )
    if not good:
        yield (
            f"{hook} drops with what no record can hold, at {kind}: {drop!r}; the reason must be a"
            " phrase, duplicate_of an id, and similarity a number from 0 to 1"
        )


def _of_meta(hook: str, kind: str, meta: dict[str, Any]) -> Iterator[str]:
    """Complain of metadata that JSON cannot give back as it was."""
    try:
        same = json.loads(json.dumps(meta, allow_nan=False)) == meta
    except (TypeError, ValueError, RecursionError) as error:
        yield (
            f"{hook} notes what is not JSON, at {kind}: {error};"
            " use strings, finite numbers, true or false, None, lists, and dicts of them"
        )
        return
    if not same:
        yield (
            f"{hook} notes what JSON gives back otherwise, at {kind}: {meta!r};"
            " use lists for tuples, and strings for keys"
        )


def _of_sketch(step: Step, kind: str) -> Iterator[str]:
    try:
        pickle.dumps(sketch_of(step, sample_of(kind)))
    except RAISED as error:
        yield _raises("sketch", kind, error)


def _raises(hook: str, kind: str, error: BaseException) -> str:
    return (
        f"{hook} raises {type(error).__name__} at {kind}: {error};"
        " the document would fail: answer None to leave it alone, or Drop(reason)"
    )
