"""Keep the trace of a document as steps change it, where that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from cleaner.chain import Step
from cleaner.document import Decoded, Document
from cleaner.text.edits import Edit
from cleaner.text.trace import CHANGED, NOT_UTF_8, Change, Trace, digest_of

# Says what a step does to a piece of text alone, by reason.
Ask = Callable[[str], Mapping[str, int]]

_SPLIT = "split"
_TAKEN_OUT = "text"
_PLAIN = frozenset(("ascii", "utf-8"))

# Comparing letter by letter takes the square of the length; a longer range is told as one change.
_MOST_COMPARED = 400


def begin(
    document: Document, step: str, found: Decoded | None = None, *, is_whole: bool = True
) -> Document:
    """Give a document that was read its trace, with what had to be done to its bytes."""
    reasons = list(found.changes) if found is not None else []
    if found is not None and found.encoding and found.encoding not in _PLAIN:
        reasons.append(f"{NOT_UTF_8}{found.encoding}")
    noted = [Change(step, 0, 0, "", reason) for reason in reasons]
    # A text that a reader has taken out of something else has no places in the file.
    part = document.part or ("" if is_whole else _TAKEN_OUT)
    trace = Trace.of(document.text, part, document.lines).noted(noted)
    return msgspec.structs.replace(document, trace=trace)


def placed(document: Document, read: Document, size: int) -> Document:
    """Return a decoded document, without places in a file of that size that holds other bytes."""
    if document.trace is None or document.trace.part:
        return document
    data = read.data or b""
    is_whole = read.is_whole or len(data) == size
    known = {"digest": digest_of(data)} if is_whole else {"part": _TAKEN_OUT}
    return msgspec.structs.replace(document, trace=msgspec.structs.replace(document.trace, **known))


def follow(
    step: Step, before: Document, after: Document | list[Document]
) -> Document | list[Document]:
    """Return what a step made of a document, with the trace led on."""
    if isinstance(after, Document):
        return after if before.trace is None else _one(step, before, before.trace, after)
    if before.trace is None:
        return after
    return list(_parts(step.name, before, before.trace, after))


def _one(step: Step, before: Document, trace: Trace, after: Document) -> Document:
    if after.text == before.text:
        return msgspec.structs.replace(after, trace=trace)
    edits = after.edits or tuple(_edits(before.text, after, _asking(step, before)))
    return msgspec.structs.replace(after, trace=trace.edited(step.name, before.text, edits))


def _parts(
    step: str, before: Document, trace: Trace, parts: Sequence[Document]
) -> Iterator[Document]:
    at = 0
    for number, part in enumerate(parts):
        start, end = part.span or _found(before.text, part.text, at)
        led = trace.cut(start, end)
        if number:
            origin = trace.origin(start)
            led = led.noted([Change(step, origin, origin, "", _SPLIT)])
        yield msgspec.structs.replace(part, trace=led, span=None)
        at = end


def _found(text: str, part: str, at: int) -> tuple[int, int]:
    """Look for a part that does not say where it was cut."""
    start = text.find(part, at)
    return (at, at) if start < 0 else (start, start + len(part))


def _asking(step: Step, document: Document) -> Ask:
    """Ask a step about a piece of text alone: it is pure, and looks at nothing else."""

    def ask(text: str) -> Mapping[str, int]:
        answer = step.clean(msgspec.structs.replace(document, text=text)) if step.clean else None
        return answer.changes if isinstance(answer, Document) else {}

    return ask


def _edits(before: str, after: Document, ask: Ask) -> Iterator[Edit]:
    """Find out what a step did that gave a text and no edits."""
    old, new = before.splitlines(keepends=True), after.text.splitlines(keepends=True)
    pairs = _aligned(old, new)
    only = next(iter(after.changes)) if len(after.changes) == 1 else None
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for low, high, others in pairs:
        piece = "".join(old[low:high])
        for first, last, replacement in _within(piece, "".join(others)):
            reasons = [only] if only is not None else _reasons(piece, first, last, ask)
            # Text that is put in has one reason: with several it would be there as often.
            for reason in reasons if first < last else reasons[:1]:
                yield Edit(starts[low] + first, starts[low] + last, replacement, reason)


def _reasons(piece: str, first: int, last: int, ask: Ask) -> list[str]:
    """Say why a range of a piece was changed: by what a step does to it alone, or to the piece."""
    return list(ask(piece[first:last]) or ask(piece)) or [CHANGED]


def _aligned(old: list[str], new: list[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the ranges of lines that differ, with the lines in their place."""
    if len(old) == len(new):
        for number, (line, other) in enumerate(zip(old, new, strict=True)):
            if line != other:
                yield number, number + 1, [other]
        return
    for tag, low, high, first, last in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield low, high, new[first:last]


def _within(piece: str, other: str) -> Iterator[tuple[int, int, str]]:
    """Yield what differs between two pieces: ranges of the one, with what is in their place."""
    most = min(len(piece), len(other))
    first = next((n for n in range(most) if piece[n] != other[n]), most)
    tail = next((n for n in range(most - first) if piece[-1 - n] != other[-1 - n]), most - first)
    low, high = first, len(piece) - tail
    rest = other[first : len(other) - tail]
    if max(high - low, len(rest)) > _MOST_COMPARED:
        yield low, high, rest
        return
    matcher = SequenceMatcher(None, piece[low:high], rest, autojunk=False)
    for tag, start, end, one, two in matcher.get_opcodes():
        if tag != "equal":
            yield low + start, low + end, rest[one:two]
