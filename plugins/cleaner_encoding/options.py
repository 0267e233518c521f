"""The options of the step."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from cleaner import CleanerError, option


@dataclass(frozen=True)
class Options:
    """How to decode where bytes do not say it, and what to repair beyond the damage."""

    force: str | None = option(None, "decode everything by this encoding, whatever it looks like")
    prefer: tuple[str, ...] = option((), "encodings that win where several fit about as well")
    fallback: str = option("cp1252", "the encoding where nothing fits")
    min_confidence: float = option(
        0.0, "reject what is decoded with less confidence than this", min=0, max=1
    )
    inflate_limit: int = option(1 << 30, "most bytes that a gzip file may inflate to", min=1)
    entities: bool = option(False, "turn HTML entities into their characters")
    spaces: bool = option(False, "turn no-break and other spaces into plain ones")
    widths: bool = option(False, "turn full-width letters and digits into ASCII")
    quotes: bool = option(False, "turn curly quotation marks into straight ones")
    hyphenation: bool = option(False, "join words that were hyphenated at a line's end")
    replacements: bool = option(False, "turn a run of U+FFFD into one")

    def __post_init__(self) -> None:
        """Refuse the names of encodings that there are not.

        Raises:
            CleanerError: one is unknown, or no encoding of text.
        """
        for name in (self.force, self.fallback, *self.prefer):
            if name is not None:
                python_name(name)


def python_name(name: str) -> str:
    """Return what Python calls an encoding of text.

    >>> python_name("Windows-1251")
    'cp1251'

    Raises:
        CleanerError: there is no such encoding.
    """
    try:
        b"a".decode(name, "replace")
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        raise CleanerError(f"encoding: there is no encoding of text called {name!r}") from None
