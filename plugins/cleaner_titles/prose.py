"""Tell the lines of prose from those of verse, lists, code and headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from cleaner_titles.fold import columns, has_marks, width

_Measure: TypeAlias = Callable[[str], int]

_ENDS_SENTENCE = re.compile(r"(?:[.!?…。！？।॥؟۔։።:：]|(?<=[α-ωά-ώ]);)['\"’”»›」』)\]]*$")
# Scripts without capitals have their sentences end within a line; Thai, Lao, Khmer and Burmese,
# which write words without blanks, part them by a blank.
_SENTENCE_WITHIN = re.compile(
    r"[^\s.][.!?…]['\"’”»)\]]*(?:\s|$)|[。！？।॥؟۔։።]['\"’”»›」』)\]]*(?=.)"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]\s\S"
)
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
# Two clauses of a line.
_CLAUSES = re.compile(r"[^\s]*[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{12}\S* \S{12}")
# Columns of a long word in those scripts, before which a line may be broken.
_CHUNK = 10
# An entry of a table of contents.
_ENTRY = re.compile(r".*?(?:\.{3,}|…+|[.\s]{3,})\s*\d{1,4}$")
# The most lines that the head of a page takes, with blank ones.
_APART = 8
# Lines of a block that tell too little by themselves.
_FEW = 5
_CLAUSE_ENDS = frozenset(".,;:!?…。，；：！？、।॥؟،؛۔·—–")
_CODE = re.compile(r".*(?:[;{}\\]|=>|[A-Za-z0-9_]\([^\s()]*\))$")
# Columns of a paragraph on one line, of a sentence that stands alone, of the narrowest wrapped
# text, and of the first of two lines where nothing else tells of the edge.
_PARAGRAPH, _SENTENCE, _NARROWEST, _ALONE = 64, 24, 28, 56


def ends_sentence(line: str) -> bool:
    """Say whether a line ends as a sentence does, quotation marks and brackets aside."""
    return _ENDS_SENTENCE.search(line[-8:]) is not None


def is_unmarked(line: str) -> bool:
    """Say whether a line begins in a script that has no mark for the end of a sentence."""
    return _SPACELESS.match(line) is not None


def prose_lines(lines: list[str], indices: list[int], copies: set[int]) -> set[int]:
    """Return which of the lines are prose: paragraphs on one line, or wrapped ones.

    Args:
        lines: the document's lines, stripped.
        indices: those that are not blank and no copies of a title.
        copies: the lines that are; they part no paragraph.
    """
    found = _prose_by(width, lines, indices, copies)
    if any(has_marks(lines[index][:400]) for index in indices):
        # A program may have broken the lines by their letters, or by the columns they take.
        found |= _prose_by(columns, lines, indices, copies)
    return found


def _prose_by(
    measure: _Measure, lines: list[str], indices: list[int], copies: set[int]
) -> set[int]:
    """Return the lines of prose, where their edge is one by this measure."""
    found: set[int] = set()
    few: list[list[int]] = []
    edge = 0
    for block in _blocks(lines, indices, copies):
        widths = [measure(lines[at][:400]) for at in block]
        if len(block) > 2 and _is_wrapped(lines, block, widths, measure):
            edge = max(edge, *widths)
            found.update(block)
        elif 1 < len(block) <= _FEW:
            few.append(block)
        else:
            found |= _sentences(lines, block, widths, copies)
    for block in few:
        found |= _prose_of_few(lines, block, edge, copies, measure)
    return found


def _blocks(lines: list[str], indices: list[int], copies: set[int]) -> Iterator[list[int]]:
    """Yield the lines that stand together."""
    block: list[int] = []
    for index in indices:
        if block and not _goes_on(lines, block[-1], index, copies):
            yield block
            block = []
        block.append(index)
    if block:
        yield block


def _goes_on(lines: list[str], index: int, other: int, copies: set[int]) -> bool:
    """Say whether two lines are of one block, which a copy may stand in the midst of."""
    if other == index + 1:
        return True
    between = range(index + 1, other)
    if other - index > _APART or copies.isdisjoint(between):
        return False
    broken = lines[other][0].islower() and not ends_sentence(lines[index])
    return all(at in copies or (broken and not lines[at]) for at in between)


def _prose_of_few(
    lines: list[str], block: list[int], edge: int, copies: set[int], measure: _Measure
) -> set[int]:
    """Return the prose of a block of few lines, which must break where the other text does."""
    texts = [lines[index][:400] for index in block]
    widths = [measure(text) for text in texts]
    if edge:
        full = edge >= max(widths) and all(
            taken + 1 + first_word(below, measure) > edge
            for taken, below in zip(widths[:-1], texts[1:], strict=True)
        )
    else:
        full = len(block) == 2 and _ALONE <= widths[0] < 200
    # A page may end within the sentence, and Thai has no mark for its end.
    ends = ends_sentence(texts[-1]) or is_unmarked(texts[-1])
    if full and (ends or widths[-1] * 10 >= edge * 8 > 0):
        return set(block)
    return _sentences(lines, block, widths, copies)


def _sentences(lines: list[str], block: list[int], widths: list[int], copies: set[int]) -> set[int]:
    """Return the lines of a block that are paragraphs or sentences by themselves."""
    sentences = all(
        ends_sentence(lines[index]) or _CLAUSES.match(lines[index][:400]) for index in block
    )
    # Short sentences right beside a showing of the title can be verse with its refrain.
    if not copies.isdisjoint({block[0] - 1, block[-1] + 1}):
        sentences = False
    least = _PARAGRAPH if len(block) == 1 else _PARAGRAPH + 16
    return {
        index
        for index, taken in zip(block, widths, strict=True)
        if (taken >= least or (sentences and taken >= _SENTENCE))
        and not _CODE.match(lines[index][-40:])
    }


def first_word(line: str, measure: _Measure = width) -> int:
    """Return the columns of what a line cannot be broken before."""
    word = line.split(None, 1)[0]
    if word.isascii():
        return measure(word)
    if _SPACELESS.match(word):
        return min(measure(word), _CHUNK)
    # Other scripts without spaces break at any letter.
    return min(measure(word), 4 if len(word) > 14 else 14)


def _is_wrapped(lines: list[str], block: list[int], widths: list[int], measure: _Measure) -> bool:
    """Say whether a block is a text broken at an edge.

    Then the first word of a line would not have fitted on the line before. Verse breaks
    sooner; at the end of a paragraph within the block a line may.
    """
    edge = max(widths)
    if edge < _NARROWEST or edge > 200:
        return False
    # Typeset by eye or proportionally, a long text comes near its edge only. A stanza may by luck.
    slack = edge // 10 if len(block) > 7 else 0
    full = ended = 0
    for place, taken in enumerate(widths[:-1]):
        if taken + 1 + first_word(lines[block[place + 1]], measure) + slack > edge:
            full += 1
        elif ends_sentence(lines[block[place]]):
            ended += 1
    if full * 5 < (len(widths) - 1 - ended) * 4 or full <= ended:
        return False
    # Headings in a row can be as wide as each other, the lines of a stanza by luck: but a text
    # has sentences, and goes on in small letters where its script has them.
    text = [lines[index] for index in block]
    if sum(_ENTRY.match(line[:200]) is not None for line in text) * 2 > len(text):
        return False
    # The lines of verse mostly end where a clause does, those of prose anywhere.
    if sum(line[-1] in _CLAUSE_ENDS for line in text[:-1]) * 3 >= 2 * (len(text) - 1):
        return False
    cased = sum(line[0].isupper() for line in text)
    return cased * 5 <= len(text) * 4 and any(map(_SENTENCE_WITHIN.search, text))
