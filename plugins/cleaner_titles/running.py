"""Find running heads and feet: the same line at regular distances, with a changing number."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from cleaner_titles.fold import width
from cleaner_titles.prose import prose_lines

_ENDS = frozenset("0123456789-–—)]页頁ー쪽")
_DIGITS = frozenset("0123456789")
_LEAST = 3
_WIDEST = 120
# A text has a head for each side of the page, and perhaps for each of its parts.
_MOST = 40
_BETWEEN = " \t-–—―|·•,/:()[]"
_NUMBER = re.compile(r"\d+")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।॥؟۔:：]['\"’”»›」』)\]]*$")
# Words, of which the first begins with a capital or has none.
_HEAD = re.compile(r"(?![a-zа-яά-ώ])[^\W\d_][\w’'ʼ\-.,&: \u0300-\u036f\u093e-\u094d]*")
_GLUED = re.compile(r"[A-Za-z_]\d|\d[A-Za-z_]")
_BARE = re.compile(r"[-–—\[(]?\s*\d{1,4}\s*[-–—\])]?")
_CODE_SIGNS = re.compile(r"[=(){}\[\]<>_;\\]")
_PAGE_MARK = re.compile(
    r"\b(?:page|seite|página|pagina|страница|стр|strona|sayfa|σελίδα)\b|第\s*\d+\s*[页頁]|\d\s*/\s*\d"
    r"|\d\s+(?:of|von|из)\s+\d|^[-–—]\s*\d+\s*[-–—]$",
    re.IGNORECASE,
)


def find_running(lines: list[str]) -> dict[int, str]:
    """Return the lines that are running heads or feet, each with the reason."""
    filled = list(filter(None, lines))
    found = find_numbered(lines) if _may_be_numbered(filled) else {}
    return found | find_plain(lines) if _may_be_plain(filled) else found


def may_run(text: str, filled: list[str]) -> bool:
    """Say whether a text, of which these lines are not blank, can have running heads at all."""
    if _may_be_plain(filled):
        return True
    # In ASCII, a text without a digit is told from one with it before its lines are looked at.
    numbers = not text.isascii() or any(map(text.__contains__, _DIGITS))
    return numbers and _may_be_numbered(filled)


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
    groups: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        if (line[-1:] in _ENDS or line[:1] in _DIGITS) and len(line) <= _WIDEST:
            numbers = _NUMBER.findall(line)
            form = _form(line)
            if numbers and _can_be_numbered(line, form):
                groups.setdefault(form.lower(), []).append((index, _page(line, numbers)))
    found: dict[int, str] = {}
    for form, places in groups.items():
        if len(places) >= _LEAST and _runs(lines, form, places):
            found.update(dict.fromkeys((index for index, _ in places), "running head"))
    return found


def _form(line: str) -> str:
    """Return what a line has beside its numbers."""
    return _NUMBER.sub("", line).strip(_BETWEEN)


def _can_be_numbered(line: str, form: str) -> bool:
    """Say whether a line is words and a number apart from them, or a number alone."""
    if not form:
        return _BARE.fullmatch(line) is not None
    words = _HEAD.fullmatch(form) is not None and not _GLUED.search(line)
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
    broken = _broken(lines, [index for index, _ in places])
    if not form:
        return broken * 2 >= len(places)
    # Sections are counted from 1, and are not each as long as the other.
    even = max(gaps) - min(gaps) <= 2 and max(steps) == min(steps) and places[0][1] > 1
    if broken * 3 >= len(places):
        return True
    wide = width(form) >= (6 if len(places) > _LEAST else 12)
    return even and wide and min(gaps) >= 8 and _amid_prose(lines, [index for index, _ in places])


def _amid_prose(lines: list[str], indices: list[int]) -> bool:
    """Say whether each of these lines stands between two lines of prose."""
    heads = set(indices)
    filled = [index for index, line in enumerate(lines) if line and index not in heads]
    prose = prose_lines(lines, filled, heads)
    return all(prose.issuperset({index - 1, index + 1}) for index in indices)


def _broken(lines: list[str], indices: list[int]) -> int:
    """Return how many sentences run on over these lines; a text that recurs counts once."""
    return len({_above(lines, index) for index in indices if _breaks(lines, index)})


def _breaks(lines: list[str], index: int) -> bool:
    """Say whether a sentence runs on over a line."""
    above = _above(lines, index)
    below = _next_filled(lines, range(index + 1, min(len(lines), index + 4)))
    if width(above[:400]) < 30 or not below or len(_CODE_SIGNS.findall(above + below)) > 2:
        return False
    return _ENDS_SENTENCE.search(above[-8:]) is None and not below[0].isupper()


def _above(lines: list[str], index: int) -> str:
    return _next_filled(lines, range(index - 1, max(-1, index - 4), -1))


def _next_filled(lines: list[str], indices: range) -> str:
    return next((lines[index] for index in indices if lines[index]), "")
