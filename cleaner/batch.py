"""Call comparing hooks so that a document that makes one raise costs only itself.

Both forms give one answer a document, in order, and in place of an answer the exception that the
document raised. A ``RunError`` is no document's fault, and is passed on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from cleaner.document import Document
from cleaner.errors import RAISED, RunError
from cleaner.input.columns import Sketches

Batch: TypeAlias = Callable[..., Sequence[Any]]


def each(single: Callable[..., Any]) -> Batch:
    """Make a batch form out of a hook's plain form."""

    def call(documents: Sequence[Document], *columns: Sequence[Any], **rest: Any) -> list[Any]:
        answers: list[Any] = []
        for document, *values in zip(documents, *columns, strict=True):
            named = dict(zip(("sketch",), values, strict=False))
            try:
                answers.append(single(text=document.text, document=document, **named, **rest))
            except RunError:
                raise
            except RAISED as error:
                answers.append(error)
        return answers

    return call


def guarded(batch: Callable[..., Sequence[Any] | None]) -> Batch:
    """Call a hook's batch form, and where it raises, again with one document at a time."""

    def call(documents: Sequence[Document], *columns: Sequence[Any], **rest: Any) -> Sequence[Any]:
        named = dict(zip(("sketches",), columns, strict=False))
        try:
            return _checked(batch(documents=documents, **named, **rest), len(documents))
        except RunError:
            raise
        except RAISED as error:
            if len(documents) == 1:
                return [error]
        rows = zip(documents, *columns, strict=True)
        return [
            answer
            for document, *values in rows
            for answer in call([document], *([value] for value in values), **rest)
        ]

    return call


def _checked(answers: Sequence[Any] | None, wanted: int) -> Sequence[Any]:
    if answers is None or len(answers) != wanted:
        found = "None" if answers is None else f"{len(answers)} answers"
        raise ValueError(f"it returned {found} for {wanted} documents")
    return answers if isinstance(answers, Sketches) else list(answers)
