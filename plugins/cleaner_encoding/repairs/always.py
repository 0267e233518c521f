"""The repairs that are right to make to any text, and the order they are made in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from cleaner_encoding.mojibake import fix_mojibake
from cleaner_encoding.repairs import (
    controls,
    directions,
    invisible,
    ligatures,
    line_ends,
    surrogates,
    tags,
)
from cleaner_encoding.repairs.composition import compose

Repair = Callable[[str], tuple[str, int]]


class Kind(NamedTuple):
    """A kind of repair, and the characters that it is about, if it is about single ones."""

    name: str
    repair: Repair
    affected: re.Pattern[str] | None = None


def _about(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{characters}]")


# What is right to do to any text, in this order: a repair may uncover what a later one sees.
_ALWAYS = (
    Kind("surrogates", surrogates.join_surrogates, _about(surrogates.AFFECTED)),
    Kind("mojibake", fix_mojibake),
    Kind("control characters", controls.remove_controls, _about(controls.AFFECTED)),
    Kind("line ends", line_ends.fix_line_ends, _about(line_ends.AFFECTED)),
    Kind("directions", directions.remove_directions, _about(directions.AFFECTED)),
    Kind("tags", tags.remove_tags, _about(tags.AFFECTED)),
    Kind("invisible", invisible.remove_invisible, _about(invisible.AFFECTED)),
    Kind("ligatures", ligatures.split_ligatures, _about(ligatures.AFFECTED)),
    Kind("composition", compose),
)
_AFFECTED = _about("".join(kind.affected.pattern[1:-1] for kind in _ALWAYS if kind.affected))
# Deleting bytes is ten times as fast as searching with an expression.
_AFFECTED_ASCII = bytes({*range(32), 127} - {9, 10, 12})


def repair_always(text: str, counts: Counter[str]) -> str:
    """Make those repairs that find something, adding to the counts by kind."""
    if text.isascii():
        data = text.encode("ascii")
        if len(data.translate(None, _AFFECTED_ASCII)) == len(data):
            return text
    affected = "".join(set(_AFFECTED.findall(text)))
    for kind in _ALWAYS:
        if kind.affected is None or kind.affected.search(affected):
            text, count = kind.repair(text)
            counts[kind.name] += count
    return text
