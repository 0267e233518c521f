"""Tell the lines of prose from those of verse, lists, code and headings."""

from __future__ import annotations

import re

from cleaner_titles.fold import width

_ENDS_SENTENCE = re.compile(r"[.!?…。！？।॥؟۔։።:：]['\"’”»›」』)\]]*$")
_SENTENCE_WITHIN = re.compile(r"[^\s.][.!?…]['\"’”»)\]]*(?:\s|$)|[。！？।॥؟۔։።]")
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


def prose_lines(lines: list[str], indices: list[int], copies: set[int]) -> set[int]:
    """Return which of the lines are prose: paragraphs on one line, or wrapped ones.

    Args:
        lines: the document's lines, stripped.
        indices: those that are not blank and no copies of a title.
        copies: the lines that are; they part no paragraph.
    """
    found: set[int] = set()
    few: list[list[int]] = []
    block: list[int] = []
    edge = 0
    for index in [*indices, -1]:
        if block and (index < 0 or not _goes_on(lines, block[-1], index, copies)):
            widths = [width(lines[at][:400]) for at in block]
            if len(block) > 2 and _is_wrapped(lines, block, widths):
                edge = max(edge, *widths)
                found.update(block)
            elif 1 < len(block) <= _FEW:
                few.append(block)
            else:
                found |= _sentences(lines, block, widths, copies)
            block = []
        block.append(index)
    for block in few:
        found |= _prose_of_few(lines, block, edge, copies)
    return found


def _goes_on(lines: list[str], index: int, other: int, copies: set[int]) -> bool:
    """Say whether two lines are of one block, which a copy may stand in the midst of."""
    if other == index + 1:
        return True
    between = range(index + 1, other)
    if other - index > _APART or copies.isdisjoint(between):
        return False
    broken = lines[other][0].islower() and not ends_sentence(lines[index])
    return all(at in copies or (broken and not lines[at]) for at in between)


def _prose_of_few(lines: list[str], block: list[int], edge: int, copies: set[int]) -> set[int]:
    """Return the prose of a block of few lines, which must break where the other text does."""
    texts = [lines[index][:400] for index in block]
    widths = [width(text) for text in texts]
    if edge:
        full = edge >= max(widths) and all(
            columns + 1 + first_word(below) > edge
            for columns, below in zip(widths[:-1], texts[1:], strict=True)
        )
    else:
        full = len(block) == 2 and _ALONE <= widths[0] < 200
    # A page may end within the sentence.
    if full and (ends_sentence(texts[-1]) or widths[-1] * 10 >= edge * 8 > 0):
        return set(block)
    return _sentences(lines, block, widths, copies)


def _sentences(
    lines: list[str], block: list[int], widths: list[int], copies: set[int]
) -> set[int]:
    """Return the lines of a block that are paragraphs or sentences by themselves."""
    sentences = all(ends_sentence(lines[index]) for index in block)
    # Short sentences right beside a showing of the title can be verse with its refrain.
    if not copies.isdisjoint({block[0] - 1, block[-1] + 1}):
        sentences = False
    least = _PARAGRAPH if len(block) == 1 else _PARAGRAPH + 16
    return {
        index
        for index, columns in zip(block, widths, strict=True)
        if (columns >= least or (sentences and columns >= _SENTENCE))
        and not _CODE.match(lines[index][-40:])
    }


def first_word(line: str) -> int:
    """Return the columns of what a line cannot be broken before."""
    word = line.split(None, 1)[0]
    # Scripts without spaces break at any letter.
    return width(word) if word.isascii() else min(width(word), 4 if len(word) > 14 else 14)


def _is_wrapped(lines: list[str], block: list[int], widths: list[int]) -> bool:
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
    for place, columns in enumerate(widths[:-1]):
        if columns + 1 + first_word(lines[block[place + 1]]) + slack > edge:
            full += 1
        elif ends_sentence(lines[block[place]]):
            ended += 1
    if full * 5 < (len(widths) - 1 - ended) * 4 or full <= ended:
        return False
    # Headings in a row can be as wide as each other, the lines of a stanza by luck: but a text
    # has sentences, and goes on in small letters where its script has them.
    text = [lines[index] for index in block]
    # The lines of verse mostly end where a clause does, those of prose anywhere.
    if sum(line[-1] in _CLAUSE_ENDS for line in text[:-1]) * 3 >= 2 * (len(text) - 1):
        return False
    cased = sum(line[0].isupper() for line in text)
    return cased * 5 <= len(text) * 4 and any(map(_SENTENCE_WITHIN.search, text))
