"""Read what a line counts: its words without the number of a page, and that number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cleaner_titles.numerals import in_digits
from cleaner_titles.page import DIGITS, PAGE_WORDS

WIDEST = 120
"""Characters of the widest head."""
LEAP = 4
"""Pages from one head of a kind to the next; what leaps further are numbers of bugs, or sums."""

_DIGITS = frozenset(DIGITS)
_ENDS = _DIGITS | frozenset("-–—)]）］页頁ー지쪽")
_STARTS = _DIGITS | frozenset("-–—([（［")
_BETWEEN = " \t-–—―|·•,/:()[]"
_NUMBER = re.compile(r"\d+")
_OF_PAGES = re.compile(r"\d\s*(?:/|[^\W\d_]{1,5}\s|[页頁]\D{0,3}共)\D{0,4}\d+\D*$")
# Words, of which the first begins with a capital or has none.
_HEAD = re.compile(
    r"[“„«»「『‹‘¿¡]?\s?(?![a-zа-яά-ώ])[^\W\d_]"
    r"[\w\s’'ʼ\-–—.,&:;!?|·•/“”„«»「」『』‹›‘()\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u1fff"
    r"\u200c-\u200f\u3000-\u303f！？：，、（）؟]*"
)
_GLUED = re.compile(r"[A-Za-z_]\d|\d[A-Za-z_]|\d\.\d+$")
# A number alone, or one of so many.
_BARE = re.compile(r"[-–—\[(]?\s*\d{1,4}(?:\s?/\s?\d{1,4})?\s*[-–—\])]?")
_LONG_WORDS = "|".join(word for word in PAGE_WORDS.split("|") if len(word) > 2)
_PAGE_WORD = re.compile(
    rf"(?<![^\W\d])(?:{_LONG_WORDS})\W{{0,3}}\d|\d\W{{0,3}}(?:{_LONG_WORDS})(?![^\W\d])",
    re.IGNORECASE,
)
_PAGE_SIGN = re.compile(
    r"\d\s*(?:[页頁쪽]|ページ|페이지)"
    r"|^\W*\d+\s*/\s*\d|\d\s*/\s*\d+\W*$|\d\s+(?:of|von|из)\s+\d|^[-–—]\s*\d+\s*[-–—]$",
    re.IGNORECASE,
)
# What the words begin with: most lines have none, and are told so sooner than by the words.
_BEGINNINGS = tuple({word.replace("?", "")[:3] for word in _LONG_WORDS.split("|")})
_ASCII_BEGINNINGS = tuple(filter(str.isascii, _BEGINNINGS))
_STARTED = re.compile(r"[^\w\s]*\s*\d")
_ENDED = re.compile(r"\d\s*(?:[页頁ー지쪽]|ページ|페이지)?[^\w]*$")
# The end of a date.
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d\W*$")
# The bracket before a number that has been taken away.
_OPEN = re.compile(r"[\[(]([^\W\d_]*\.?)$")


class Counted(NamedTuple):
    """A line with numbers: what it has beside them, and those that can be of a page."""

    form: str
    first: int | None
    last: int | None


def has_edge(line: str) -> bool:
    """Say whether a line begins or ends with a number, or with what may stand beside it."""
    return line[-1] in _ENDS or line[0] in _STARTS or in_digits(line) is not line


def without_number(line: str) -> str:
    """Return what a line has beside its numbers.

    >>> without_number("- The old mill, 12 -"), without_number("xii | Elm Valley")
    ('The old mill', 'Elm Valley')
    """
    return _form(in_digits(line))


def count(lines: Iterable[str]) -> dict[str, Counted]:
    """Return what lines count; those are left out that cannot be the heads of pages.

    So are all lines that are alike but for their numbers where none of them counts on from
    another line, or goes on in one: most numbers in a text are told so, before what is costly.
    """
    read: dict[str, tuple[str, Counted]] = {}
    for line in dict.fromkeys(lines):
        if line and len(line) <= WIDEST and has_edge(line):
            text = in_digits(line)
            if (numbers := _numbers(text)) is not None:
                read[line] = text, numbers
    pages = {page for _, one in read.values() for page in (one.first, one.last)} - {None}
    counting = {one.form for _, one in read.values() if _goes_on(one, pages)}
    return {
        line: one
        for line, (text, one) in read.items()
        if one.form in counting and _can_be_numbered(text, _form(text))
    }


def _numbers(text: str) -> Counted | None:
    """Return the numbers of a line that can be those of a page; None where it has no number."""
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return None
    form = _form(text).lower()
    values = [int(number[0][:9]) for number in (numbers[0], *numbers[-2:])]
    several, end = len(numbers) > 1, numbers[-1].end() - 1
    if several and _OF_PAGES.match(text, numbers[-2].end() - 1):
        # The last one says of how many.
        return Counted(form, None, values[-2])
    dated = several and _YEAR.match(text, numbers[-1].start()) is not None
    first = values[0] if _STARTED.match(text) and not dated else None
    last = values[-1] if _ENDED.match(text, end) and not dated else None
    return Counted(form, first, last)


def _goes_on(one: Counted, pages: set[int | None]) -> bool:
    """Say whether another line has the number of a page nearby."""
    return any(
        not pages.isdisjoint(near)
        for page in (one.first, one.last)
        if page is not None
        for near in (range(page - LEAP, page), range(page + 1, page + LEAP + 1))
    )


def is_marked(line: str) -> bool:
    """Say whether a line says that its number is that of a page."""
    return _has_page(in_digits(line))


def looks_like_head(line: str) -> bool:
    """Say whether a line is words, of which the first can begin a head."""
    return _HEAD.fullmatch(line) is not None


def _form(line: str) -> str:
    return _NUMBER.sub("", line).strip(_BETWEEN)


def _can_be_numbered(line: str, form: str) -> bool:
    """Say whether a line is words and a number apart from them, or a number alone."""
    if not form:
        return _BARE.fullmatch(line) is not None
    words = looks_like_head(_OPEN.sub(r"\1", form)) and not _GLUED.search(line)
    return words or _has_page(line)


def _has_page(line: str) -> bool:
    """Say whether a line has what a page is called, or a sign for it, beside a number."""
    low = line.lower()
    beginnings = _ASCII_BEGINNINGS if low.isascii() else _BEGINNINGS
    if any(map(low.__contains__, beginnings)) and _PAGE_WORD.search(line):
        return True
    # A bracket that was opened above is of a sentence.
    return line.count("(") == line.count(")") and _PAGE_SIGN.search(line) is not None
