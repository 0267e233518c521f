"""Find the title lines that come doubled where an article can begin.

What tells a title from other lines that come twice (a refrain, a bracket, a log line) is what
stands around it: nothing or the end of a paragraph before it, and prose behind it.
"""

from __future__ import annotations

import re
from itertools import accumulate

from cleaner import lines_of
from cleaner_articles.prose import LINES_READ, ends_sentence, has_prose, looks_like_title, width

_PREAMBLE = 5
_SET_IN = ("    ", "\t")
# Columns that a line of a paragraph has, and few lines of verse.
_PARAGRAPH = 40
# What a reference names: a word with a capital within, alone or behind the words for its kind.
_IDENTIFIER = re.compile(
    r"(?:[A-Za-z]\w*[a-z][A-Z]\w*|(?:[A-Z][a-z]+ )?(?:[a-z]+:? )?[a-z]{2,}[A-Z]\w*)$"
)
# One word of a script with capitals.
_WORD = re.compile(r"(?=[^\W\d_])[^\W\u2e80-\ua4cf\uac00-\ud7a3\u0e00-\u0eff\u1000-\u17ff]+")
_LABELLED = re.compile(r"[^:：]{1,24}[:：]\s*\S")


def doubled_titles(text: str, narrowest: int, widest: int) -> dict[int, str]:
    """Return the articles that doubled titles tell apart: title by start, in characters.

    The first article starts at 0, doubled or not (its title is then left empty); the answer is
    empty where no line comes twice in a row, blank lines aside.
    """
    found = lines_of(text)
    if not found.in_a_row:
        return {}
    lines = found.stripped
    raw = text.split("\n")
    filled = [index for index, line in enumerate(lines) if line]
    # A line of a block of code is set in; so is what a text shows as an example.
    runs = [run for run in _runs(lines, filled) if not raw[filled[run[0]]].startswith(_SET_IN)]
    starts = _starts(lines, filled, runs, narrowest, widest)
    if len(starts) == 1:
        return {0: starts[0]}
    offsets = [0, *accumulate(len(line) + 1 for line in raw)]
    return {offsets[index]: title for index, title in starts.items()}


def _runs(lines: list[str], filled: list[int]) -> list[tuple[int, int]]:
    """Return the places in ``filled`` where equal lines begin and end, two of them or more."""
    runs = []
    place = 0
    last = len(filled) - 1
    while place < last:
        line = lines[filled[place]]
        end = place
        while end < last and lines[filled[end + 1]] == line:
            end += 1
        if end > place:
            runs.append((place, end))
        place = end + 1
    return runs


def _starts(
    lines: list[str], filled: list[int], runs: list[tuple[int, int]], narrowest: int, widest: int
) -> dict[int, str]:
    """Return the title of each article by the line it starts at."""
    doubtful = _doubtful(lines, filled, runs)
    starts = {0: ""}
    begun = 0
    for number, (first, last) in enumerate(runs):
        title = lines[filled[first]]
        if not looks_like_title(title, narrowest, widest) or title in doubtful:
            continue
        until = runs[number + 1][0] if number + 1 < len(runs) else len(filled)
        if not _can_begin(lines, filled, first) or _speaks(lines, filled[first : last + 2]):
            continue
        if not has_prose(lines, filled[last + 1 : min(until, last + 1 + LINES_READ)]):
            continue
        if first - begun <= _PREAMBLE and not has_prose(lines, filled[begun:first]):
            # What stands before the first title (a menu, a date) is no article of its own.
            if begun == 0:
                starts[0] = title
            continue
        if title.casefold() != _title(lines, filled, starts, begun).casefold():
            starts[filled[first]] = title
            begun = first
    return starts


def _doubtful(lines: list[str], filled: list[int], runs: list[tuple[int, int]]) -> set[str]:
    """Return the doubled lines that a reference has: names in code, and words listed above.

    Among other doubled lines, which a bundle has, one such name can be a title.
    """
    doubled: dict[str, int] = {}
    for first, _ in runs:
        doubled.setdefault(lines[filled[first]], filled[first])
    words = {line for line in doubled if _WORD.fullmatch(line)}
    above: set[str] = set()
    for index in filled if words else ():
        line = lines[index]
        if line in words and index < doubled[line]:
            above.add(line)
    found = {line for line in doubled if _IDENTIFIER.match(line)} | above
    return set() if len(found) == 1 < len(doubled) - 1 else found


def _speaks(lines: list[str], indices: list[int]) -> bool:
    """Say whether a line that comes twice and the one behind it begin with a name and a colon."""
    return all(_LABELLED.match(lines[index]) for index in indices)


def _title(lines: list[str], filled: list[int], starts: dict[int, str], begun: int) -> str:
    """Return the title of the article that began at a place in ``filled``."""
    return starts.get(filled[begun] if begun else 0) or lines[filled[begun]]


def _can_begin(lines: list[str], filled: list[int], place: int) -> bool:
    """Say whether an article can begin there: at the top, behind a blank line or a paragraph."""
    if place == 0:
        return True
    before = filled[place - 1]
    if before < filled[place] - 1:
        return True
    # The last line of a paragraph may be short, the one before it is not.
    above = lines[before - 1] if before else ""
    return ends_sentence(lines[before]) and max(width(lines[before]), width(above)) >= _PARAGRAPH
