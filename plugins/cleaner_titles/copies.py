"""Tell which lines of a document are copies of its title."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from cleaner_titles.anchor import Title
from cleaner_titles.context import Surroundings
from cleaner_titles.fold import bare, fold, heads, labelled, width, words
from cleaner_titles.numerals import in_digits
from cleaner_titles.page import without_page
from cleaner_titles.words import PICTURE_WORDS, RECURRING

VARIANTS = ("site", "cut", "page")
_CUT_ENDS = frozenset("….])")
_ELLIPSIS = re.compile(r"\s*(?:\.{2,}|…+|\[(?:\.{3}|…)\]|\((?:\.{3}|…)\))$")
# What a picture is called, with its number or without.
_CAPTION = re.compile(
    r"[^\W\d]+(?:\s[^\W\d]+){0,2}\s?[:：]\s*"
    rf"|(?:[^\W\d]{{2,6}}\.|{PICTURE_WORDS})\s?\d{{1,3}}\s?[:：.]\s*",
    re.IGNORECASE,
)
_ROW = re.compile(r"[|｜¦].*[|｜¦]$")
# Columns of a cut copy that needs no second word: not every script parts its words.
_TELLING = 12
# The dots of a table of contents.
# What commands and markup begin with, where a title does not.
_CODE = re.compile(r"[$%`]\s?\S|>>>\s|\.\.\s\S|[-+]{2}\w")
_LEADER = re.compile(r"(?:\.{3,}|…+|(?:\s\.){3,})\s*\d+$")
_ITEM = re.compile(r"(?:[-–—―•·‣▪●○+>]|\*|\(?\d{1,3}[.)]|[a-zA-Z][.)]|☐|☑|\[[ x]?\])\s")
_YEAR = re.compile(r"\b(?:19|20)\d\d$")
_FRAMED = re.compile(r"([-–—―•·*])\s.*\s\1$")
REPEATED = "title repeated"
NUMBERED = "title with page number"
CUT = "title cut short"
OTHER_SITE = "title with other site name"


class Limits(NamedTuple):
    """How near a copy must be to the title, and where it is looked for."""

    variants: tuple[str, ...] = VARIANTS
    similarity: float = 1.0
    narrowest: int = 8
    reach: int | None = None


def matches(lines: list[str], title: Title, limits: Limits) -> dict[int, str]:
    """Return the lines that show the title, wherever they stand, each with how."""
    candidates = title.candidates(lines)
    if len(candidates) == 1 and lines[candidates[0]] == title.line:
        return {candidates[0]: REPEATED}
    known: dict[str, str] = {}
    matched: dict[int, str] = {}
    for index in candidates:
        line = lines[index]
        if line not in known:
            known[line] = kind_of_copy(line, title, limits)
        if known[line]:
            matched[index] = known[line]
    return matched


def find_copies(lines: list[str], title: Title, limits: Limits) -> tuple[int, dict[int, str]]:
    """Return the line that keeps the title (-1: none), and the reason of each copy that can go."""
    matched = matches(lines, title, limits)
    # The text keeps the first showing of the title: as it is if it has that, or else a copy.
    exact = (index for index in matched if lines[index] == title.line)
    whole = (index for index, reason in matched.items() if reason == REPEATED)
    first = next(exact, next(whole, min(matched, default=-1)))
    matched.pop(first, None)
    if not matched:
        return first, {}
    around = Surroundings(lines, first, {first, *matched})
    short = title.key in RECURRING or width(title.bare) < limits.narrowest
    last = first if short else len(lines) if limits.reach is None else first + limits.reach
    found = {}
    for index, reason in matched.items():
        if around.leads(index):
            allowed = around.lead_can_go(index)
        else:
            section = around.opens_section(index) or around.names_speaker(index)
            near = first < index <= last and not section
            allowed = near and around.scattered_can_go(index, reason == NUMBERED)
        if allowed:
            found[index] = reason
    return first, _weed_numbers(lines, title, found)


def kind_of_copy(line: str, title: Title, limits: Limits) -> str:
    """Return the reason why a line is a copy of the title; empty where it is none.

    >>> kind_of_copy("THE OLD MILL – page 3", Title("The old mill"), Limits())
    'title with page number'
    """
    if not title.key:
        # Marks alone, such as a tag.
        return ""
    if line == title.line:
        return REPEATED
    core = bare(line)
    key = fold(core)
    if key == title.key or (limits.similarity < 1 and _similar(key, title.key, limits.similarity)):
        reason = REPEATED
    else:
        reason = _variant(core, key, title, limits.variants)
    if _CODE.match(line) and not _CODE.match(title.line):
        return ""
    item = _ITEM.match(line) and not _FRAMED.match(line) and not _ITEM.match(title.line)
    return "" if item or _ROW.match(line) else reason


def _variant(core: str, key: str, title: Title, variants: tuple[str, ...]) -> str:
    """Return how a line that is not the title itself shows it; empty where it does not."""
    if "cut" in variants and core[-1:] in _CUT_ENDS and _is_cut(core, title):
        return CUT
    wholes = [whole for whole in (title.key, *title.heads) if whole and whole in key]
    if not wholes:
        return ""
    text = in_digits(core)
    paged = "page" in variants and (text is not core or any(map(str.isdigit, key)))
    if paged and any(fold(part) in wholes for part in without_page(text)):
        return "" if _LEADER.search(core) else NUMBERED
    # What stands before a colon names a site, or says that this is a caption.
    other_site = (
        key in wholes
        or (title.key in wholes and title.key in heads(core))
        or title.shares_proper(core)
        or _is_caption(core, title, wholes)
    )
    return OTHER_SITE if other_site and "site" in variants else ""


def _is_caption(core: str, title: Title, wholes: list[str]) -> bool:
    """Say whether a line is the title behind what a picture is called."""
    caption = _CAPTION.match(core)
    if caption is None:
        return False
    if labelled(title.bare) and not any(map(str.isdigit, caption[0])):
        # Two fields may well have one value.
        wholes = [title.key]
    return fold(core[caption.end() :]) in wholes


def _is_cut(core: str, title: Title) -> bool:
    """Say whether an ellipsis ends a line that begins as the title does."""
    cut = _ELLIPSIS.search(core)
    if cut is None:
        return False
    key = fold(core[: cut.start()])
    columns = width(key)
    if columns < 8 or (columns < _TELLING and words(core) < 2):
        return False
    wholes = (title.key, *title.heads)
    return any(whole.startswith(key) and len(key) * 10 >= len(whole) * 3 for whole in wholes)


def _similar(one: str, two: str, least: float) -> bool:
    """Compare letters; digits must be the same, or the third part is a copy of the second."""
    if _digits(one) != _digits(two):
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.ratio() >= least


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _weed_numbers(lines: list[str], title: Title, found: dict[int, str]) -> dict[int, str]:
    """Leave alone what may be a numbered heading: a short title or a year, and a bare number."""
    numbered = [index for index, reason in found.items() if reason == NUMBERED]
    if not numbered or (words(title.bare) >= 3 or width(title.bare) >= 16):
        doubtful = [
            index
            for index in numbered
            if (year := _YEAR.search(lines[index])) and not title.bare.endswith(year[0])
        ]
    else:
        doubtful = [index for index in numbered if re.fullmatch(r"[^\W\d].*?\s\d+", lines[index])]
    if len(doubtful) > 2 and len(numbered) == len(doubtful):
        return {index: reason for index, reason in found.items() if index not in doubtful}
    weeded = set(doubtful) if len(doubtful) == len(numbered) else set()
    return {index: reason for index, reason in found.items() if index not in weeded}
