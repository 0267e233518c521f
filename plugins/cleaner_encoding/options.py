"""The options of the step, and the repairs that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cleaner import option
from cleaner_encoding.repairs import Repair
from cleaner_encoding.repairs.entities import unescape_entities
from cleaner_encoding.repairs.hyphenation import join_hyphenated
from cleaner_encoding.repairs.quotes import straighten_quotes
from cleaner_encoding.repairs.replacements import collapse_replacements
from cleaner_encoding.repairs.spaces import plain_spaces
from cleaner_encoding.repairs.widths import fold_widths


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


_ON_REQUEST: Mapping[str, Repair] = {
    "entities": unescape_entities,
    "spaces": plain_spaces,
    "widths": fold_widths,
    "quotes": straighten_quotes,
    "hyphenation": join_hyphenated,
    "replacements": collapse_replacements,
}


@cache
def requested(options: Options) -> Mapping[str, Repair]:
    """Return the repairs that the options ask for, by their kind."""
    return {kind: make for kind, make in _ON_REQUEST.items() if getattr(options, kind)}
