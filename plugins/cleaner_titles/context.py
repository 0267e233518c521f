"""Where a copy of a title stands, and whether it can go from there.

A running head or a caption stands in or beside prose. The same words amid verse, in a list, a
table of contents, a dialogue or a log are the author's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from cleaner_titles.fold import width
from cleaner_titles.title import underlined

_ENDS_SENTENCE = re.compile(r"[.!?…。！？।॥؟۔։።:：]['\"’”»›」』)\]]*$")
_PARALLEL = (
    re.compile(r"[-–—―•·‣▪●○+*>]\s"),
    re.compile(r"\(?(?:\d{1,3}|[a-zA-Z])[.)]\s"),
    re.compile(r".*\t|\|.*\||[^|]+\|[^|]+"),
    re.compile(r"[^:：]{1,24}[:：]\s*\S.{0,80}$"),
    re.compile(r"\S{1,12}\s+[-–—=]\s+\S.{0,60}$"),
    re.compile(r".*?(?:\.{3,}|…+|[.\s]{5,})\s*\d{1,4}$"),
    re.compile(r"['\"‘“«‹「『–—―].{0,160}['\"’”»›」』.!?]$"),
    re.compile(r"\[?\d{1,4}[-/.:]\d{1,2}[-/.:]\d"),
)
_CODE = re.compile(r"\s*(?://|#include|\$ |>>> )|.*(?:[;{}\\]|[A-Za-z0-9_]\(\S*\)|=>)$")
_SENTENCE, _PARAGRAPH, _WRAPPED = 24, 64, 48


class Surroundings:
    """The lines of a document around the copies of its title."""

    def __init__(self, lines: list[str], copies: set[int]) -> None:
        self.lines = lines
        self.filled = [
            index
            for index, line in enumerate(lines)
            if line and index not in copies and not (index - 1 in copies and _rule(lines, index))
        ]
        self.copies = copies
        self._share: float | None = None

    def leads(self, first: int, index: int) -> bool:
        """Say whether nothing but blank lines and copies stands between the title and a copy."""
        return index > first and bisect_right(self.filled, first) == bisect_left(self.filled, index)

    def lead_can_go(self, first: int, index: int) -> bool:
        """Say whether a copy right behind the title is one: no verse, code or list goes on there.

        A first sentence that says the title again stays with its paragraph.
        """
        after = self._after(index)
        if after is None:
            return True
        line = self.lines[index]
        beside = after == index + 1 and line
        if beside and _closed(line) and not _closed(self.lines[first]):
            return False
        if not beside and not self._runs_on(index, after):
            return True
        return self._is_prose(after) or self.share >= 0.5

    def _runs_on(self, index: int, after: int) -> bool:
        """Say whether only copies stand between a copy and the next line."""
        return all(self.lines[between] for between in range(index + 1, after))

    def scattered_can_go(self, index: int, numbered: bool) -> bool:
        """Say whether a copy below other text stands there as a head or a caption would."""
        before, after = self._before(index), self._after(index)
        near = [at for at in (before, after) if at is not None]
        line = self.lines[index]
        if any(form.match(line) for form in self._forms_beside(near)):
            return False
        if self.share < 0.3 or not any(map(self._is_prose, near)):
            return False
        beside = [at for at in near if self._touches(index, at)]
        if beside and not numbered and (_closed(line) or line[0] in "\"'“«„「『"):
            return False
        return all(map(self._is_prose, beside))

    def _touches(self, index: int, other: int) -> bool:
        low, high = sorted((index, other))
        return all(self.lines[between] for between in range(low, high))

    def _forms_beside(self, near: list[int]) -> list[re.Pattern[str]]:
        """Return the forms (list, table, speech ...) that a line beside the copy has."""
        lines = [self.lines[at][:400] for at in near]
        return [form for form in _PARALLEL if any(form.match(line) for line in lines)]

    def _before(self, index: int) -> int | None:
        place = bisect_left(self.filled, index)
        return self.filled[place - 1] if place else None

    def _after(self, index: int) -> int | None:
        place = bisect_right(self.filled, index)
        return self.filled[place] if place < len(self.filled) else None

    @property
    def share(self) -> float:
        """How much of the document is prose: a share of its characters."""
        if self._share is None:
            total = sum(len(self.lines[index]) for index in self.filled)
            prose = sum(len(self.lines[index]) for index in self.filled if self._is_prose(index))
            self._share = prose / total if total else 0.0
        return self._share

    def _is_prose(self, index: int) -> bool:
        """Say whether a line is a paragraph, or one of a wrapped paragraph."""
        line = self.lines[index]
        columns = width(line[:400])
        if _CODE.match(line[-40:]) or columns < _SENTENCE:
            return columns < _SENTENCE and self._ends_paragraph(index)
        if columns >= _PARAGRAPH:
            return True
        above = self.lines[index - 1] if index else ""
        below = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        if index - 1 in self.copies:
            above = ""
        if index + 1 in self.copies:
            below = ""
        if not above and not below:
            return _ENDS_SENTENCE.search(line[-8:]) is not None or columns >= _WRAPPED
        wide = max(width(above[:400]), width(below[:400]), columns) >= _WRAPPED
        flowing = line[0].islower() or below[:1].islower()
        return flowing or (wide and (columns >= _WRAPPED or not below))

    def _ends_paragraph(self, index: int) -> bool:
        """Say whether a short line is the last of a wrapped paragraph."""
        above = self.lines[index - 1] if index else ""
        closed = _ENDS_SENTENCE.search(self.lines[index][-8:]) is not None
        return closed and index - 1 not in self.copies and width(above[:400]) >= _WRAPPED


def _rule(lines: list[str], index: int) -> bool:
    return underlined(lines, index - 1)


def _closed(line: str) -> bool:
    """Say whether a line ends as a sentence or a part of one does."""
    return line[-1] in ".。,;，；।" and not line.endswith(("...", ".."))
