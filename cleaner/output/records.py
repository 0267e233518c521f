"""The lines of the three outputs: kept, rejected and failed."""

from __future__ import annotations

import base64
from typing import Any

import msgspec

from cleaner.document import Document, Drop

_encoder = msgspec.json.Encoder()


def record(document: Document) -> dict[str, Any]:
    """Return what the output says of a document."""
    fields: dict[str, Any] = {
        "id": document.id,
        # Bytes that were refused are no text, and can be large; the source leads to them.
        "text": None if document.data is not None else document.text,
        "source": document.source,
        "meta": document.meta,
    }
    if document.trace is not None:
        fields["trace"] = document.trace.placed()
        if document.trace.part:
            fields["part"] = document.trace.part
        if document.trace.lines is not None:
            fields["lines"] = document.trace.lines
        if document.trace.digest:
            fields["digest"] = document.trace.digest
    return fields


def encode(value: Any) -> bytes:
    """Return a value as JSON in UTF-8.

    Raises:
        ValueError: it has a lone surrogate, or something that JSON does not know.
    """
    try:
        return _encoder.encode(value)
    except (TypeError, OverflowError, RecursionError) as error:
        raise ValueError(f"it cannot be written as JSON: {error}") from error
    except UnicodeEncodeError as error:
        raise ValueError(not_utf_8(error)) from error


def not_utf_8(error: UnicodeEncodeError) -> str:
    """Say of a document what keeps it from being written."""
    return f"it has a lone surrogate at character {error.start}, which UTF-8 cannot hold"


def rejected_tail(step: str, drop: Drop) -> bytes:
    """Return how the line of a rejected document ends, behind its record without the brace."""
    fields: dict[str, Any] = {"step": step, "reason": readable(drop.reason)}
    if drop.duplicate_of is not None:
        fields["duplicate_of"] = drop.duplicate_of
    if drop.similarity is not None:
        fields["similarity"] = drop.similarity
    if drop.containment is not None:
        fields["containment"] = drop.containment
    if drop.earlier_run:
        fields["earlier_run"] = True
    return b"," + encode(fields)[1:] + b"\n"


def failed_head(id_: str, source: str, step: str, error: str, traceback: str | None) -> bytes:
    """Return how the line of a failed document begins, up to its input.

    ``traceback`` is None where nothing was raised. It never raises: an id may be from the input,
    and an error may quote what could not be written.
    """
    fields = {
        "id": readable(id_),
        "source": source,
        "step": step,
        "error": readable(error),
        "traceback": traceback and readable(traceback),
    }
    return encode(fields)[:-1] + b',"input":'


def failed_line(
    id_: str, source: str, step: str, error: str, given: Any, *, traceback: str | None = None
) -> bytes:
    """Return the line of a failed document; ``given`` is what would run it again."""
    try:
        data = encode(given)
    except ValueError:
        data = encode(readable(repr(given)))
    return failed_head(id_, source, step, error, traceback) + data + b"}\n"


def as_input(document: Document) -> dict[str, Any]:
    """Return a document as the input of a failed record; bytes are in base 64.

    What cannot be JSON (a lone surrogate, an object that a plugin made) is escaped, so that a
    failure can always be told.
    """
    given = record(msgspec.structs.replace(document, trace=None))
    if document.data is not None:
        given["base64"] = base64.b64encode(document.data).decode("ascii")
    try:
        encode(given)
    except ValueError:
        given["id"] = readable(given["id"])
        given["text"] = readable(given["text"] or "")
        given["meta"] = readable(repr(given["meta"]))
    return given


def readable(text: str) -> str:
    """Escape lone surrogates, which UTF-8 cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode()
