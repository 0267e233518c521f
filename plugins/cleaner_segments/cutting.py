"""Cut a document as its options say, and note of each segment where it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cleaner import Document
from cleaner_segments.plain import Part, Plain, parts
from cleaner_segments.sentences import Sentences
from cleaner_segments.sizes import Characters, Size, Words
from cleaner_segments.spreading import Bounds, Segment, Spreading
from cleaner_segments.structure import Structure, structure

if TYPE_CHECKING:
    from cleaner_segments import Options

_MOST = 2**53  # units; no text has as many, and a float counts them still


def cut(text: str, document: Document, options: Options) -> Document | list[Document]:
    """Return the segments of a document, or the document where it is one itself."""
    found = places(text, options)
    if len(found) == 1:
        return document.note(**found[0][2])
    return document.cuts(found)


def places(text: str, options: Options) -> list[Part]:
    """Return where the segments start and end, and what is noted of each."""
    if options.is_plain:
        found = parts(text, options.max, options.least, _plain, options)
        if found is not None:
            return found
    form = structure(text)
    if options.is_plain and not form:
        return parts(text, options.max, options.least, _plain, options, is_plain=True) or []
    return list(_structured(text, form, options))


def _plain(text: str, options: Options) -> Plain:
    """Return what knows the cuts of a text that has neither headings nor blocks."""
    spreading: list[Spreading] = []

    def otherwise(new: int) -> int:
        if not spreading:  # mostly it is not needed
            size, sentences = Characters(text), Sentences(text)
            spreading.append(Spreading(text, size, Structure(), _bounds(options), sentences))
        return spreading[0].end(new)

    return Plain(text, options.max, options.least, otherwise)


def _structured(text: str, form: Structure, options: Options) -> Iterable[Part]:
    size = _size(text, options)
    ends = [len(text)]
    if options.by == "topic":
        from cleaner_segments.topics import topic_ends  # noqa: PLC0415

        # How small a topic may be is left to the model, unless a minimum is set.
        ends = topic_ends(text, size, form, options.min or 1, options.max)
    spreading = Spreading(text, size, form, _bounds(options), Sentences(text))
    segments = list(spreading.segments(ends))
    for index, segment in enumerate(segments):
        yield segment.start, segment.end, _noted(segment, index, len(segments), form, options)


def _bounds(options: Options) -> Bounds:
    least, most, overlap = (
        min(each, _MOST) for each in (options.least, options.max, options.overlap)
    )
    return Bounds(least, most, overlap, firm=options.min is not None)


def _size(text: str, options: Options) -> Size:
    if options.tokenizer is not None:
        from cleaner_segments.tokens import Tokens, load  # noqa: PLC0415 (an extra)

        return Tokens(text, load(options.tokenizer))
    return Words(text) if options.unit == "words" else Characters(text)


def _noted(
    segment: Segment, index: int, count: int, form: Structure, options: Options
) -> dict[str, Any]:
    """Return what is noted of a segment: where it is, and the headings above it."""
    found = {"index": index, "count": count, "start": segment.start, "end": segment.end}
    if options.overlap:
        found["overlap"] = segment.new - segment.start
    path = form.path(segment.new, segment.end)
    return {"segment": found, "headings": list(path)} if path else {"segment": found}
