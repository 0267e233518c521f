"""Tell the lines of prose from those of verse, lists, code and headings."""

from __future__ import annotations

import re

from cleaner_titles.fold import width

_ENDS_SENTENCE = re.compile(r"[.!?…。！？।॥؟۔։።:：]['\"’”»›」』)\]]*$")
_SENTENCE_WITHIN = re.compile(r"[^\s.][.!?…]['\"’”»)\]]*(?:\s|$)|[。！？।॥؟۔։።]")
_CODE = re.compile(r".*(?:[;{}\\]|=>|[A-Za-z0-9_]\([^\s()]*\))$")
# Columns of a paragraph on one line, of a sentence that stands alone, of the narrowest wrapped
# text.
_PARAGRAPH, _SENTENCE, _NARROWEST = 64, 24, 28


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
    block: list[int] = []
    for index in indices:
        if block and not _goes_on(block[-1], index, copies):
            found |= _prose_of(lines, block)
            block = []
        block.append(index)
    return found | _prose_of(lines, block)


def _goes_on(index: int, other: int, copies: set[int]) -> bool:
    return other == index + 1 or (
        other - index < 6 and all(between in copies for between in range(index + 1, other))
    )


def _prose_of(lines: list[str], block: list[int]) -> set[int]:
    """Return the prose of one block."""
    widths = [width(lines[index][:400]) for index in block]
    if len(block) > 2 and _is_wrapped(lines, block, widths):
        return set(block)
    sentences = all(ends_sentence(lines[index]) for index in block)
    least = _PARAGRAPH if len(block) == 1 else _PARAGRAPH + 16
    return {
        index
        for index, columns in zip(block, widths, strict=True)
        if (columns >= least or (sentences and columns >= _SENTENCE))
        and not _CODE.match(lines[index][-40:])
    }


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
        first = lines[block[place + 1]].split(None, 1)[0]
        # Scripts without spaces break at any letter.
        word = width(first) if first.isascii() else min(width(first), 4 if len(first) > 14 else 14)
        if columns + 1 + word + slack > edge:
            full += 1
        elif ends_sentence(lines[block[place]]):
            ended += 1
    if full * 5 < (len(widths) - 1 - ended) * 4 or full <= ended:
        return False
    # Headings in a row can be as wide as each other, the lines of a stanza by luck: but a text
    # has sentences, and goes on in small letters where its script has them.
    text = [lines[index] for index in block]
    cased = sum(line[0].isupper() for line in text)
    return cased * 5 <= len(text) * 4 and any(map(_SENTENCE_WITHIN.search, text))
