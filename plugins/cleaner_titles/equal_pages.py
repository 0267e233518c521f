"""Find the heads and feet of pages of equal length, as printers of plain text put them.

They stand at exactly equal distances, and blank lines lie around them. Records of equal length do
as well: but no record begins amid a sentence, as pages do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from string import ascii_uppercase, digits, whitespace
from typing import TypeAlias

from cleaner_titles.beside import edge_of, opens_text
from cleaner_titles.fold import width
from cleaner_titles.numerals import in_digits
from cleaner_titles.page import page_chains, too_many
from cleaner_titles.prose import is_unmarked

# Lines of the shortest page; showings of a head with the number of a page, and of one without.
_SHORTEST, _NUMBERED, _PLAIN = 20, 3, 4
# A head and the foot above it lie within so many lines.
_BREAK = 16
_WIDEST = 160
# Lines of a page, and blank lines between a foot and the next head, that tell enough together.
_LONG, _GAP = 40, 3
_NUMBER, _DIGIT = re.compile(r"\d+"), re.compile(r"\d")
# What lines that count do not share: numbers, spaces, capitals.
_UNCOUNTED_SIGNS = re.compile(r"[\d\s]+")
_UNCOUNTED: dict[int, str | None] = {ord(letter): letter.lower() for letter in ascii_uppercase}
_UNCOUNTED |= dict.fromkeys(map(ord, digits + whitespace))
_LETTER = re.compile(r"[^\W\d_]")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।॥؟۔:：;；]['\"’”»›」』)\]]*$")
_CODE_SIGNS = re.compile(r"[=(){}\[\]<>_;\\|]")
_MARKED = re.compile(r"(?<![^\W\d_])page\s+\d+$", re.IGNORECASE)
_Places: TypeAlias = list[tuple[int, int]]


def find_equal_pages(lines: list[str]) -> set[int]:
    """Return the heads and feet of pages of equal length.

    Args:
        lines: the document's lines, stripped, blank ones among them.
    """
    recurring = _recurring(lines)
    numbered = _numbered(lines)
    among = {index for chain in (*numbered, *recurring.values()) for index in chain}
    found: set[int] = set()
    periods: set[int] = set()
    edge = edge_of(lines)
    for chain in numbered:
        marked = all(_MARKED.search(lines[index]) for index in chain)
        if (
            marked
            or _cuts(lines, chain, among) * 4 >= len(chain) - 1
            or any(_foot_and_head(lines, chain, other) for other in recurring.values())
        ):
            found.update(chain)
            periods.add(chain[1] - chain[0])
    for chain in recurring.values():
        alone = len(chain) >= _PLAIN and _even(chain) and _can_be_head(lines[chain[0]])
        if (
            alone
            and not _opens_text(lines, chain, edge)
            and _cuts(lines, chain, among) * 3 >= len(chain) - 1
        ):
            found.update(chain)
            periods.add(chain[1] - chain[0])
    plain = [chain for chain in recurring.values() if not _opens_text(lines, chain, edge)]
    found |= _going_along(lines, plain, numbered, found, periods)
    # What the text begins with stays, as a title does.
    first = next((index for index, line in enumerate(lines) if line), -1)
    return found - {first} if lines[first] in recurring else found


def _going_along(
    lines: list[str],
    recurring: list[list[int]],
    numbered: list[list[int]],
    found: set[int],
    periods: set[int],
) -> set[int]:
    """Return the lines that recur as far from each other as the pages found, beside their heads."""
    pages = len(max(numbered, key=len, default=()))
    along = set(found)
    for chain in recurring:
        apart = {two - one for one, two in pairwise(chain)}
        often = len(chain) >= min(_NUMBERED, pages - 1) and along.isdisjoint(chain)
        if not often or len(apart) > 1 or not apart <= periods:
            continue
        if _goes_along(lines, chain, along):
            along.update(chain)
    return along


def _opens_text(lines: list[str], chain: list[int], edge: int) -> bool:
    """Say whether some of these lines begin or end a full text."""
    return any(opens_text(lines, at, step, edge) for at in chain[1:] for step in (-1, 1))


def _recurring(lines: list[str]) -> dict[str, list[int]]:
    """Return the places of each line that comes twice or more, and of whose gaps none is short."""
    counts = Counter(lines)
    places: dict[str, list[int]] = {
        line: [] for line, count in counts.items() if count > 1 and 0 < len(line) <= _WIDEST
    }
    for index, line in enumerate(lines):
        found = places.get(line)
        if found is None:
            continue
        if found and index - found[-1] < _SHORTEST:
            del places[line]
        else:
            found.append(index)
    return places


def _numbered(lines: list[str]) -> list[list[int]]:
    """Return the lines at equal distances that are alike but for a number which counts.

    It counts by one, or on each side of a sheet by two. Numbers alone on their lines may have
    others among them.
    """
    forms = {line: form for line in dict.fromkeys(lines) if (form := _form(line)) is not None}
    groups: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line in forms:
            groups.setdefault(forms[line], []).append(index)
    alone = groups.pop("", [])
    chains: list[list[int]] = []
    if not too_many(len(alone), len(lines) - lines.count("")):
        numbers = [(index, _values(lines[index])[0]) for index in alone]
        found = ([index for index, _ in chain] for chain in page_chains(numbers))
        chains = [chain for chain in found if _even(chain)]
    for chain in groups.values():
        if _even(chain) and any(map(_counts, _columns(lines, chain))):
            chains.append(chain)
    return chains


def _form(line: str) -> str | None:
    """Return what a line has beside its numbers; None where it has none."""
    if not line or len(line) > _WIDEST:
        return None
    text = in_digits(line)
    if not _DIGIT.search(text):
        return None
    if text.isascii():
        return text.translate(_UNCOUNTED)
    return _UNCOUNTED_SIGNS.sub("", text).lower()


def _columns(lines: list[str], chain: list[int]) -> Iterator[tuple[int, ...]]:
    """Return the first numbers of some lines, their second ones, and so on."""
    return zip(*(_values(lines[index]) for index in chain), strict=False)


def _values(line: str) -> list[int]:
    return [int(number[:9]) for number in _NUMBER.findall(in_digits(line))]


def _counts(numbers: tuple[int, ...]) -> bool:
    steps = {two - one for one, two in pairwise(numbers)}
    return len(steps) == 1 and steps <= {1, 2}


def _even(chain: list[int]) -> bool:
    """Say whether enough lines stand at exactly equal distances, those of pages."""
    if len(chain) < _NUMBERED or chain[1] - chain[0] != chain[2] - chain[1]:
        return False
    gaps = {two - one for one, two in pairwise(chain)}
    return len(gaps) == 1 and min(gaps) >= _SHORTEST


def _cuts(lines: list[str], chain: list[int], among: set[int]) -> int:
    """Return over how many of these lines a sentence runs on; a text that recurs counts once."""
    cut = set()
    counted_on = min(_values(lines[chain[0]]), default=0) > 1
    for index in chain:
        above = _beyond(lines, range(index - 1, max(-1, index - _BREAK), -1), among)
        below = _beyond(lines, range(index + 1, min(len(lines), index + _BREAK)), among)
        code = len(_CODE_SIGNS.findall(above[:400] + below[:400])) > 4
        # Where no mark ends a sentence, sections counted from 1 look as pages do.
        ended = _ENDS_SENTENCE.search(above[-8:]) or (is_unmarked(above) and not counted_on)
        open_ended = width(above[:400]) >= 30 and not ended
        if open_ended and not code and below[:1].isalnum() and not below[0].isupper():
            cut.add((above, below))
    return min(len({above for above, _ in cut}), len({below for _, below in cut}))


def _beyond(lines: list[str], indices: range, among: set[int]) -> str:
    """Return the first line of text, beyond blank lines and other heads, which stand apart."""
    return next((lines[at] for at in indices if lines[at] and not _is_apart(lines, at, among)), "")


def _is_apart(lines: list[str], index: int, among: set[int]) -> bool:
    """Say whether a line that recurs has blank lines or others of its kind around it."""
    beside = [at for at in (index - 1, index + 1) if 0 <= at < len(lines)]
    return index in among and all(not lines[at] or at in among for at in beside)


def _can_be_head(line: str) -> bool:
    """Say whether a line that has no number may be a head: it has letters, and ends."""
    return _LETTER.search(line) is not None and line[-1] not in ",;:{"


def _foot_and_head(lines: list[str], feet: list[int], heads: list[int]) -> bool:
    """Say whether a line recurs on long pages beside the numbers, with a gap between the two."""
    if feet[1] - feet[0] < _LONG or len(heads) < len(feet) - 1:
        return False
    beside = {_distance(lines, index, set(feet)) for index in heads[1:]}
    return len(beside) == 1 and abs(beside.pop()) >= _GAP


def _goes_along(lines: list[str], chain: list[int], found: set[int]) -> bool:
    """Say whether a line always stands as far from a head that was found, blank lines between.

    Before the first page and behind the last, there may be none.
    """
    beside = [_distance(lines, index, found) for index in chain]
    inner = {distance for distance in beside if distance} if len(chain) > 2 else set(beside)
    missing = beside[1:-1].count(0)
    return len(inner) == 1 and 0 not in inner and not missing


def _distance(lines: list[str], index: int, found: set[int]) -> int:
    """Return how far the next of these is, beyond blank lines alone; above first, 0 for none."""
    for step in (-1, 1):
        for at in range(index + step, index + step * _BREAK, step):
            if not 0 <= at < len(lines):
                break
            if at in found:
                return at - index
            if lines[at]:
                break
    return 0
