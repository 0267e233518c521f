"""Where a copy of a title stands, and whether it can go from there.

A running head or a caption stands in or beside prose. The same words amid verse, in a list, a
table of contents, a dialogue or a log are the author's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import accumulate

from cleaner_titles.fold import width, words
from cleaner_titles.prose import ends_sentence, first_word, prose_lines
from cleaner_titles.title import underlined

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
# A line that stands for a picture has its caption beside it.
_PICTURE = re.compile(r"!?[\[(<【［].*[\])>】］]$")
# How much of a document must be prose for its title to be a head: of one said again at once, and
# of one scattered.
_LEADING, _SCATTERED = 0.5, 0.3
# Columns of the longest name of a speaker.
_NAME = 24
# Columns of the widest line under a caption that has no form of its own.
_SHORT = 40
# The line under a caption that says whose the picture is.
_CREDIT = re.compile(r"[^\W\d][^:：.]{0,23}[:：]\s*\S.{0,60}$|[©(（]\s?\S.{0,60}$")
_QUOTES = frozenset("\"'“«„「『‘‹")


class Surroundings:
    """The lines of a document around the copies of its title."""

    def __init__(self, lines: list[str], first: int, copies: set[int]) -> None:
        self.lines = lines
        self.first = first
        rules = {index + 1 for index in copies if underlined(lines, index)}
        self.copies = copies | rules
        self.filled = [
            index for index, line in enumerate(lines) if line and index not in self.copies
        ]

    @cached_property
    def prose(self) -> set[int]:
        """The lines of prose."""
        return prose_lines(self.lines, self.filled, self.copies)

    @cached_property
    def share(self) -> float:
        """How much of the document is prose: a share of its characters."""
        total = sum(len(self.lines[index]) for index in self.filled)
        return sum(len(self.lines[index]) for index in self.prose) / total if total else 0.0

    def leads(self, index: int) -> bool:
        """Say whether nothing but blank lines and copies stands between the title and a copy."""
        return index > self.first and bisect_right(self.filled, self.first) == bisect_left(
            self.filled, index
        )

    def lead_can_go(self, index: int) -> bool:
        """Say whether a copy right behind the title is one: no verse, code or list goes on there.

        A first sentence that says the title again stays with its paragraph, the first entry of a
        table of contents with the others.
        """
        after = self._after(index)
        if after is None:
            return True
        if self._is_over_text(index) and self._others_speak(index):
            return False
        beside = not self._parted(index, after)
        apart = self._parted(self.first, index)
        if beside and _closed(self.lines[index]) and not _closed(self.lines[self.first]):
            return False
        if beside and apart and self._counts[self.lines[after]] > 1:
            # The first of the headings that the text goes on to show.
            return False
        if beside and apart and not {after, after + 1} & self.prose:
            # The copy begins a block of its own that is no paragraph: the author's name under it.
            alone = after + 1 >= len(self.lines) or not self.lines[after + 1]
            forms = self._forms_beside([after])
            return alone and not any(form.match(self.lines[index]) for form in forms)
        return not beside or after in self.prose or self.share >= _LEADING

    def scattered_can_go(self, index: int, numbered: bool) -> bool:
        """Say whether a copy below other text stands there as a head or a caption would."""
        before, after = self._before(index), self._after(index)
        if after is not None and self._is_credit(index, after):
            after = self._after(after)
        near = [at for at in (before, after) if at is not None]
        line = self.lines[index]
        # What its neighbours look like is told sooner than what is prose.
        if any(form.match(line) for form in self._forms_beside(near)):
            return False
        if self.share < _SCATTERED or not self.prose.intersection(near):
            return False
        beside = [
            at
            for at in near
            if not self._parted(index, at) and not _PICTURE.match(self.lines[at][:400])
        ]
        if beside and not numbered and self._is_sentence(line, beside, index):
            return False
        return self.prose.issuperset(beside)

    def _is_credit(self, index: int, after: int) -> bool:
        """Say whether the line behind a copy belongs to it: a caption's last line."""
        ends = after + 1 >= len(self.lines) or not self.lines[after + 1]
        begins = index == 0 or not self.lines[index - 1] or _PICTURE.match(self.lines[index - 1])
        if not ends or not begins or self._parted(index, after):
            return False
        line = self.lines[after][:100]
        if not _CREDIT.match(line):
            # Any short line that is no sentence, where text comes before and behind.
            beyond = {self._before(index), self._after(after)}
            return width(line) <= _SHORT and not ends_sentence(line) and beyond <= self.prose
        # A list of abbreviations has such lines too; a title may have a colon of its own.
        named = [form for form in self._forms_beside([after]) if form.match(self.lines[index])]
        return all(form.match(self.lines[self.first]) for form in named)

    def _is_sentence(self, line: str, beside: list[int], index: int) -> bool:
        """Say whether a line that is closed or quoted can be of the sentences beside it."""
        if line[-1] in ",;，；、،":
            return True
        if line[0] not in _QUOTES and not _closed(line):
            return False
        return any(
            self._goes_on(line, at) if at > index else not ends_sentence(self.lines[at])
            for at in beside
        )

    def _goes_on(self, line: str, below: int) -> bool:
        """Say whether the line below can go on with the sentence: it would not have fitted."""
        text = self.lines[below][:400]
        return text[0].islower() or width(line) + 1 + first_word(text) > width(text)

    def opens_section(self, index: int) -> bool:
        """Say whether a marked copy is one of the lower headings, which tell sections apart."""
        level = _level(self.lines[index])
        return level > 1 and any(1 < other <= level for other in self._levels)

    @cached_property
    def _levels(self) -> set[int]:
        """The levels of the marked headings that show no title."""
        return {_level(self.lines[at]) for at in self.filled if self.lines[at][0] == "#"}

    def names_speaker(self, index: int) -> bool:
        """Say whether the title is a name, set over what its bearer says there and here."""
        if not self._is_over_text(index):
            return False
        line = self.lines[self.first]
        if width(line) > _NAME or words(line) > 3 or ends_sentence(line):
            return self._others_speak(index)
        return self._is_over_text(self.first) or self._others_speak(index)

    def _others_speak(self, index: int) -> bool:
        """Say whether another short line stands over what its bearer says, and does so again."""
        line = self.lines[index]
        return width(line) <= _NAME and any(name != line for name in self._speakers)

    @cached_property
    def _speakers(self) -> set[str]:
        """The short lines that begin blocks, twice at least, and are followed by text at once."""
        begun = (at for at, line in enumerate(self.lines) if line and width(line) <= _NAME)
        over = Counter(self.lines[at] for at in begun if self._is_over_text(at))
        return {line for line, count in over.items() if count > 1 and not ends_sentence(line)}

    def _is_over_text(self, index: int) -> bool:
        """Say whether a line begins a block of which the next line is not a copy."""
        above = index == 0 or not self.lines[index - 1]
        after = self._after(index)
        return above and after == index + 1

    def _parted(self, index: int, other: int) -> bool:
        """Say whether a blank line stands between two lines."""
        return self._blanks[index] != self._blanks[other]

    @cached_property
    def _blanks(self) -> list[int]:
        """How many blank lines there are up to each line."""
        return list(accumulate(not line for line in self.lines))

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self.lines)

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


def _closed(line: str) -> bool:
    """Say whether a line ends as a sentence or a part of one does."""
    return line[-1] in ".。,;，；।" and not line.endswith("..")


def _level(line: str) -> int:
    """Return how many marks a Markdown heading has; 0 where the line is none."""
    marks = len(line) - len(line.lstrip("#"))
    return marks if line[marks : marks + 1].isspace() else 0
