"""Split a document into segments of bounded size, at the best boundary, with exact offsets."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cleaner import CleanerError, Document, hookimpl, installed, option


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

    @functools.cached_property
    def least(self) -> int:
        """The least units of a segment."""
        return self.min or max(1, self.max // 8)

    @functools.cached_property
    def is_plain(self) -> bool:
        """Whether segments are cut by their size in characters alone, and nothing is repeated."""
        return self.by == "size" and self.unit == "characters" and not self.overlap


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | list[Document]:
    """Cut the text into segments that, put together, are the text."""
    return _cutter()(text, document, options)


@hookimpl
def locks(options: Options) -> Mapping[str, str]:
    """Say by what tokens are counted, where they are."""
    if options.tokenizer is None:
        return {}
    digest = hashlib.sha256(Path(options.tokenizer).read_bytes()).hexdigest()
    return {"tokenizer": f"sha256:{digest}", **installed("tokenizers")}


@functools.cache
def _cutter() -> Callable[[str, Document, Options], Document | list[Document]]:
    from cleaner_segments.cutting import cut  # noqa: PLC0415 (regex is slow to import)

    return cut
