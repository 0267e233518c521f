"""Find running heads and feet: the same line at regular distances, with a changing number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import TypeAlias

from cleaner import Lines
from cleaner_titles.equal_pages import find_equal_pages
from cleaner_titles.fold import width
from cleaner_titles.page import DIGITS, PAGE_WORDS, page_chains
from cleaner_titles.prose import prose_lines

_DIGITS = frozenset(DIGITS)
_ENDS = _DIGITS | frozenset("-–—)]）］页頁ー지쪽")
_LEAST = 3
_WIDEST = 120
# A text has a head for each side of the page, and perhaps for each of its parts.
_MOST = 40
# So many lines may a head and what goes with it be apart.
_NEAR = 6
# The fewest lines of a page whose length alone tells something.
_PAGE_LENGTH = 12
_BETWEEN = " \t-–—―|·•,/:()[]"
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_OF_PAGES = re.compile(r"\d\s*(?:/|[^\W\d_]{1,5}\s|[页頁]\D{0,3}共)\D{0,4}\d+\D*$")
_Groups: TypeAlias = dict[str, list[tuple[int, int]]]
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।॥؟۔:：]['\"’”»›」』)\]]*$")
# Words, of which the first begins with a capital or has none.
_HEAD = re.compile(
    r"[“„«»「『‹‘¿¡]?\s?(?![a-zа-яά-ώ])[^\W\d_]"
    r"[\w\s’'ʼ\-–—.,&:;!?|·/“”„«»「」『』‹›‘()\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0fff"
    r"\u3000-\u303f！？：，、（）]*"
)
_GLUED = re.compile(r"[A-Za-z_]\d|\d[A-Za-z_]|\d\.\d+$")
_BARE = re.compile(r"[-–—\[(]?\s*\d{1,4}\s*[-–—\])]?")
_CODE_SIGNS = re.compile(r"[=(){}\[\]<>_;\\]")
_LONG_WORDS = "|".join(word for word in PAGE_WORDS.split("|") if len(word) > 2)
_PAGE_MARK = re.compile(
    rf"(?<![^\W\d])(?:{_LONG_WORDS})\W{{0,3}}\d|\d\W{{0,3}}(?:{_LONG_WORDS})(?![^\W\d])|\d\s*(?:[页頁쪽]|ページ|페이지)"
    r"|^\W*\d+\s*/\s*\d|\d\s*/\s*\d+\W*$|\d\s+(?:of|von|из)\s+\d|^[-–—]\s*\d+\s*[-–—]$",
    re.IGNORECASE,
)
# The bracket before a number that has been taken away.
_OPEN = re.compile(r"[\[(]([^\W\d_]*\.?)$")


def find_running(lines: list[str]) -> dict[int, str]:
    """Return the lines that are running heads or feet, each with the reason."""
    filled = list(filter(None, lines))
    numbered, plain = _may_be_numbered(filled), _may_be_plain(filled)
    found = find_numbered(lines) if numbered else {}
    if plain:
        found |= find_plain(lines)
    if numbered or plain:
        found |= dict.fromkeys(sorted(find_equal_pages(lines)), "running head")
    return found


def may_run(lines: Lines) -> bool:
    """Say whether a text can have running heads at all."""
    return lines.again >= _LEAST or (lines.may_count and _may_be_numbered(lines.filled))


def _may_be_numbered(filled: list[str]) -> bool:
    """Say whether enough lines are alike but for the number that they begin or end with."""
    ends, digits = _ENDS, _DIGITS
    edged = [line for line in filled if line[-1] in ends or line[0] in digits]
    if len(edged) < _LEAST:
        return False
    forms = [_form(line).lower() for line in edged if len(line) <= _WIDEST]
    return len(forms) - len(set(forms)) >= _LEAST - 1


def find_numbered(lines: list[str]) -> dict[int, str]:
    """Return the running heads with the number of a page."""
    groups: _Groups = {}
    for index, line in enumerate(lines):
        if (line[-1:] in _ENDS or line[:1] in _DIGITS) and len(line) <= _WIDEST:
            numbers = _NUMBER.findall(line)
            form = _form(line)
            if numbers and _can_be_numbered(line, form):
                groups.setdefault(form.lower(), []).append((index, _page(line, numbers)))
    found: set[int] = set()
    for form, places in [*_two_sided(groups), *groups.items()]:
        indices = [index for index, _ in places]
        if len(places) >= _LEAST and found.isdisjoint(indices) and _runs(lines, form, places):
            found.update(indices)
    every = sorted(place for places in groups.values() for place in places)
    for chain in page_chains(every):
        if _are_pages(lines, chain):
            found.update(index for index, _ in chain)
    return dict.fromkeys(sorted(found | _beside(lines, found)), "running head")


def _are_pages(lines: list[str], chain: list[tuple[int, int]]) -> bool:
    """Say whether equal distances are those of pages, and not of records that start anew.

    A page ends wherever it is full: amid a sentence, sooner or later.
    """
    if chain[0][1] > 1 and len(chain) > _LEAST + 1:
        return True
    return len(chain) > _LEAST and _broken(lines, [index for index, _ in chain]) > 0


def _two_sided(groups: _Groups) -> list[tuple[str, list[tuple[int, int]]]]:
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


def _beside(lines: list[str], found: set[int]) -> set[int]:
    """Return the lines that recur with the heads found: the foot above, what the head goes on in.

    Each showing of such a line but one stands next to a head, with blank lines between at most.
    """
    near: dict[tuple[str, int], set[int]] = {}
    for index in found:
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(lines) and not lines[at] and abs(at - index) < _NEAR:
                at += step
            if 0 <= at < len(lines) and lines[at] and at not in found and len(lines[at]) < _WIDEST:
                near.setdefault((lines[at], at - index), set()).add(at)
    least = max(_LEAST, len(found) // 2 - 1)
    often = {
        line: places
        for (line, _), places in near.items()
        if len(places) >= least and _LETTER.search(line)
    }
    if not often:
        return set()
    counts = Counter(line for line in lines if line in often)
    return {
        at for line, places in often.items() if counts[line] <= len(places) + 1 for at in places
    }


def _form(line: str) -> str:
    """Return what a line has beside its numbers."""
    return _NUMBER.sub("", line).strip(_BETWEEN)


def _can_be_numbered(line: str, form: str) -> bool:
    """Say whether a line is words and a number apart from them, or a number alone."""
    if not form:
        return _BARE.fullmatch(line) is not None
    words = _HEAD.fullmatch(_OPEN.sub(r"\1", form)) is not None and not _GLUED.search(line)
    return words or _PAGE_MARK.search(line) is not None


def _may_be_plain(filled: list[str]) -> bool:
    """Say whether a line can come as often as a running head does."""
    return len(filled) - len(set(filled)) >= _LEAST


def find_plain(lines: list[str]) -> dict[int, str]:
    """Return the running heads without a number: the same line, always amid a sentence of prose."""
    counts = Counter(lines)
    often = [line for line, count in counts.items() if count > _LEAST and _is_head(line)]
    places: dict[str, list[int]] = {line: [] for line in often[:_MOST]}
    for index, line in enumerate(lines):
        if line in places:
            places[line].append(index)
    found: dict[int, str] = {}
    for indices in places.values():
        gaps = [two - one for one, two in pairwise(indices)]
        if min(gaps) < 5 or max(gaps) > 3 * min(gaps):
            continue
        heads = set(indices)
        filled = [index for index, line in enumerate(lines) if line and index not in heads]
        prose = prose_lines(lines, filled, heads)
        amid = [at for at in indices if prose.issuperset({at - 1, at + 1})]
        if _broken(lines, amid) * 2 >= len(indices):
            found.update(dict.fromkeys(indices, "running head"))
    return found


def _is_head(line: str) -> bool:
    return (
        len(line) <= _WIDEST
        and 8 <= width(line) <= 72
        and bool(_HEAD.fullmatch(line))
        and line[-1] not in ".,:"
    )


def _page(line: str, numbers: list[str]) -> int:
    """Return which of a line's numbers is the page's: ``3`` of ``page 3 of 9``."""
    if line[0] in _DIGITS:
        return int(numbers[0][:9])
    return int(numbers[-2 if len(numbers) > 1 and _OF_PAGES.search(line) else -1][:9])


def _runs(lines: list[str], form: str, places: list[tuple[int, int]]) -> bool:
    """Say whether these lines count pages: up, at regular distances, and amid the text.

    A numbered heading counts up too. But it starts a section: what stands before it has ended.
    """
    steps = [two - one for (_, one), (_, two) in pairwise(places)]
    if min(steps) < 1 or max(steps) > 2 * min(steps):
        return False
    gaps = [two - one for (one, _), (two, _) in pairwise(places)]
    if len(gaps) > 2 and gaps[-1] <= max(gaps[:-1]):
        # The last page may end anywhere.
        gaps = gaps[:-1]
    if min(gaps) < 3 or max(gaps) > 3 * min(gaps):
        return False
    even = max(gaps) - min(gaps) <= 2 and max(steps) == min(steps)
    return _amid_text(lines, form, places, min(gaps), even=even)


def _amid_text(
    lines: list[str], form: str, places: list[tuple[int, int]], gap: int, *, even: bool
) -> bool:
    """Say whether lines that count at some distance break the text, as sections do not."""
    indices = [index for index, _ in places]
    if all(_PAGE_MARK.search(lines[index]) for index in indices):
        return True
    broken = _broken(lines, indices)
    if broken * 3 >= len(places) and (form or broken * 2 >= len(places)):
        return True
    # Pages of equal length, of which some end amid a sentence: no section does.
    if even and gap >= _PAGE_LENGTH and broken * 6 >= len(places) and _amid(lines, indices):
        return True
    # Sections are counted from 1, and are not each as long as the other.
    wide = width(form) >= (6 if len(places) > _LEAST else 12)
    if not even or not wide or places[0][1] < 2:
        return False
    far = gap >= _PAGE_LENGTH and _amid(lines, indices)
    return far or (gap >= 8 and _amid_prose(lines, indices))


def _amid(lines: list[str], indices: list[int]) -> bool:
    """Say whether there is a line of prose above or below each of these lines."""
    heads = set(indices)
    filled = [index for index, line in enumerate(lines) if line and index not in heads]
    prose = prose_lines(lines, filled, heads)
    around = [{bisect_left(filled, index) - 1, bisect_left(filled, index)} for index in indices]
    beside = [{filled[at] for at in places if 0 <= at < len(filled)} for places in around]
    return sum(not prose.isdisjoint(places) for places in beside) * 4 >= 3 * len(indices)


def _amid_prose(lines: list[str], indices: list[int]) -> bool:
    """Say whether each of these lines stands between two lines of prose."""
    heads = set(indices)
    filled = [index for index, line in enumerate(lines) if line and index not in heads]
    prose = prose_lines(lines, filled, heads)
    return all(prose.issuperset({index - 1, index + 1}) for index in indices)


def _broken(lines: list[str], indices: list[int]) -> int:
    """Return how many sentences run on over these lines; a text that recurs counts once."""
    breaks = [index for index in indices if _breaks(lines, index)]
    above = {_above(lines, index) for index in breaks}
    return min(len(above), len({_below(lines, index) for index in breaks}))


def _breaks(lines: list[str], index: int) -> bool:
    """Say whether a sentence runs on over a line."""
    above = _above(lines, index)
    below = _below(lines, index)
    if width(above[:400]) < 30 or not below or len(_CODE_SIGNS.findall(above + below)) > 2:
        return False
    return _ENDS_SENTENCE.search(above[-8:]) is None and not below[0].isupper()


def _above(lines: list[str], index: int) -> str:
    return _next_filled(lines, range(index - 1, max(-1, index - 4), -1))


def _below(lines: list[str], index: int) -> str:
    return _next_filled(lines, range(index + 1, min(len(lines), index + 4)))


def _next_filled(lines: list[str], indices: range) -> str:
    return next((lines[index] for index in indices if lines[index]), "")
