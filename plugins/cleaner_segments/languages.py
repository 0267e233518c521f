"""Tell a text's language, and what in that language a full stop may belong to."""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from dataclasses import dataclass
from importlib import resources

_PUNCTUATION = ".,;:!?…\"'’“”„«»()[]।،؛؟"
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Language:
    """The function words and the abbreviations of a language; languages.toml says what is what."""

    words: frozenset[str] = _NONE
    before: frozenset[str] = _NONE
    number: frozenset[str] = _NONE
    either: frozenset[str] = _NONE
    ordinal: bool = False

    def kind(self, word: str) -> str | None:
        """Return whether ``before``, ``number`` or ``either`` lists a word, without its stop."""
        for form in (word, word.lower()):
            if form in self.before:
                return "before"
            if form in self.number:
                return "number"
            if form in self.either:
                return "either"
        return None


@functools.cache
def languages() -> dict[str, Language]:
    """Return what languages.toml says, by language."""
    data = tomllib.loads(
        resources.files("cleaner_segments").joinpath("languages.toml").read_text("utf-8")
    )
    every = data.pop("all")
    return {
        code: Language(
            words=frozenset(found["words"].split()),
            ordinal=found.get("ordinal", False),
            **{
                kind: frozenset(f"{found.get(kind, '')} {every[kind]}".split())
                for kind in ("before", "number", "either")
            },
        )
        for code, found in data.items()
    }


@functools.cache
def abbreviations() -> frozenset[str]:
    """Return what any language abbreviates, in small letters."""
    return frozenset(
        word.lower()
        for language in languages().values()
        for kind in (language.before, language.number, language.either)
        for word in kind
    )


@functools.cache
def _speakers() -> dict[str, tuple[str, ...]]:
    """Return the languages that each function word belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for code, language in languages().items():
        for word in language.words:
            found[word] = (*found.get(word, ()), code)
    return found


def language_of(sample: str) -> Language:
    """Return the language whose function words a sample holds most of; English if it has none."""
    speakers = _speakers()
    votes: Counter[str] = Counter()
    for word, count in Counter(sample.lower().split()).items():
        for code in speakers.get(word.strip(_PUNCTUATION), ()):
            votes[code] += count
    # Of equal ones the first in the file, so that the answer hangs on the sample alone.
    best = max(languages(), key=lambda code: votes[code]) if votes else "en"
    return languages()[best]
