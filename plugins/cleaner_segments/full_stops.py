"""Tell a full stop that ends a sentence from one that belongs to the word before it.

What a language abbreviates stands in languages.toml; what it does not list is told by its form,
and by what stands before and behind.
"""

from __future__ import annotations

import functools
import re
import unicodedata

import regex

from cleaner_segments.languages import Language, abbreviations, language_of

_SAMPLE = 1500  # characters that tell the language
_LONGEST = 30  # letters of a word, and a space
_ARABIC_AND = "و"
_JOINED = "str"  # German joins this abbreviation to a name
# A word; Chinese and Japanese put no space in front of one in Latin letters.
_BEFORE = regex.compile(
    r"(?r)[^\s\p{Ps}\p{Pi}\"'„*_—/!?。！？、，；：\p{Han}\p{Hiragana}\p{Katakana}]+"
)
_OPEN_BRACKET = regex.compile(r"(?r)[(\[][^()\[\]\n]*")
_LETTERED = regex.compile(r"\.\s\p{Lu}[,;)\]]")
_LONGEST_REFERENCE = 80  # characters of a bracket in which a full stop before a number ends nothing
_LINE_START = regex.compile(r"(?r)(?:\A|\n)[ \t*_#>-]{0,8}")
_MARK_BEFORE = regex.compile(
    r"(?r)(?P<mark>[!?…]|\.{3}|\.)[\p{Pe}\p{Pf}\"'’]{0,2}\s{1,2}"
    r"|(?P<mark>[。！？]|(?<=\p{Han}|\p{Hiragana}|\p{Katakana})[!?])\p{Pe}?"
)
_NAMED = regex.compile(r"(?r)(?P<word>\p{L}+)\s")
_EARLIER = regex.compile(r"(?r)(?P<word>[^\s\p{Ps}\p{Pi}\"'„]{1,10})\.\s")
# A quantity of which a unit follows, and what multiplies the unit; the word before it.
_AMOUNT_OF = r"(?r)(?P<first>\S{0,3}\s)(?P<number>\d(?:[\d.,]*\d)?|[IVXLC]+)\s"
_QUANTITY = regex.compile(rf"{_AMOUNT_OF}(?:\p{{Ll}}{{1,4}}\.?\s)?")
_YEAR = regex.compile(rf"{_AMOUNT_OF}(?:\p{{Ll}}{{1,4}}\.?\s){{0,4}}")  # "300 г. до н. э."
# Of law gazettes and the like the last part is more than a letter: "d.lgs."
_ACRONYM = regex.compile(
    r"(?:(?:\p{L}\p{M}*){1,3}\.-?)+\p{L}\p{M}*|(?:\p{L}\.)+[b-df-hj-np-tv-xz]{2,4}"
)
# No word ends so, but in languages that write "teatr".
_CLUSTER = re.compile("[a-z]*[bcdfgkptv][lr]")
_AMOUNT = regex.compile(r"(?r)\d\s")
_NEVER_FIRST = "§¶%‰"
_NOT_BEHIND_UNIT = regex.compile(r"\.\s(?:\(|\p{Lu}\.)")
_UNITS = "AJKNTVW"  # single letters that end a sentence behind a number
_NUMBER = re.compile(r"[§№]?\d+(?:\.\d+)*")
# What is counted, or an amount of money: "Nr. 5", "approx. $3", "ca. EUR 5", "max. +5".
_COUNTED = regex.compile(r"\.\s+[\p{Sc}§#№+±~≈≤≥<>−]|\.\s+(?:-\d|[A-Z]{1,3}\p{Sc}|[A-Z]{3}\s\d)")
_ORDINAL = "ªº°"  # what an abbreviation may end with: "Profª."
_YEARS = re.compile(r"\d{4,}")
_COUNT = re.compile(r"[A-Z]?\d")
_ROMAN = re.compile(r"[IVXLC]+")
_VOWEL = regex.compile(
    r"[aeiouyæøœıаеёиоуыэюяіїєαεηιουω]|[^\p{Latin}\p{Cyrillic}\p{Greek}\p{M}]", regex.IGNORECASE
)
# A danda; Thai and its neighbours need no mark.
_OTHER_MARKS = regex.compile(r"[।॥\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_SHORT = 5  # characters of a word that such a text abbreviates, marks on letters included
_JOINT = re.compile("[-–'’]")
_ELISION = re.compile("['’]")


def _is_caseless(word: str) -> bool:
    """Return whether a word is in a script without capitals."""
    return word[0].isalpha() and word[0].lower() == word[0].upper()


@functools.lru_cache(10_000)
def is_never_short(word: str) -> bool:
    """Return whether this is a word that nobody abbreviates."""
    if not (1 < len(word) < _LONGEST and word.isalpha() and word[1:].islower()):
        return False
    listed = word.lower() in abbreviations() or word.endswith((_JOINED, *_ORDINAL))
    return not (listed or _lacks_vowels(word) or _CLUSTER.fullmatch(word))


def _lacks_vowels(word: str) -> bool:
    return len(word) <= 4 and not _VOWEL.search(unicodedata.normalize("NFD", word))


def _last_part(word: str) -> str:
    """Return what a word ends with that is joined to others.

    German writes Hauptstr. and Goetheplatz-Apoth., French elides l'art., Arabic joins "and".
    """
    if word.endswith(_JOINED):
        return word[-3:]
    if word.startswith(_ARABIC_AND):
        return word[1:] or word
    part = _JOINT.split(word)[-1]
    return part if len(part) > 1 else word


class FullStops:
    """The full stops of a text; its language is told when it is first needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    def ends(self, at: int, follows: str, stopped: bool) -> bool:
        """Return whether the full stop ends a sentence, ``follows`` being the next word.

        ``stopped`` says that this has a full stop behind it.
        """
        before = _BEFORE.match(self._text, max(0, at - _LONGEST), at)
        if before is None:
            return True
        word, start = before[0], before.start()
        if follows[0] in _NEVER_FIRST or self._in_reference(at, follows):
            return False
        kind = self._kind(word, start, follows)
        if kind is None:
            return not (self._is_rare and len(word) <= _SHORT and _is_caseless(word))
        if _is_caseless(follows):  # whatever stands within a sentence may begin one
            return False
        if kind == "number" and _COUNTED.match(self._text, at):
            return False
        return self._ends_behind(kind, word, start, follows, stopped)

    def _ends_behind(self, kind: str, word: str, start: int, follows: str, stopped: bool) -> bool:
        """Return whether the stop of an abbreviation of that kind ends a sentence as well."""
        if kind == "last":
            return follows[0].isupper() and self._quantity(start, _YEAR) != "begins"
        # A single letter with a full stop behind it is an initial, and no word.
        if kind == "before" or (stopped and len(follows) == 1 and not self._is_metric(word)):
            return False
        if kind == "number":
            return not (_COUNT.match(follows) or _ROMAN.fullmatch(follows))
        if stopped and follows.lower() in self._language.either:  # 300 v. Chr.
            return False
        return self._is_starter(follows) or self._ends_quantity(word, start, follows)

    def _in_reference(self, at: int, follows: str) -> bool:
        """Return whether a number or a letter follows within brackets: (Smith et al. 2011)."""
        if not (follows[0].isdigit() or (len(follows) == 1 and _LETTERED.match(self._text, at))):
            return False
        start = max(0, at - _LONGEST_REFERENCE)
        return _OPEN_BRACKET.match(self._text, start, at) is not None

    @functools.cached_property
    def _is_rare(self) -> bool:
        """Whether sentences end with other marks here, or none, so that this one abbreviates."""
        return _OTHER_MARKS.search(self._text[:_SAMPLE]) is not None

    @functools.cached_property
    def _language(self) -> Language:
        return language_of(self._text[:_SAMPLE])

    def _is_metric(self, word: str) -> bool:
        return word.islower() and len(word) < 3 and word in self._language.metric

    def _is_starter(self, word: str) -> bool:
        words = self._language.words
        lower = word.lower()
        first = _ELISION.split(lower)[0]  # l'homme, we'll
        return lower in words or first in words or first + "'" in words

    def _ends_quantity(self, word: str, start: int, follows: str) -> bool:
        """Return whether a unit ends a sentence: what has a capital begins one.

        That is where only names have; and a name may follow a quantity that a sentence begins with.
        """
        language = self._language
        if not follows[0].isupper() or _ROMAN.fullmatch(follows):
            return False
        named = language.capitals and word.lower() not in language.unit
        if named and not self._is_metric(word):
            return False
        if word.isdecimal():
            return not language.numbered
        initials = word.isupper() and "." not in word and not language.capitals
        return (
            not initials
            and follows not in language.behind
            and self._quantity(start, _QUANTITY) == "within"
        )

    def _quantity(self, end: int, form: regex.Pattern[str]) -> str | None:
        """Return whether a quantity ends there that "begins" a sentence, or is "within" one."""
        found = form.match(self._text, max(0, end - 40), end)
        if not found:
            return None
        starts = found.start("number"), found.start("first")
        return "begins" if any(map(self._begins, starts)) else "within"

    def _begins(self, at: int) -> bool:
        """Return whether a sentence begins there, as far as can be told at once."""
        if _LINE_START.match(self._text, max(0, at - 9), at):
            return True
        found = _MARK_BEFORE.match(self._text, max(0, at - 5), at)
        if not found or found["mark"] != ".":
            return bool(found)
        before = _BEFORE.match(self._text, max(0, found.start() - _LONGEST), found.start())
        return bool(before) and is_never_short(before[0])

    def _kind(self, word: str, start: int, follows: str) -> str | None:
        """Return what the full stop behind a word makes of it, as languages.toml has it."""
        number, roman = _NUMBER.fullmatch(word), bool(_ROMAN.fullmatch(word))
        begins = self._begins(start)
        if (number or roman) and begins and len(word) <= 5 and not _YEARS.fullmatch(word):
            return "before"  # the number of a list's item, or of a heading
        if number:
            return self._kind_of_number(word, start, follows)
        if len(word) == 1 and word.isupper():
            return self._kind_of_letter(word, start, begins)
        if self._is_metric(word) and _AMOUNT.match(self._text, max(0, start - 2), start):
            return "either"
        bracketed = start and self._text[start - 1] in "(["
        if bracketed and len(word) <= 6 and word.islower() and word[-1] not in ")]":
            return "before"
        return self._listed(word, start, follows) or self._looks_short(word, roman)

    def _kind_of_letter(self, word: str, start: int, begins: bool) -> str | None:
        amount = word in _UNITS and _AMOUNT.match(self._text, max(0, start - 2), start)
        if amount and _NOT_BEHIND_UNIT.match(self._text, start + 1):
            return "either"
        if amount or (start and self._text[start - 1] == "/"):
            return None
        return "before" if begins or self._language.kind(word) == "before" else "either"

    def _kind_of_number(self, word: str, start: int, follows: str) -> str | None:
        if len(word) > 2 or not self._language.ordinal:
            return None
        earlier = _EARLIER.match(self._text, max(0, start - 12), start)
        counted = earlier and earlier["word"].lower() in self._language.number
        named = _NAMED.match(self._text, max(0, start - _LONGEST), start)
        counted = counted or (named and named["word"].lower() in self._language.counted)
        return None if counted and not follows[0].isdigit() else "either"

    def _listed(self, word: str, start: int, follows: str) -> str | None:
        # Some put spaces into one: "a. m.", "EE. UU."
        earlier = _EARLIER.match(self._text, max(0, start - 12), start)
        spaced = f"{earlier['word']}.{word}" if earlier else word
        named = _NAMED.match(self._text, max(0, start - 12), start)
        behind = f"{named['word']}+{word}" if named else word
        plain = word.rstrip(_ORDINAL)
        for form in (spaced if earlier else behind, word, plain, _last_part(word)):
            # Most words stand on no list, and need no language.
            if form.lower() in abbreviations():
                kind = self._language.kind(form, follows)
                if kind:
                    return kind
        return None

    def _looks_short(self, word: str, roman: bool) -> str | None:
        if "." in word and _ACRONYM.fullmatch(word):
            return "either"
        # A letter, or consonants alone, or at an end that no word has.
        if len(word) == 1 or (not word.isupper() and _lacks_vowels(word)):
            return "either"
        if not self._language.clusters and len(word) <= _SHORT and _CLUSTER.fullmatch(word):
            return "either"
        if roman and self._language.ordinal:
            return "either"
        return "number" if len(word) <= _SHORT and self._language.is_cut_short(word) else None
