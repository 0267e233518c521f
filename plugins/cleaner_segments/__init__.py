"""Split a document into segments of bounded size, at the best boundary, with exact offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cleaner import CleanerError, Document, hookimpl, option


@dataclass(frozen=True)
class Options:
    """The bounds of a segment's size, and what it is counted in."""

    max: int = option(2000, "most units of a segment, overlap included", min=1)
    min: int | None = option(
        None, "least units of a segment, before any choice of boundary; unset, an eighth of max", min=1
    )
    unit: str = option("characters", "what a size is counted in", choices=("characters", "words", "tokens"))
    overlap: int = option(0, "most units of whole sentences repeated from before", min=0)

    def __post_init__(self) -> None:
        """Refuse options that do not go together.

        Raises:
            CleanerError: min is above max, or overlap not below it.
        """
        if self.min is not None and self.min > self.max:
            raise CleanerError(f"segments: min is {self.min}, but must be at most max, {self.max}")
        if self.overlap >= self.max:
            raise CleanerError(
                f"segments: overlap is {self.overlap}, but must be below max, {self.max}"
            )


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | list[Document]:
    """Cut the text into segments that, put together, are the text."""
    # What follows brings regex, which starting up can do without.
    from cleaner_segments.sizes import Characters, Words  # noqa: PLC0415
    from cleaner_segments.spreading import Bounds, Spreading  # noqa: PLC0415
    from cleaner_segments.structure import structure  # noqa: PLC0415

    size = Words(text) if options.unit == "words" else Characters(text)
    bounds = Bounds(
        least=options.min or max(1, options.max // 8),
        most=options.max,
        overlap=options.overlap,
        firm=options.min is not None,
    )
    form = structure(text)
    segments = list(Spreading(text, size, form, bounds).segments())
    parts: list[Document] = []
    for index, segment in enumerate(segments):
        found: dict[str, Any] = {
            "index": index,
            "count": len(segments),
            "start": segment.start,
            "end": segment.end,
        }
        if options.overlap:
            found["overlap"] = segment.new - segment.start
        path = form.path(segment.new)
        noted = {"segment": found} | ({"headings": list(path)} if path else {})
        if len(segments) == 1:
            return document.note(**noted)
        parts.append(document.cut(segment.start, segment.end, **noted))
    return parts
