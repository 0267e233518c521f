"""Find running heads and feet: the same line at regular distances, with a changing number."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from cleaner import Lines
from cleaner_titles.amid import between_prose, broken
from cleaner_titles.beside import edge_of, opens_text
from cleaner_titles.counted import WIDEST, has_edge, looks_like_head, without_number
from cleaner_titles.equal_pages import find_equal_pages
from cleaner_titles.fold import width
from cleaner_titles.numbered import LEAST, find_numbered
from cleaner_titles.prose import is_unmarked

# A text has a head for each side of the page, and perhaps for each of its parts.
_MOST = 40


def find_running(lines: list[str]) -> dict[int, str]:
    """Return the lines that are running heads or feet, each with the reason."""
    filled = list(filter(None, lines))
    numbered, plain = _may_be_numbered(filled), _may_be_plain(filled)
    found = find_numbered(lines) if numbered else set()
    if plain:
        found |= find_plain(lines)
    if numbered or plain:
        found |= find_equal_pages(lines)
    return dict.fromkeys(sorted(found), "running head")


def may_run(lines: Lines) -> bool:
    """Say whether a text can have running heads at all."""
    if lines.again >= LEAST and _may_be_plain(lines.filled):
        return True
    return lines.may_count and _may_be_numbered(lines.filled)


def _may_be_numbered(filled: list[str]) -> bool:
    """Say whether enough lines are alike but for the number that they begin or end with."""
    edged = [line for line in filled if len(line) <= WIDEST and has_edge(line)]
    if len(edged) < LEAST:
        return False
    distinct = set(edged)
    if len(edged) - len(distinct) >= LEAST - 1:
        return True
    return len(edged) - len({without_number(line).lower() for line in distinct}) >= LEAST - 1


def _may_be_plain(filled: list[str]) -> bool:
    """Say whether a line comes as often as a running head without a number does."""
    return len(filled) - len(set(filled)) >= LEAST and max(Counter(filled).values()) > LEAST


def find_plain(lines: list[str]) -> set[int]:
    """Return the running heads without a number: the same line, always amid a sentence of prose."""
    counts = Counter(lines)
    often = [line for line, count in counts.items() if count > LEAST and _is_head(line)]
    places: dict[str, list[int]] = {line: [] for line in often[:_MOST]}
    for index, line in enumerate(lines):
        if line in places:
            places[line].append(index)
    found: set[int] = set()
    edge = edge_of(lines)
    for indices in places.values():
        if any(opens_text(lines, at, step, edge) for at in indices[1:] for step in (-1, 1)):
            continue
        gaps = [two - one for one, two in pairwise(indices)]
        if min(gaps) < 5 or max(gaps) > 3 * min(gaps):
            continue
        # Few lines break a sentence: that is told sooner than what is prose.
        if broken(lines, indices) * 2 < len(indices):
            continue
        amid = between_prose(lines, indices, set(indices))
        if broken(lines, amid) * 2 >= len(indices):
            found.update(indices)
    return found


def _is_head(line: str) -> bool:
    return (
        len(line) <= WIDEST
        and 8 <= width(line) <= 72
        and looks_like_head(line)
        and line[-1] not in ".,:"
        # Where no mark ends a sentence, the last line of a paragraph looks the same.
        and not is_unmarked(line)
    )
