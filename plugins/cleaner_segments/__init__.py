"""Split a document into segments of bounded size, at the best boundary, with exact offsets."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner import CleanerError, Document, hookimpl, option


@dataclass(frozen=True)
class Options:
    """The bounds of a segment's size."""

    max: int = option(2000, "most characters of a segment", min=1)
    min: int | None = option(None, "least characters of a segment; an eighth of max", min=1)

    def __post_init__(self) -> None:
        """Refuse what holds for no segment.

        Raises:
            CleanerError: the minimum is above the maximum.
        """
        if self.min is not None and self.min > self.max:
            raise CleanerError(f"min is {self.min}, but must be at most max: {self.max}")


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | list[Document]:
    """Cut the text into segments that, put together, are the text."""
    from cleaner_segments.spreading import cuts  # noqa: PLC0415 (brings regex)

    least = options.max // 8 if options.min is None else options.min
    ends = cuts(text, least, options.max)
    starts = [0, *ends[:-1]]
    found = [
        {"index": index, "count": len(ends), "start": start, "end": end}
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    if len(found) == 1:
        return document.note(segment=found[0])
    return [document.cut(each["start"], each["end"], segment=each) for each in found]
