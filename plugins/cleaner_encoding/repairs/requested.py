"""The repairs that are made only where somebody asks for them: they change right text as well."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cleaner_encoding.options import Options
from cleaner_encoding.repairs.entities import unescape_entities
from cleaner_encoding.repairs.hyphenation import join_hyphenated
from cleaner_encoding.repairs.kinds import Repair
from cleaner_encoding.repairs.quotes import straighten_quotes
from cleaner_encoding.repairs.replacements import collapse_replacements
from cleaner_encoding.repairs.spaces import plain_spaces
from cleaner_encoding.repairs.widths import fold_widths

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
