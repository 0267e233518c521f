"""Tell a text's language, and what in that language a full stop may belong to."""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from typing import Any

_PUNCTUATION = ".,;:!?…\"'’“”„«»()[]।،؛؟"
_NONE: frozenset[str] = frozenset()
_WORD = 2  # votes of a word for its languages; a letter has one


@dataclass(frozen=True)
class Language:
    """The function words and the abbreviations of a language; languages.toml says what is what."""

    words: frozenset[str] = _NONE
    before: frozenset[str] = _NONE
    number: frozenset[str] = _NONE
    either: frozenset[str] = _NONE
    last: frozenset[str] = _NONE
    unit: frozenset[str] = _NONE
    behind: frozenset[str] = _NONE
    metric: frozenset[str] = _NONE
    counted: frozenset[str] = _NONE
    finals: frozenset[str] = _NONE
    letters: frozenset[str] = _NONE
    ordinal: bool = False
    capitals: bool = False
    clusters: bool = False
    numbered: bool = False

    def is_cut_short(self, word: str) -> bool:
        """Return whether this is no name, and ends as no word of this language does."""
        whole = not self.finals or word[-1] in self.finals or word in self.words
        return not whole and word.islower() and word.isalpha()

    def kind(self, word: str, follows: str = "") -> str | None:
        """Return which of ``before``, ``number``, ``either``, ``last`` lists a word, less its stop.

        What is all capitals is listed so, unless what follows it is all capitals as well.
        """
        name = len(word) > 1 and word.isupper() and word.isalpha() and not follows.isupper()
        for form in (word,) if name else (word, word.lower()):
            for kind in ("last", "before", "number", "either"):
                if form in getattr(self, kind):
                    return kind
        return None


@functools.cache
def languages() -> dict[str, Language]:
    """Return what languages.toml says, by language."""
    data = tomllib.loads(
        resources.files("cleaner_segments").joinpath("languages.toml").read_text("utf-8")
    )
    every = data.pop("all")
    return {code: _language(found, every) for code, found in data.items()}


def _language(found: dict[str, Any], every: dict[str, str]) -> Language:
    """Return a language; what is short in every one is what this lists it as, where it does."""
    fields: dict[str, Any] = {
        name: value if value is True else frozenset(value.split()) for name, value in found.items()
    }
    for name in ("finals", "letters"):
        fields[name] = frozenset(found.get(name, ""))
    own = frozenset().union(*(fields.get(name, _NONE) for name in ("words", *every)))
    for kind, value in every.items():
        shared = frozenset(value.split())
        fields[kind] = shared if kind == "metric" else fields.get(kind, _NONE) | (shared - own)
    # A unit ends a sentence as other abbreviations of its kind do, and more often.
    fields["either"] |= fields.get("unit", _NONE)
    return Language(**fields)


@functools.cache
def abbreviations() -> frozenset[str]:
    """Return what any language abbreviates, in small letters."""
    return frozenset(
        word.lower()
        for language in languages().values()
        for kind in (language.before, language.number, language.either, language.last)
        for word in kind
    )


@functools.cache
def _speakers(kind: str) -> dict[str, tuple[str, ...]]:
    """Return the languages that each of their ``words``, or ``letters``, belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for code, language in languages().items():
        for each in getattr(language, kind):
            found[each] = (*found.get(each, ()), code)
    return found


def language_of(sample: str) -> Language:
    """Return the language that most of a sample's function words and letters belong to.

    If it holds none, that is one which is written in its script, English for most. A single letter
    with a mark is an initial, or the number of an item, and tells nothing.
    """
    lower = sample.lower()
    votes: Counter[str] = Counter()
    words, letters = _speakers("words"), _speakers("letters")
    for word, count in Counter(lower.split()).items():
        bare = word.strip(_PUNCTUATION)
        if len(bare) > 1 or bare == word:
            for code in words.get(bare, ()):
                votes[code] += count * (_WORD if len(bare) > 1 else 1)
    for letter, count in Counter(lower).items():
        for code in letters.get(letter, ()):
            votes[code] += count
    if not votes:
        return languages()[_language_of_script(sample)]
    # Of equal ones the first in the file, so that the answer hangs on the sample alone.
    return languages()[max(languages(), key=lambda code: votes[code])]


_SCRIPTS = {"CYRILLIC": "ru", "GREEK": "el", "ARABIC": "ar", "HEBREW": "he", "DEVANAGARI": "hi"}


def _language_of_script(sample: str) -> str:
    """Return the language that is most written in the script of the first letter."""
    letter = next(filter(str.isalpha, sample), "a")
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "en")
