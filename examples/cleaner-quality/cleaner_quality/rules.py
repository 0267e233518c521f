"""The rules, each with its name, its source, what it measures, and what it wants of that.

Sources: Gopher is Rae et al. (2021), "Scaling Language Models: Methods, Analysis & Insights from
Training Gopher", appendix A.1.1 (quality, repetition, and table A1); C4 is Raffel et al. (2020),
"Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer", section 2.2;
FineWeb is Penedo et al. (2024), "The FineWeb Datasets", section 3.6.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from cleaner_quality.page import Page, share_of_repeated_characters, share_of_repeats

# What a value must not be, by what is wanted of it.
_FAILS: dict[str, Callable[[float, float], bool]] = {
    "at least": operator.lt,
    "at most": operator.gt,
    "more than": operator.le,
    "less than": operator.ge,
}

_STOP_WORDS = frozenset(("the", "be", "to", "of", "and", "that", "have", "with"))
_BULLETS = ("•", "‣", "▪", "●", "- ", "* ", "– ")
_ELLIPSES = ("...", "…")
_LINE_ENDS = (".", "!", "?", '"', "'", "”", "’", ":", ";", "。", "！", "？")
_MARKS = ".,;:!?()[]\"'“”‘’«»"
_SHORT_LINE = 30


class Rule(NamedTuple):
    """One rule: fails a page whose measure is not as the threshold wants it."""

    set: str
    name: str
    measure: Callable[[Page], float]
    wants: str

    @property
    def option(self) -> str:
        """The field of the options that holds its threshold."""
        return self.name.replace("-", "_")

    def fails(self, value: float, threshold: float) -> bool:
        """Tell whether a value fails the rule."""
        return _FAILS[self.wants](value, threshold)


def _mean_word_length(page: Page) -> float:
    return page.share_of_words(sum(map(len, page.words)))


def _symbols(page: Page) -> float:
    # Either of the two, not both together.
    return page.share_of_words(max(page.text.count("#"), sum(map(page.text.count, _ELLIPSES))))


def _bullets(page: Page) -> float:
    return page.share_of_lines(sum(line.startswith(_BULLETS) for line in page.lines))


def _ellipses(page: Page) -> float:
    return page.share_of_lines(sum(line.endswith(_ELLIPSES) for line in page.lines))


def _alphabetic(page: Page) -> float:
    return page.share_of_words(sum(any(map(str.isalpha, word)) for word in page.words))


def _stop_words(page: Page) -> float:
    return len(_STOP_WORDS.intersection(word.lower().strip(_MARKS) for word in page.words))


def _line_ends(page: Page) -> float:
    return page.share_of_lines(sum(line.endswith(_LINE_ENDS) for line in page.lines))


def _short_lines(page: Page) -> float:
    return page.share_of_lines(sum(len(line) < _SHORT_LINE for line in page.lines))


def _word_count(page: Page) -> float:
    return len(page.words)


def _lorem_ipsum(page: Page) -> float:
    return page.text.lower().count("lorem ipsum")


def _gopher(name: str, measure: Callable[[Page], float], wants: str) -> Rule:
    return Rule("gopher", f"gopher-{name}", measure, wants)


def _repetition(name: str, measure: Callable[[Page], float]) -> Rule:
    return Rule("gopher-repetition", f"repetition-{name}", measure, "at most")


_GOPHER = [
    _gopher("min-words", _word_count, "at least"),
    _gopher("max-words", _word_count, "at most"),
    _gopher("min-word-length", _mean_word_length, "at least"),
    _gopher("max-word-length", _mean_word_length, "at most"),
    _gopher("symbols", _symbols, "at most"),
    _gopher("bullets", _bullets, "at most"),
    _gopher("ellipses", _ellipses, "at most"),
    _gopher("alphabetic", _alphabetic, "at least"),
    _gopher("stop-words", _stop_words, "at least"),
]

_REPETITION = [
    _repetition("lines", lambda page: share_of_repeats(page.lines)),
    _repetition("paragraphs", lambda page: share_of_repeats(page.paragraphs)),
    _repetition("line-characters", lambda page: share_of_repeated_characters(page.lines)),
    _repetition("paragraph-characters", lambda page: share_of_repeated_characters(page.paragraphs)),
    *(
        _repetition(f"top-{length}-gram", partial(Page.share_of_top, length=length))
        for length in (2, 3, 4)
    ),
    *(
        _repetition(f"{length}-grams", partial(Page.share_of_repeated_grams, length=length))
        for length in range(5, 11)
    ),
]

_C4 = [
    Rule("c4", "c4-min-sentences", lambda page: page.sentences, "at least"),
    Rule("c4", "c4-lorem-ipsum", _lorem_ipsum, "at most"),
    Rule("c4", "c4-curly-brackets", lambda page: page.text.count("{"), "at most"),
]

_FINEWEB = [
    Rule("fineweb", "fineweb-line-ends", _line_ends, "more than"),
    Rule("fineweb", "fineweb-short-lines", _short_lines, "less than"),
    Rule(
        "fineweb",
        "fineweb-repeated-characters",
        lambda page: share_of_repeated_characters(page.lines),
        "less than",
    ),
]

RULES: tuple[Rule, ...] = (*_GOPHER, *_REPETITION, *_C4, *_FINEWEB)
