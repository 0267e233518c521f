"""Find where sentences end.

Unicode Standard Annex 29, section 5, says which characters may end a sentence and which close it;
its rules are refined, as it asks for, by what a language abbreviates, counts and begins with.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

import regex

from cleaner_segments.languages import Language, abbreviations, language_of
from cleaner_segments.lines import are_wrapped

_BEYOND = 40  # characters that are searched beyond, so that what follows a mark is seen as it is
NEAR = 160  # characters around where a sentence's end is wanted in which any will do
_SAMPLE = 1500  # characters that tell the language, and, twice as many, whether lines are wrapped
_BLOCK = 6000  # characters for which that is found out at once
_LONGEST = 30  # letters of a word, and a space
_JOINED = "str"  # German joins this abbreviation to a name

# What closes a sentence behind its mark. Some quotation marks open in one language and close in
# another: where a space or another one follows, they close. In French a no-break space precedes.
_CLOSE = r"""(?:[\p{Pe}\p{Pf}"'’*_]|[“‘«‹„](?=[\s"'’”»)]|$)|[\u00a0\u202f][»”]|[ ]»(?=\s|$)|
              \[\d{1,3}\]|[¹²³⁰-⁹]+)"""
_CANDIDATE = regex.compile(
    rf"""
    (?P<mark>[\p{{SB=STerm}}\p{{SB=ATerm}}…]+|(?<=\p{{Greek}});(?=\s))(?P<close>{_CLOSE}*)(?P<space>\s*)
    |(?P<block>\n[^\S\n]*\n\s*|\n[ \t]*(?=(?:[-*+•–—|>]|\d{{1,3}}[.)]|\#{{1,6}})[ \t]))
    |(?P<line>[\n\r\x85\u2028\u2029]\s*)
    """,
    regex.VERBOSE,
)
_ENDS = r"\n\r\x85\u2028\u2029"
_NEW_BLOCK = regex.compile(r"\n[^\S\n]*\n|\n[ \t]*(?:[-*+•–—|>]|\d{1,3}[.)]|#{1,6})[ \t]")
_NEXT = regex.compile(r"""[\p{Ps}\p{Pi}\p{Pf}"'¿¡*_#>„–—-]*\s*(?P<word>[\p{L}\p{M}\p{N}'’]*)""")
_BEFORE = regex.compile(r"(?r)[^\s\p{Ps}\p{Pi}\"'„*_—/]+")
_LINE_START = regex.compile(r"(?r)(?:\A|\n)[ \t*_#>-]{0,8}")
_ACRONYM = regex.compile(r"(?:(?:\p{L}\p{M}*){1,3}\.)+\p{L}\p{M}*")
_INITIAL = regex.compile(r"\p{L}\p{M}*")
_JOINT = regex.compile("[-.]")
_ELISION = regex.compile("['’]")
_ROMAN = regex.compile(r"[IVXLC]+")
_QUOTED = regex.compile(r"[\p{Pe}\p{Pf}\"'’]")
# What goes on with a sentence behind a quotation: a Japanese particle, or, in scripts without
# capitals to tell it by, a few words that say who spoke.
_GOES_ON = regex.compile(
    r"[とがはをにもへのでやって、，]|[^。！？，\s]{0,5}?[说說道问問喊叫答笑][^一]"
    r"|(?:\p{Devanagari}+ ){0,3}(?:कह|पूछ|बोल)"
)


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


@functools.lru_cache(10_000)
def _is_never_short(word: str) -> bool:
    """Return whether this is a word that nobody abbreviates."""
    if not (1 < len(word) < _LONGEST and word.isalpha() and word[1:].islower()):
        return False
    return word.lower() not in abbreviations() and not word.endswith(_JOINED)


class Sentences:
    """The sentences of a text; what holds for all of it is found out when it is first needed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._wrapped: dict[int, bool] = {}
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
        if not follows.isupper():
            return 0
        word = text[text.rfind(" ", max(0, mark - _LONGEST), mark) + 1 : mark]
        return end if _is_never_short(word) else 0

    def ends_line(self, cut: int) -> bool:
        """Return whether the line ends before a cut, and not only because it was full."""
        return self._text[cut - 2] in ".!?" or not self._wrapped_at(cut)

    def _wrapped_at(self, at: int) -> bool:
        """Return whether lines end around there only because they were full."""
        block = at // _BLOCK
        if block not in self._wrapped:
            start = self._text.find("\n", max(0, block * _BLOCK - _SAMPLE)) + 1
            self._wrapped[block] = are_wrapped(self._text[start : start + 2 * _SAMPLE].split("\n"))
        return self._wrapped[block]

    def _end_at(self, mark: int, end: int) -> int | None:
        """Return the end of the sentence that a mark ends, or None if it ends none."""
        found = _CANDIDATE.match(self._text, mark, end + _BEYOND)
        return int(found.end()) if found and self._is_end(found) else None

    @functools.cached_property
    def _language(self) -> Language:
        return language_of(self._text[:_SAMPLE])

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
        if ends_line and not self._wrapped_at(found.start()):
            return True
        if space is None:
            return False
        new_block = _NEW_BLOCK.match(space + self._text[cut : cut + 8].lstrip("\n"))
        return bool(new_block) or self._ends_before_space(found)

    def _ends_without_space(self, found: regex.Match[str]) -> bool:
        if found["mark"][-1] in ".!?…․;":
            return False
        if not found["close"]:
            return not _QUOTED.match(self._text, found.end())
        return not _GOES_ON.match(self._text, found.end())

    def _ends_before_space(self, found: regex.Match[str]) -> bool:
        follows = _NEXT.match(self._text, found.end(), found.end() + 40)
        word = follows["word"]
        first = word[:1] or self._text[found.end()]
        if first in ",;:)]}" or (first in "–—" and found["close"]):
            return False
        if first.islower() and not self._may_begin(word):
            return False
        if found["mark"] != ".":
            return not (found["close"] and _GOES_ON.match(self._text, found.end()))
        # A single letter with a full stop behind it is an initial, and no word.
        initial = len(word) == 1 and self._text.startswith(".", follows.end())
        return self._ends_at_full_stop(found.start(), word or first, initial)

    def _may_begin(self, word: str) -> bool:
        """Return whether a word with a small first letter may begin a sentence: iPhone."""
        return word[1:2].isupper() or self._without_capitals

    def _ends_at_full_stop(self, at: int, follows: str, initial: bool) -> bool:
        before = _BEFORE.match(self._text, max(0, at - 30), at)
        if before is None:
            return True
        kind = self._kind(before[0], bool(_LINE_START.match(self._text, 0, before.start())))
        if kind is None:
            return True
        if kind == "number":
            return not (follows[0].isdigit() or _ROMAN.fullmatch(follows) or follows[0] in "§#")
        return kind == "either" and not initial and self._is_starter(follows)

    def _is_starter(self, word: str) -> bool:
        words = self._language.words
        lower = word.lower()
        return lower in words or _ELISION.split(lower)[0] + "'" in words

    def _kind(self, word: str, line_start: bool) -> str | None:
        """Return what the full stop behind a word makes of it, as languages.toml has it."""
        number, roman = word.isdecimal(), word.isupper() and bool(_ROMAN.fullmatch(word))
        if (number or roman) and line_start and len(word) <= 4:
            return "before"  # the number of a list's item, or of a heading
        if number:
            return "either" if len(word) <= 2 and self._language.ordinal else None
        if len(word) == 1 and word.isupper():
            return "before" if self._language.kind(word) == "before" else "either"
        return self._listed(word) or self._looks_short(word, roman)

    def _listed(self, word: str) -> str | None:
        # German joins words to others: Hauptstr., Goetheplatz-Apoth.
        joined = word[-3:] if word.endswith(_JOINED) else _JOINT.split(word)[-1]
        for form in (word, joined if len(joined) > 1 else word):
            # Most words stand on no list, and need no language.
            if form.lower() in abbreviations():
                kind = self._language.kind(form)
                if kind:
                    return kind
        return None

    def _looks_short(self, word: str, roman: bool) -> str | None:
        short = "." in word and _ACRONYM.fullmatch(word)
        # A letter has few marks, and most words more letters.
        short = short or (len(word) <= 4 and _INITIAL.fullmatch(word))
        return "either" if short or (roman and self._language.ordinal) else None
