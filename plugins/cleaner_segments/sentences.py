"""Find where sentences end.

Unicode Standard Annex 29, section 5, says which characters may end a sentence and which close it;
its rules are refined, as it asks for, by what a language abbreviates, counts and begins with.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

import regex

from cleaner_segments.full_stops import FullStops, is_never_short
from cleaner_segments.lines import are_wrapped, was_full
from cleaner_segments.quotations import goes_on

_BEYOND = 40  # characters that are searched beyond, so that what follows a mark is seen as it is
NEAR = 160  # characters around where a sentence's end is wanted in which any will do
_AROUND = 600  # characters on each side that tell how long lines are
_SAMPLE = 1500  # characters that tell the language, and, twice as many, whether lines are wrapped
_BLOCK = 6000  # characters for which that is found out at once
_BEHIND_LETTER = (",", ")")  # what tells a letter from a word: (see App. B)
_LONGEST = 30  # letters of a word, and a space

# What closes a sentence behind its mark. Some quotation marks open in one language and close in
# another: where a space or another one follows, they close. In French a no-break space precedes.
_CLOSE = r"""(?:[\p{Pe}\p{Pf}"'’*_]|[“‘«‹„](?=[\s"'’”»)]|$)|[\u00a0\u202f][»”]|[ ]»(?=[\s,;:.)]|$)|
              \[\d{1,3}\]|[¹²³⁰-⁹]+|(?<=\p{Ll}{3}[.!?]["'”’]?)\d{1,2}(?=\s+\p{Lu}))"""
_CANDIDATE = regex.compile(
    rf"""
    (?P<mark>(?:[\p{{SB=STerm}}\p{{SB=ATerm}}…]|(?<=[\p{{Greek}}!;]);(?=[\s!;.…»”"’)]))+
        (?:(?<=\.)(?:[ \u00a0]\.)+)?)(?P<close>{_CLOSE}*)(?P<space>\s*)
    |(?P<block>\n[^\S\n]*\n\s*|\n[ \t]*(?=(?:[-*+•–—|>]|\d{{1,3}}[.)]|\#{{1,6}})[ \t]))
    |(?P<line>[\n\r\x85\u2028\u2029]\s*)
    """,
    regex.VERBOSE,
)
# What tells of a mark that it ends nothing: one left out is told of, "[...]" or "(!)"; or it is
# in the midst of an ellipsis with spaces, or stands for what else there is, as in "و...".
_WITHIN = regex.compile(
    r"(?<=[(\[])[.…!?]+[)\]]|(?<=\.[ \u00a0])\.|(?<=\s\p{Arabic})(?:…|\.\.)|(?<=\s\p{Arabic}\.+)\."
)
_ENDS = r"\n\r\x85\u2028\u2029"
_NEW_BLOCK = regex.compile(r"\n[^\S\n]*\n|\n[ \t]*(?:[-*+•–—|>]|\d{1,3}[.)]|#{1,6})[ \t]")
_NEXT = regex.compile(r"""[\p{Ps}\p{Pi}\p{Pf}"'¿¡*_#>„–—-]*\s*(?P<word>[\p{L}\p{M}\p{N}'’]*)""")
_CLAUSE_BEFORE = regex.compile(r"(?r)\p{L}{4}")
_ARTICLE = regex.compile(r"['’][a-z] \p{Lu}")
_BRACKETED = regex.compile(r"[(\[]\w{1,4}[)\]] \p{Lu}")
_WIDE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]")
_QUOTED = regex.compile(r"[\p{Pe}\p{Pf}\"'’]")


@functools.cache
def _marks(is_ascii: bool) -> re.Pattern[str]:
    """Return what finds each place where a sentence may end, quickly.

    The properties are those of the regex module; its search for them takes twice as long. Marks
    of scripts beyond the basic plane are rare: all characters of these are let through.
    """
    if is_ascii:  # a smaller set is sought in still less time
        return re.compile(r"[.!?\n\r](?:(?<=[\n\r])\s*|[.!?]*)")
    characters = "".join(map(chr, range(0x10000)))
    marks = "".join(regex.findall(r"[\p{SB=STerm}\p{SB=ATerm}…;]", characters))
    mark = f"{re.escape(marks)}\U00010000-\U0010ffff"
    return re.compile(rf"[{mark}{_ENDS}](?:(?<=[{_ENDS}])\s*|[{mark}]*)")


class Sentences:
    """The sentences of a text; what holds for all of it is found out when it is first needed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._wrapped: dict[int, bool] = {}
        self._full_stops = FullStops(text)
        self._marks = _marks(text.isascii())

    def nearest(
        self, start: int, wanted: int, end: int, allowed: Callable[[int], bool]
    ) -> int | None:
        """Return the end of a sentence near to where it is wanted, and allowed."""
        cut = self.sure(start, wanted, end)
        if cut and allowed(cut):
            return cut
        marks = [mark.start() for mark in self._marks.finditer(self._text, max(0, start - 8), end)]
        marks.sort(key=lambda mark: abs(mark - wanted))
        for mark in marks:
            found = self._sure_end(mark) or self._end_at(mark, end)
            if found is not None and start <= found <= end and allowed(found):
                return found
        return None

    def sure(self, start: int, wanted: int, end: int) -> int:
        """Return the nearest end of a sentence about which there is no doubt, 0 for none.

        It is a full stop and a space, and not far; most sentences end so.
        """
        text = self._text
        nearest, farthest = max(0, wanted - NEAR), wanted + NEAR
        before = text.rfind(". ", nearest, wanted)
        behind = text.find(". ", wanted - 1, farthest)
        while before >= 0 or behind >= 0:
            if behind < 0 or (before >= 0 and before + behind >= 2 * wanted - 4):
                cut = self._sure_end(before)
                before = text.rfind(". ", nearest, before)
            else:
                cut = self._sure_end(behind)
                behind = text.find(". ", behind + 2, farthest)
            if cut and start <= cut <= end:
                return cut
        return 0

    def ends(self, start: int, end: int) -> Iterator[int]:
        """Yield where sentences end, white space included, behind ``start`` and up to ``end``."""
        last = start
        for mark in self._marks.finditer(self._text, start, end):
            if mark.start() >= last:
                cut = self._sure_end(mark.start()) or self._end_at(mark.start(), end)
                if cut is not None and last < cut <= end:
                    yield cut
                    last = cut

    def _sure_end(self, mark: int) -> int:
        """Return the end of the sentence that a mark ends without a doubt, as most do; else 0.

        It is between a word that nobody abbreviates and one with a capital.
        """
        text = self._text
        if text[mark] not in ".!?" or not text.startswith(" ", mark + 1):
            return 0
        end = mark + 2
        follows = text[end : end + 1]
        if follows == " ":  # some put two of them
            end += 1
            follows = text[end : end + 1]
        if not follows.isupper() or text[end + 1 : end + 2] in _BEHIND_LETTER:
            return 0
        farthest = max(0, mark - _LONGEST)
        word = text[max(farthest, text.rfind(" ", farthest, mark) + 1) : mark]
        return end if is_never_short(word) else 0

    def ends_line(self, cut: int) -> bool:
        """Return whether the line ends before a cut, and not only because it was full."""
        text = self._text
        below = text.rfind("\n", 0, cut) + 1
        farthest = max(0, below - _AROUND)
        line = text[max(farthest, text.rfind("\n", farthest, below - 1) + 1) : below].rstrip()
        if line[-1:] in ".!?":
            return True
        indented = cut - below > len(line) - len(line.lstrip())
        if indented or line[-1] == "," or text[cut].islower() or self._wrapped_at(cut):
            return False
        return not self._was_full(below, cut)

    def _was_full(self, below: int, cut: int) -> bool:
        """Return whether the line above that from ``below`` ended for want of room."""
        behind = self._text[below : cut + _AROUND]
        word = self._text[cut : cut + _AROUND].split(None, 1)[0]
        return was_full(self._text[max(0, below - _AROUND) : below], behind, word)

    def are_wrapped(self, start: int, end: int) -> bool | None:
        """Return whether lines are wrapped from ``start`` to ``end``; None if that differs."""
        wrapped = self._wrapped_at(start)
        return wrapped if wrapped == self._wrapped_at(end) else None

    def _wrapped_at(self, at: int) -> bool:
        """Return whether lines end around there only because they were full."""
        block = at // _BLOCK
        if block not in self._wrapped:
            start = max(0, block * _BLOCK - _SAMPLE)
            if start:  # the line that is cut there tells nothing
                start = self._text.find("\n", start) + 1
            self._wrapped[block] = are_wrapped(self._text[start : start + 2 * _SAMPLE].split("\n"))
        return self._wrapped[block]

    def _end_at(self, mark: int, end: int) -> int | None:
        """Return the end of the sentence that a mark ends, or None if it ends none."""
        if _WITHIN.match(self._text, mark):
            return None
        found = _CANDIDATE.match(self._text, mark, end + _BEYOND)
        return int(found.end()) if found and self._is_end(found) else None

    @functools.cached_property
    def _without_capitals(self) -> bool:
        """Whether sentences begin with small letters here."""
        sample = self._text[:_SAMPLE]
        return not any(map(str.isupper, sample))

    def _is_end(self, found: regex.Match[str]) -> bool:
        cut = found.end()
        if cut >= len(self._text) or found["block"]:
            return True
        if self._text[cut].isspace():  # the search ended within white space
            return False
        space = found["space"]
        if space == "":
            return self._ends_without_space(found)
        ends_line = space is None or "\n" in space
        if ends_line and not self._is_wrapped(found):
            return True
        if space is None:
            return False
        new_block = _NEW_BLOCK.match(space + self._text[cut : cut + 8].lstrip("\n"))
        return bool(new_block) or self._ends_before_space(found)

    def _is_wrapped(self, found: regex.Match[str]) -> bool:
        """Return whether the line ends there because it was full: more room, and it is its end."""
        if not self._wrapped_at(found.start()):
            return False
        cut = found.end()
        below = self._text.rfind("\n", found.start(), cut) + 1
        return found["space"] is None or not below or self._was_full(below, cut)

    def _ends_without_space(self, found: regex.Match[str]) -> bool:
        if found["mark"].endswith("……"):  # a pause is mostly behind a word or less
            if found["close"]:
                return not goes_on(self._text, found.start("close"), found.end())
            return bool(_CLAUSE_BEFORE.match(self._text, 0, found.start()))
        if found["mark"][-1] in ".…․;":
            return False
        if found["mark"][-1] in "!?" and not self._is_among_wide(found):
            return False
        if not found["close"]:
            return not _QUOTED.match(self._text, found.end())
        return not goes_on(self._text, found.start("close"), found.end())

    def _is_among_wide(self, found: regex.Match[str]) -> bool:
        """Return whether a mark that is not wide stands for one that is, as in 真的?真的."""
        before, behind = found.start() - 1, found.end()
        follows = self._text[behind]
        return bool(_WIDE.match(self._text, before)) and (
            follows.isdigit() or follows.isupper() or follows > "\x7f"
        )

    def _ends_before_space(self, found: regex.Match[str]) -> bool:
        follows = _NEXT.match(self._text, found.end(), found.end() + 40)
        word = follows["word"]
        first = word[:1] or self._text[found.end()]
        if _BRACKETED.match(self._text, found.end()):  # the number of an item
            first = word = word[:1].upper()
        if first in ",;:)]}" or (first in "–—" and found["close"]):
            return False
        if first.islower() and not self._may_begin(word, found.end()):
            return False
        if found["close"] and goes_on(self._text, found.start("close"), found.end()):
            return False
        if found["mark"] != ".":
            return True
        stopped = self._text.startswith(".", follows.end())
        return self._full_stops.ends(found.start(), word or first, stopped)

    def _may_begin(self, word: str, at: int) -> bool:
        """Return whether a word with a small first letter may begin a sentence: iPhone."""
        if word[1:2].isupper() or self._without_capitals:
            return True
        return bool(_ARTICLE.match(self._text, at))  # 's Avonds
