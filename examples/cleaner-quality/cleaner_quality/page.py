"""A document as the rules see it: its words, lines and paragraphs, each found once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s|$)")


class Page:
    """A text, taken apart when a rule asks for it. Words stand between spaces."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> list[str]:
        """What stands between spaces, with the punctuation that clings to it."""
        return self.text.split()

    @cached_property
    def lines(self) -> list[str]:
        """The lines that are not blank."""
        return [line for line in map(str.strip, self.text.splitlines()) if line]

    @cached_property
    def paragraphs(self) -> list[str]:
        """What blank lines part."""
        return [part for part in map(str.strip, re.split(r"\n\s*\n", self.text)) if part]

    @cached_property
    def sentences(self) -> int:
        """How many sentences end in a full stop, an exclamation or a question mark."""
        return len(_SENTENCE_END.findall(self.text))

    def share_of_words(self, count: float) -> float:
        """Return a count for each word; 0 of a text without words."""
        return count / len(self.words) if self.words else 0.0

    def share_of_lines(self, count: float) -> float:
        """Return a count for each line; 0 of a text without lines."""
        return count / len(self.lines) if self.lines else 0.0

    def share_of_top(self, length: int) -> float:
        """Return the share of characters within the most frequent n-gram that comes twice."""
        grams = Counter(zip(*(self.words[start:] for start in range(length)), strict=False))
        if not grams:
            return 0.0
        most = max(grams.values())
        if most < 2:
            return 0.0
        longest = max(sum(map(len, gram)) for gram, count in grams.items() if count == most)
        return most * longest / max(self._word_characters, 1)

    def share_of_repeated_grams(self, length: int) -> float:
        """Return the share of characters within n-grams that came before, each counted once."""
        seen: set[tuple[str, ...]] = set()
        repeated = 0
        counted_to = 0
        for start in range(len(self.words) - length + 1):
            gram = tuple(self.words[start : start + length])
            if gram in seen:
                first = max(start, counted_to)
                repeated += sum(map(len, self.words[first : start + length]))
                counted_to = start + length
            seen.add(gram)
        return repeated / max(self._word_characters, 1)

    @cached_property
    def _word_characters(self) -> int:
        return sum(map(len, self.words))


def share_of_repeats(parts: Sequence[str]) -> float:
    """Return the share of parts that came before.

    >>> share_of_repeats(["a", "b", "a", "a"])
    0.5
    """
    return 1 - len(set(parts)) / len(parts) if parts else 0.0


def share_of_repeated_characters(parts: Sequence[str]) -> float:
    """Return the share of characters that lie in parts that came before.

    >>> share_of_repeated_characters(["aaa", "b", "aaa", "b"])
    0.5
    """
    total = sum(map(len, parts))
    return 1 - sum(map(len, set(parts))) / total if total else 0.0
