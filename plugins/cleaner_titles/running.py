"""Find running heads and feet: the same line at regular distances, with a changing number."""

from __future__ import annotations

import re
from itertools import pairwise

from cleaner_titles.fold import fold, width

_ENDS = frozenset("0123456789-–—)]页頁ー쪽")
_DIGITS = frozenset("0123456789")
_LEAST = 3
_WIDEST = 120
_NUMBER = re.compile(r"\d+")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।॥؟۔:：]['\"’”»›」』)\]]*$")
_PAGE_MARK = re.compile(
    r"\b(?:page|seite|página|pagina|страница|стр|strona|sayfa|σελίδα)\b|第\s*\d+\s*[页頁]|\d\s*/\s*\d"
    r"|\d\s+(?:of|von|из)\s+\d|^[-–—]\s*\d+\s*[-–—]$",
    re.IGNORECASE,
)


def may_have_running(lines: list[str]) -> bool:
    """Say whether enough lines begin or end as a head with the number of a page does."""
    ends, digits = _ENDS, _DIGITS
    edged = [1 for line in lines if line and (line[-1] in ends or line[0] in digits)]
    return len(edged) >= _LEAST


def find_running(lines: list[str]) -> dict[int, str]:
    """Return the lines that are running heads or feet, each with the reason."""
    groups: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        if (line[-1:] in _ENDS or line[:1] in _DIGITS) and len(line) <= _WIDEST:
            numbers = _NUMBER.findall(line)
            if numbers:
                form = fold(_NUMBER.sub("", line))
                groups.setdefault(form, []).append((index, _page(line, numbers)))
    found = {}
    for form, places in groups.items():
        if len(places) >= _LEAST and _runs(lines, form, places):
            found.update(dict.fromkeys((index for index, _ in places), "running head"))
    return found


def _page(line: str, numbers: list[str]) -> int:
    """Return which of a line's numbers is the page's: ``3`` of ``page 3 of 9``."""
    if line[0] in _DIGITS:
        return int(numbers[0][:9])
    several = len(numbers) > 1 and _PAGE_MARK.search(line)
    return int(numbers[-2 if several else -1][:9])


def _runs(lines: list[str], form: str, places: list[tuple[int, int]]) -> bool:
    """Say whether these lines count pages: up, at regular distances, and amid the text.

    A numbered heading counts up too. But it starts a section: what stands before it has ended.
    """
    steps = [two - one for (_, one), (_, two) in pairwise(places)]
    if min(steps) < 1 or max(steps) > 2 * min(steps):
        return False
    gaps = [two - one for (one, _), (two, _) in pairwise(places)]
    if min(gaps) < 3 or max(gaps) > 3 * min(gaps):
        return False
    marked = sum(1 for index, _ in places if _PAGE_MARK.search(lines[index]))
    if marked == len(places):
        return True
    broken = sum(1 for index, _ in places if _breaks(lines, index))
    if not form:
        return broken * 2 >= len(places)
    # Sections are counted from 1, and are not each as long as the other.
    even = max(gaps) - min(gaps) <= 2 and max(steps) == min(steps) and places[0][1] > 1
    return broken * 3 >= len(places) or (
        even and width(form) >= (6 if len(places) > _LEAST else 12)
    )


def _breaks(lines: list[str], index: int) -> bool:
    """Say whether a sentence runs on over a line."""
    above = _next_filled(lines, range(index - 1, max(-1, index - 4), -1))
    below = _next_filled(lines, range(index + 1, min(len(lines), index + 4)))
    if width(above[:400]) < 30 or not below:
        return False
    return _ENDS_SENTENCE.search(above[-8:]) is None and not below[0].isupper()


def _next_filled(lines: list[str], indices: range) -> str:
    return next((lines[index] for index in indices if lines[index]), "")
