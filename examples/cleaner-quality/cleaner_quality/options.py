"""The thresholds of the rules, as they were published."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner import option

SETS = ("gopher", "gopher-repetition", "c4", "fineweb")


def _share(default: float, help: str) -> float | None:  # noqa: A002 (as in option)
    value: float | None = option(default, help, min=0, max=1)
    return value


@dataclass(frozen=True)
class Options:
    """Which sets of rules hold, and the threshold of each rule; a rule can be set to another."""

    rules: tuple[str, ...] = option(("gopher", "gopher-repetition"), "sets of rules", choices=SETS)
    note: bool = option(False, "keep every document, and note the failed rules in meta.quality")

    gopher_min_words: int | None = option(50, "fewest words", min=0)
    gopher_max_words: int | None = option(100_000, "most words", min=1)
    gopher_min_word_length: float | None = option(3.0, "least mean length of a word", min=0)
    gopher_max_word_length: float | None = option(10.0, "greatest mean length of a word", min=0)
    gopher_symbols: float | None = option(0.1, "most # or ellipses a word", min=0)
    gopher_bullets: float | None = _share(0.9, "greatest share of lines that begin with a bullet")
    gopher_ellipses: float | None = _share(0.3, "greatest share of lines that end with an ellipsis")
    gopher_alphabetic: float | None = _share(0.8, "least share of words with a letter")
    gopher_stop_words: int | None = option(2, "fewest of eight common English words", min=0, max=8)

    repetition_lines: float | None = _share(0.30, "greatest share of repeated lines")
    repetition_paragraphs: float | None = _share(0.30, "greatest share of repeated paragraphs")
    repetition_line_characters: float | None = _share(0.20, "their share of characters")
    repetition_paragraph_characters: float | None = _share(0.20, "their share of characters")
    repetition_top_2_gram: float | None = _share(0.20, "share of the most frequent word 2-gram")
    repetition_top_3_gram: float | None = _share(0.18, "share of the most frequent word 3-gram")
    repetition_top_4_gram: float | None = _share(0.16, "share of the most frequent word 4-gram")
    repetition_5_grams: float | None = _share(0.15, "share of repeated word 5-grams")
    repetition_6_grams: float | None = _share(0.14, "share of repeated word 6-grams")
    repetition_7_grams: float | None = _share(0.13, "share of repeated word 7-grams")
    repetition_8_grams: float | None = _share(0.12, "share of repeated word 8-grams")
    repetition_9_grams: float | None = _share(0.11, "share of repeated word 9-grams")
    repetition_10_grams: float | None = _share(0.10, "share of repeated word 10-grams")

    c4_min_sentences: int | None = option(3, "fewest sentences", min=0)
    c4_lorem_ipsum: int | None = option(0, "most times of lorem ipsum", min=0)
    c4_curly_brackets: int | None = option(0, "most opening curly brackets", min=0)
    c4_min_line_words: int | None = option(
        5, "fewest words of a line, which else is removed", min=0
    )

    fineweb_line_ends: float | None = _share(0.12, "share of lines that end with punctuation")
    fineweb_short_lines: float | None = _share(0.67, "share of lines below 30 characters")
    fineweb_repeated_characters: float | None = _share(0.10, "share of repeated characters")
