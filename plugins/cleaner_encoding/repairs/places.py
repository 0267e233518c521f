"""Repairs told place by place, for a trace: the same text takes several times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from cleaner import Edit, EditedText
from cleaner_encoding.options import Options
from cleaner_encoding.repairs import repair
from cleaner_encoding.repairs.controls import CONTROLS
from cleaner_encoding.repairs.differences import composed, differences
from cleaner_encoding.repairs.directions import DIRECTIONS
from cleaner_encoding.repairs.entities import ENTITIES
from cleaner_encoding.repairs.hyphenation import hyphenation
from cleaner_encoding.repairs.invisible import INVISIBLE
from cleaner_encoding.repairs.ligatures import LIGATURES
from cleaner_encoding.repairs.line_ends import LINE_ENDS
from cleaner_encoding.repairs.quotes import QUOTES
from cleaner_encoding.repairs.replacements import REPLACEMENTS
from cleaner_encoding.repairs.spaces import SPACES
from cleaner_encoding.repairs.substitution import Substitution
from cleaner_encoding.repairs.surrogates import SURROGATES
from cleaner_encoding.repairs.tags import TAGS
from cleaner_encoding.repairs.widths import WIDTHS

_SUBSTITUTIONS: Mapping[str, Callable[[str], Substitution]] = {
    "surrogates": lambda _: SURROGATES,
    "control characters": lambda _: CONTROLS,
    "line ends": lambda _: LINE_ENDS,
    "directions": lambda _: DIRECTIONS,
    "tags": lambda _: TAGS,
    "invisible": lambda _: INVISIBLE,
    "ligatures": lambda _: LIGATURES,
    "entities": lambda _: ENTITIES,
    "spaces": lambda _: SPACES,
    "widths": lambda _: WIDTHS,
    "quotes": lambda _: QUOTES,
    "hyphenation": hyphenation,
    "replacements": lambda _: REPLACEMENTS,
}


def repair_in_places(text: str, options: Options) -> tuple[str, dict[str, int], tuple[Edit, ...]]:
    r"""Return what `repair` does, and the edits that it comes to.

    >>> text, counts, (edit,) = repair_in_places("one\r\n", Options())
    >>> text, counts, (edit.start, edit.end, edit.replacement)
    ('one\n', {'line ends': 1}, (3, 5, '\n'))
    """
    edited = EditedText(text)

    def watch(kind: str, before: str, after: str) -> None:
        edited.edit(_edits(kind, before, after))

    repaired, counts = repair(text, options, watch)
    return repaired, counts, edited.edits()


def _edits(kind: str, before: str, after: str) -> Iterable[Edit]:
    if kind in _SUBSTITUTIONS:
        return _SUBSTITUTIONS[kind](before).edits(before, kind)
    return (composed if kind == "composition" else differences)(before, after, kind)
