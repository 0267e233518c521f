"""The kinds of repairs that are right to make to any text, and the order they are made in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
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

# What a first look at a text can find, as bits.
SUSPECT, UNCOMPOSED, AFFECTED = 1, 2, 4


class Kind(NamedTuple):
    """A kind of repair, what a look must have found for it, and the characters it is about."""

    name: str
    repair: Repair
    sign: int
    characters: str = ""

    def is_about(self, found: int, characters: str) -> bool:
        """Say whether it may find something where a look did, or among these characters."""
        if self.characters:
            return _one_of(self.characters).search(characters) is not None
        return bool(found & self.sign)


@cache
def _one_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{characters}]")


# What is right to do to any text, in this order: a repair may uncover what a later one sees.
ALWAYS = (
    Kind("surrogates", surrogates.join_surrogates, AFFECTED, surrogates.AFFECTED),
    Kind("mojibake", fix_mojibake, SUSPECT),
    Kind("control characters", controls.remove_controls, AFFECTED, controls.AFFECTED),
    Kind("line ends", line_ends.fix_line_ends, AFFECTED, line_ends.AFFECTED),
    Kind("directions", directions.remove_directions, AFFECTED, directions.AFFECTED),
    Kind("tags", tags.remove_tags, AFFECTED, tags.AFFECTED),
    Kind("invisible", invisible.remove_invisible, AFFECTED, invisible.AFFECTED),
    Kind("ligatures", ligatures.split_ligatures, AFFECTED, ligatures.AFFECTED),
    Kind("composition", compose, UNCOMPOSED),
)
CHARACTERS = _one_of("".join(kind.characters for kind in ALWAYS))
