"""What a line and a block of lines look like: a title, prose, or neither."""

from __future__ import annotations

import re

# As many lines behind a title are read to find the prose of its article.
LINES_READ = 16
# A paragraph of one line is at least so wide, a sentence that stands alone at least so.
_PARAGRAPH, _SENTENCE, _WRAPPED, _NARROW = 64, 16, 52, 40

_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")
_ENDS_SENTENCE = re.compile(r"(?:[.!?…。！？।॥؟۔։።]|(?<=[α-ωά-ώ]);)['\"’”»›」』)\]]*$")
_ENDS_STATEMENT = re.compile(r"(?:[.。।॥۔։።,:،؛、，；：]|(?<![α-ωά-ώ]);)['\"’”»›」』)\]]*$")
_WORD = re.compile(r"[^\W\d_]{2}|[\u2e80-\ua4cf\uac00-\ud7a3]")
# What lists, tables, speech, code, logs and markup begin and end with.
_STRUCTURE = re.compile(
    r"[-–—―*•·‣▪●○+>|<$@\\{}()\[\]]|\.\.|=[a-z]|['\"]{3}|# -\*-"
    r"|\d{1,3}[.)]\s|[a-zA-Z][.)]\s|//|\d{1,4}[-/.:]\d{1,2}[-/.:]\d"
    r"|.*(?:[{}\\|(=>]|(?<![α-ωά-ώ]);|[A-Za-z0-9_]\(\S*\))$|.*\t"
)
# Thai, Lao, Khmer and Burmese have no mark for the end of a sentence, but part clauses by blanks.
_CLAUSES = re.compile(r"[^\s]*[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{16}\S* \S{8}")
_SENTENCE_UNMARKED = 60
# A field of a record: a name and one word.
_FIELD = re.compile(r"[A-Za-z][\w-]*:\s+\S+$")
_SIGNS = re.compile(r"[=(){}\[\]<>_;\\]")
_SPEECH = re.compile(r"['\"‘“«‹„「『].*[.!?;,。！？，؟।]['\"’”“»›」』]$")


def width(line: str) -> int:
    """Return the columns that a line takes: an ideograph takes two.

    >>> width("title"), width("題名")
    (5, 4)
    """
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def ends_sentence(line: str) -> bool:
    """Say whether a line ends as a sentence does, quotation marks and brackets aside."""
    return _ENDS_SENTENCE.search(line[-8:]) is not None


def looks_like_title(line: str, narrowest: int, widest: int) -> bool:
    """Say whether a line can be the title of an article.

    >>> looks_like_title("The bridge is open again | Town", 4, 300)
    True
    >>> looks_like_title("return None;", 4, 300)
    False
    """
    if len(line) > widest or not narrowest <= width(line) <= widest:
        return False
    if _STRUCTURE.match(line) or _SPEECH.match(line) or not _WORD.search(line):
        return False
    if len(line) > _SENTENCE_UNMARKED and _CLAUSES.match(line):
        return False
    return not _ENDS_STATEMENT.search(line[-8:]) and not _FIELD.match(line)


def has_prose(lines: list[str], indices: list[int]) -> bool:
    """Say whether a block of prose is among the lines; a blank line parts blocks."""
    block: list[str] = []
    before = -1
    for index in indices:
        if block and index > before + 1:
            if _is_prose(block):
                return True
            block = []
        block.append(lines[index])
        before = index
    return bool(block) and _is_prose(block)


def _is_code(line: str) -> bool:
    signs = len(_SIGNS.findall(line[:400]))
    return signs > 2 and signs * 25 > len(line[:400])


def _is_prose(block: list[str]) -> bool:
    plain = [line for line in block if not _STRUCTURE.match(line[:400]) and not _is_code(line)]
    if len(plain) * 2 < len(block) or not plain:
        return False
    widths = [width(line[:400]) for line in plain]
    if len(plain) == 1:
        return widths[0] >= _PARAGRAPH or (widths[0] >= _SENTENCE and ends_sentence(plain[0]))
    for line, columns in zip(plain, widths, strict=True):
        if columns >= 2 * _PARAGRAPH or (columns >= _PARAGRAPH and ends_sentence(line)):
            return True
    if all(map(ends_sentence, plain)):
        return min(widths) >= _SENTENCE + 8
    return _is_wrapped(plain, widths)


def _is_wrapped(plain: list[str], widths: list[int]) -> bool:
    """Say whether lines are of a paragraph that was broken at an edge."""
    # Wrapped prose goes on in small letters; verse begins its lines with capitals.
    running = sum(line[0].islower() for line in plain[1:])
    if running * 5 >= (len(plain) - 1) * 2:
        return max(widths) >= 36
    if sum(widths[:-1]) >= _WRAPPED * (len(widths) - 1):
        return True
    # Scripts without capitals: near one edge, and with sentences.
    edge = max(widths)
    even = edge >= _NARROW and sum(widths[:-1]) * 5 >= edge * (len(widths) - 1) * 4
    return even and len(plain) > 2 and any(map(ends_sentence, plain))
