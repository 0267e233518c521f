"""What a step's answer makes of a document."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from cleaner.document import Decoded, Document
from cleaner.errors import RAISED
from cleaner.runner.clock import DECODE
from cleaner.runner.outcome import Packed, Sketch, Tally

_ANSWERS = "None, a string, a Document, a list of Documents, or Drop(reason)"


def apply(step: str, document: Document, result: Any, tally: Tally) -> Document | list[Document]:
    """Return the document, or the parts, that a ``clean`` hook's answer stands for; count it.

    Raises:
        TypeError: the answer is none that a step may give.
        ValueError: it is an empty list, which would lose the document in silence.
    """
    if isinstance(result, str):
        if result == document.text:
            return document
        result = document.rewrite(result, {})
    if isinstance(result, Document):
        return _count(step, document, _own(document, result), tally)
    if not isinstance(result, list | tuple | Iterator):
        raise TypeError(f"clean returned {type(result).__name__}; it may return {_ANSWERS}")
    parts = list(result)
    if not parts:
        raise ValueError("clean returned no documents; Drop(reason) leaves one out")
    wrong = [type(part).__name__ for part in parts if not isinstance(part, Document)]
    if wrong:
        raise TypeError(f"clean returned a list with {wrong[0]}; it may return {_ANSWERS}")
    if len(parts) == 1:
        return _count(step, document, _own(document, parts[0]), tally)
    numbered = [_own(document, part).numbered(number) for number, part in enumerate(parts, 1)]
    # Counted last: an answer that is refused has added nothing.
    tally["split", step] += len(parts) - 1
    for part in parts:
        _count_changes(step, part.changes, tally)
    return numbered


def decoded(document: Document, found: Any, tally: Tally) -> Document:
    """Return the document with the text that a ``decode`` hook found in its bytes; count it.

    Raises:
        TypeError: the answer is none that a step may give.
    """
    if not isinstance(found, Decoded):
        kind = type(found).__name__
        raise TypeError(f"decode returned {kind}; it may return None, Decoded or Drop(reason)")
    text = _with_text(DECODE, document.decoded(found.text, **found.meta))
    if found.changes:
        tally["changed", DECODE] += 1
        _count_changes(DECODE, found.changes, tally)
    return text


def pack_sketch(answer: Any) -> Sketch:
    """Make a sketch ready to be sent and written down; bytes are ready.

    Raises:
        BaseException: the hook raised it in place of an answer.
        TypeError: the answer is nothing that another process can be given.
    """
    if isinstance(answer, RAISED):
        raise answer
    if type(answer) is bytes:
        return answer
    try:
        return Packed(pickle.dumps(answer, protocol=5))
    except RAISED as error:
        kind = type(answer).__name__
        raise TypeError(f"sketch returned {kind}, which cannot be sent: {error}") from error


def unpack_sketch(sketch: Sketch) -> Any:
    """Return the sketch that a worker packed."""
    if isinstance(sketch, Packed):
        return pickle.loads(sketch.data)  # noqa: S301 (from our worker)
    return sketch


def _own(document: Document, result: Document) -> Document:
    """Give a result the document's name: where a text came from is not a step's to change."""
    _with_text("clean", result)
    if result.base == document.base and result.part == document.part:
        return result
    return msgspec.structs.replace(
        result, base=document.base, part=document.part, source=document.source
    )


def _with_text(hook: str, result: Document) -> Document:
    # Bytes would be written as base 64, and nobody would notice.
    if not isinstance(result.text, str):
        kind = type(result.text).__name__
        raise TypeError(f"{hook} returned a Document with {kind} as its text")
    return result


def _count(step: str, before: Document, after: Document, tally: Tally) -> Document:
    if after.text != before.text:
        tally["changed", step] += 1
        _count_changes(step, after.changes, tally)
    return after


def _count_changes(step: str, changes: Mapping[str, int], tally: Tally) -> None:
    for reason, count in changes.items():
        tally["change", step, reason] += count
