"""Find the heads and feet that count pages, and tell them from numbered sections."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TypeAlias

from cleaner_titles.amid import amid_prose, beside_prose, broken
from cleaner_titles.beside import recurring_beside
from cleaner_titles.counted import LEAP, WIDEST, Counted, count, is_marked
from cleaner_titles.fold import width
from cleaner_titles.page import page_chains, too_many

LEAST = 3
"""So many pages tell that something runs."""

# A text has a head for each side of the page, and perhaps for each of its parts.
_MOST = 40
# The fewest lines of a page whose length alone tells something.
_PAGE_LENGTH = 12
# The number of an entry, longer than a page's.
_ENTRY = re.compile(r"[^\w\s]{0,2}\d{5,}(?=\D)")
_Places: TypeAlias = list[tuple[int, int]]
_Groups: TypeAlias = dict[str, _Places]


def find_numbered(lines: list[str]) -> set[int]:
    """Return the running heads with the number of a page, and what goes along with them."""
    read = count(lines)
    groups = _grouped([(index, read[line]) for index, line in enumerate(lines) if line in read])
    found: set[int] = set()
    for form, places in [*_two_sided(groups), *groups.items()]:
        indices = [index for index, _ in places]
        if len(places) >= LEAST and found.isdisjoint(indices) and _runs(lines, form, places):
            found.update(indices)
    if too_many(len(groups.get("", ())), len(lines) - lines.count("")):
        del groups[""]
    every = sorted(place for places in groups.values() for place in places)
    for chain in page_chains(every):
        if _are_pages(lines, chain):
            found.update(index for index, _ in chain)
    found |= _between(every, found)
    return found | recurring_beside(lines, found, LEAST, WIDEST)


def _grouped(read: list[tuple[int, Counted]]) -> _Groups:
    """Return the lines of each form, with the number of each that counts."""
    groups: dict[str, list[tuple[int, Counted]]] = {}
    for index, counted in read:
        groups.setdefault(counted.form, []).append((index, counted))
    return {form: _places(members) for form, members in groups.items()}


def _places(members: list[tuple[int, Counted]]) -> _Places:
    """Return lines with their last number, or their first where that rises and the last does not.

    A line that has neither where the number of a page would be is left out.
    """
    last = [(index, one.last) for index, one in members if one.last is not None]
    first = [(index, one.first) for index, one in members if one.first is not None]
    return first if _rises(first) and not _rises(last) else last or first


def _rises(places: _Places) -> bool:
    return len(places) > 1 and all(two > one for (_, one), (_, two) in pairwise(places))


def _are_pages(lines: list[str], chain: _Places) -> bool:
    """Say whether equal distances are those of pages, and not of records that start anew.

    A page ends wherever it is full: amid a sentence, sooner or later.
    """
    indices = [index for index, _ in chain]
    return len(chain) > LEAST and broken(lines, indices) * 4 >= len(chain)


def _two_sided(groups: _Groups) -> list[tuple[str, _Places]]:
    """Return the pairs of heads that count together: one on left pages, one on right ones."""
    ones = [(form, places) for form, places in groups.items() if form and len(places) > 1][:_MOST]
    pairs = []
    for place, (form, left) in enumerate(ones):
        for other, right in ones[place + 1 :]:
            both = sorted(left + right)
            if abs(len(left) - len(right)) < 2 and all(
                two - one == 1 for (_, one), (_, two) in pairwise(both)
            ):
                pairs.append((min(form, other, key=width), both))
    return pairs


def _between(every: _Places, found: set[int]) -> set[int]:
    """Return the lines that count the pages between those found, about as far apart.

    The heads on one side of a book may name its chapters, each of few pages.
    """
    pages = [(index, page) for index, page in every if index in found]
    gaps = sorted(
        (two - one) / (after - before)
        for (one, before), (two, after) in pairwise(pages)
        if after > before
    )
    if len(gaps) < LEAST - 1:
        return set()
    gap = gaps[len(gaps) // 2]
    taken = {page: index for index, page in pages}
    missing: set[int] = set()
    for index, page in every:
        if index in found or page in taken:
            continue
        near = [taken[at] for at in (page - 1, page + 1) if at in taken]
        fits = [abs(abs(index - at) - gap) <= max(2, gap * 0.4) for at in near]
        if len(near) == 2 and all(fits) and near[0] < index < near[1]:
            missing.add(index)
    return missing


def _runs(lines: list[str], form: str, places: _Places) -> bool:
    """Say whether these lines count pages: up, at regular distances, and amid the text.

    A numbered heading counts up too. But it starts a section: what stands before it has ended.
    """
    steps = [two - one for (_, one), (_, two) in pairwise(places)]
    if min(steps) < 1 or max(steps) > 2 * min(steps) or min(steps) > LEAP:
        return False
    gaps = [two - one for (one, _), (two, _) in pairwise(places)]
    if len(gaps) > 2 and gaps[-1] <= max(gaps[:-1]):
        # The last page may end anywhere.
        gaps = gaps[:-1]
    if min(gaps) < 3 or max(gaps) > 3 * min(gaps):
        return False
    spread = max(gaps) - min(gaps) if max(steps) == min(steps) else max(gaps)
    return _amid_text(lines, form, places, min(gaps), spread)


def _are_entries(lines: list[str]) -> bool:
    """Say whether each line begins with a number of its own, as the entries of a list do.

    One in several parts, ``4711 The bridge, part 2/5``, counts as pages do.
    """
    numbers = [_ENTRY.match(line) for line in lines]
    return len({number[0] for number in numbers if number}) == len(lines)


def _amid_text(lines: list[str], form: str, places: _Places, gap: int, spread: int) -> bool:
    """Say whether lines that count at some distance break the text, as sections do not."""
    indices = [index for index, _ in places]
    marked = all(is_marked(lines[index]) for index in indices)
    if marked and not _are_entries([lines[index] for index in indices]):
        return True
    cut = broken(lines, indices)
    if cut * 3 >= len(places) and (form or cut * 2 >= len(places)):
        return True
    # Pages of equal length, of which some end amid a sentence: no section does.
    if (
        spread <= 2
        and gap >= _PAGE_LENGTH
        and cut * 6 >= len(places)
        and beside_prose(lines, indices)
    ):
        return True
    # Sections are mostly counted from 1, and are not each just as long as the other.
    wide = width(form) >= (6 if len(places) > LEAST else 12)
    if spread or not wide or places[0][1] < 2:
        return False
    # A section is set apart where a page, that no sentence runs over, may not be.
    far = cut > 0 and gap >= _PAGE_LENGTH and beside_prose(lines, indices)
    return far or (gap >= 8 and amid_prose(lines, indices))
