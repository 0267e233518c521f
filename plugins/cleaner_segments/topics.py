"""Find where the topic changes: where the vocabulary does.

The model is that of Utiyama and Isahara, "A Statistical Model for Domain-Independent Text
Segmentation" (ACL 2001, section 2): the division into segments is sought under which the words,
each segment having frequencies of its own, and the division itself take the least to write down.
Here a segment's size is bounded, so that the time grows only with the length of the text.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict

from cleaner_segments.graphemes import is_boundary
from cleaner_segments.languages import language_of
from cleaner_segments.sentences import Sentences
from cleaner_segments.sizes import Size
from cleaner_segments.structure import Structure

_SAMPLE = 1500  # characters that tell the language
_PIECES = 250  # a segment of the maximum is so many pieces, or its sentences if they are less
_MID_PARAGRAPH = 2.0  # nats that a topic's change within a paragraph takes more
# Words, and pairs of characters of scripts without spaces.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"(?=([{_UNSPACED}]{{2}}))|([^\W\d_{_UNSPACED}]{{3,}})")
_STEM = 6  # letters that tell a word from another, whatever its ending


def topic_ends(text: str, size: Size, structure: Structure, least: int, most: int) -> list[int]:
    """Return where the topics end, the last at the end of the text.

    None has more than ``most`` units, but what is a single sentence, nor less than ``least``, if
    that can be had.
    """
    ends = _pieces(text, size, structure, most)
    if len(ends) < 2:
        return [len(text)]
    words = _words(text, ends)
    sizes = [0, *(size.between(0, end) for end in ends)]
    extra = [0.0 if "\n" in text[end - 2 : end] else _MID_PARAGRAPH for end in ends]
    extra[-1] = 0.0
    return [ends[last - 1] for last in _divide(words, sizes, extra, least, most)]


def _pieces(text: str, size: Size, structure: Structure, most: int) -> list[int]:
    """Return the ends of what is not divided further: sentences, or some where a segment is long.

    Headings stay with what is below them, and code and tables whole.
    """
    ends: list[int] = []
    last = 0
    longest = min(most, size.between(0, len(text)))
    for end in Sentences(text).ends(0, len(text)):
        if structure.heading_at(end) or structure.block_at(end) or end == len(text):
            continue
        if size.between(last, end) * _PIECES >= longest and is_boundary(text, end, last):
            ends.append(end)
            last = end
    return [*ends, len(text)]


def _words(text: str, ends: list[int]) -> list[list[str]]:
    """Return the content words of each piece, cut to what is alike in their forms."""
    stop = language_of(text[:_SAMPLE]).words
    pieces = []
    start = 0
    for end in ends:
        found = (pair or word for pair, word in _WORD.findall(text[start:end].lower()))
        pieces.append([word[:_STEM] for word in found if word not in stop])
        start = end
    return pieces


def _divide(
    words: list[list[str]], sizes: list[int], extra: list[float], least: int, most: int
) -> list[int]:
    """Return the ends, counted in pieces, of the division that takes the least to write down."""
    count = len(words)
    vocabulary = len({word for piece in words for word in piece})
    each = math.log(max(2, sum(map(len, words))))
    costs = [0.0] + [math.inf] * count
    before = [0] * (count + 1)
    for start in range(count):
        frequencies: dict[str, int] = defaultdict(int)
        number, known = 0, 0.0
        for end in range(start + 1, count + 1):
            units = sizes[end] - sizes[start]
            if units > most and end > start + 1:
                break
            for word in words[end - 1]:
                frequency = frequencies[word]
                known += _gain(frequency)
                frequencies[word] = frequency + 1
            number += len(words[end - 1])
            cost = costs[start] + number * math.log(number + vocabulary + 1) - known
            cost += each + extra[end - 1] + (_TOO_SMALL if units < least else 0.0)
            if cost < costs[end]:
                costs[end], before[end] = cost, start
    return _trace(before)


_TOO_SMALL = 1e6  # nats: more than any division takes, so that there are as few as can be


def _gain(frequency: int) -> float:
    """Return what one more of a word adds to the sum of f log(f + 1) over the words."""
    return (frequency + 1) * math.log(frequency + 2) - frequency * math.log(frequency + 1)


def _trace(before: list[int]) -> list[int]:
    ends = []
    at = len(before) - 1
    while at:
        ends.append(at)
        at = before[at]
    return ends[::-1]
