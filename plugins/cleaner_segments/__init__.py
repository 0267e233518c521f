"""Split a document into segments of bounded size, at the best boundary, with exact offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleaner import CleanerError, Document, hookimpl, option

if TYPE_CHECKING:
    from cleaner_segments.sizes import Size
    from cleaner_segments.spreading import Segment


@dataclass(frozen=True)
class Options:
    """The bounds of a segment's size, and what it is counted in."""

    max: int = option(2000, "most units of a segment, overlap included", min=1)
    min: int | None = option(
        None,
        "least units of a segment, before any choice of boundary; unset, an eighth of max",
        min=1,
    )
    by: str = option(
        "size",
        "cut where the size wants it, or also where the topic changes",
        choices=("size", "topic"),
    )
    unit: str = option(
        "characters", "what a size is counted in", choices=("characters", "words", "tokens")
    )
    tokenizer: str | None = option(None, "a tokenizer.json, for the unit tokens")
    overlap: int = option(0, "most units of whole sentences repeated from before", min=0)

    def __post_init__(self) -> None:
        """Refuse options that do not go together.

        Raises:
            CleanerError: min is above max, or overlap not below it; tokens without a tokenizer,
                or the other way round, or one that cannot be loaded.
        """
        if self.min is not None and self.min > self.max:
            raise CleanerError(f"min is {self.min}, but must be at most max, {self.max}")
        if self.overlap >= self.max:
            raise CleanerError(f"overlap is {self.overlap}, but must be below max, {self.max}")
        if (self.unit == "tokens") != (self.tokenizer is not None):
            raise CleanerError("unit tokens and tokenizer go together")
        if self.tokenizer is not None:
            from cleaner_segments.tokens import load  # noqa: PLC0415 (tokenizers is an extra)

            load(self.tokenizer)


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | list[Document]:
    """Cut the text into segments that, put together, are the text."""
    # What follows brings regex, which starting up can do without.
    from cleaner_segments.spreading import Bounds, Spreading  # noqa: PLC0415
    from cleaner_segments.structure import structure  # noqa: PLC0415

    bounds = Bounds(
        least=options.min or max(1, options.max // 8),
        most=options.max,
        overlap=options.overlap,
        firm=options.min is not None,
    )
    form = structure(text)
    size = _size(text, options)
    ends = [len(text)]
    if options.by == "topic":
        from cleaner_segments.topics import topic_ends  # noqa: PLC0415

        # How small a topic may be is left to the model, unless a minimum is set.
        ends = topic_ends(text, size, form, options.min or 1, options.max)
    segments = list(Spreading(text, size, form, bounds, ends).segments())
    noted = [
        _noted(segment, index, len(segments), form.path(segment.new, segment.end), options)
        for index, segment in enumerate(segments)
    ]
    if len(segments) == 1:
        return document.note(**noted[0])
    return [
        document.cut(segment.start, segment.end, **found)
        for segment, found in zip(segments, noted, strict=True)
    ]


def _size(text: str, options: Options) -> Size:
    from cleaner_segments.sizes import Characters, Words  # noqa: PLC0415
    from cleaner_segments.tokens import Tokens, load  # noqa: PLC0415

    if options.tokenizer is not None:
        return Tokens(text, load(options.tokenizer))
    return Words(text) if options.unit == "words" else Characters(text)


def _noted(
    segment: Segment, index: int, count: int, path: tuple[str, ...], options: Options
) -> dict[str, Any]:
    """Return what is noted of a segment: where it is, and the headings above it."""
    found = {"index": index, "count": count, "start": segment.start, "end": segment.end}
    if options.overlap:
        found["overlap"] = segment.new - segment.start
    return {"segment": found, "headings": list(path)} if path else {"segment": found}
