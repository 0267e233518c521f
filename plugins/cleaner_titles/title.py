"""Find the title of a document: its first line, a heading, a doubled line."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile
from operator import itemgetter

from cleaner import Lines
from cleaner_titles.fold import bare, columns, fold, width
from cleaner_titles.native import plain_top
from cleaner_titles.prose import first_word

_LETTERS = re.compile(r"[^\W\d_].*?[^\W\d_]")
_RULE = re.compile(r"([-=~*_#])\1{2,}$")
_TOP_HEADING = re.compile(r"#\s+\S")
_ENDS_STATEMENT = re.compile(r"(?:[.。।॥۔։።,،؛、，；]|(?<![α-ωά-ώ]);)['\"’”»›」』)\]]*$")
# What lists, tables, code, logs and markup begin with.
_STRUCTURE = re.compile(
    r"[-–—―•·‣▪●○+>|$@\\{}()]|\.\.|=[a-z]|['\"]{3}|# -\*-|\*\s"
    r"|<(?!h\d|b>|strong)|\d{1,3}[.)]\s|//|/\*|#!|#include"
    r"|\d{1,4}[-/.:]\d{1,2}[-/.:]\d|\[?\d{1,2}:\d\d"
    r"|(?:def|class) .*:$|import [\w.]+$|from [\w.]+ import |(?:function|var|let) .*[;)]$"
)
_SPEECH = re.compile(r"['\"‘“«‹„「『].*[.!?;,。！？，؟।]['\"’”“»›」』]$")
# What code and tables end with; a semicolon ends a question in Greek.
_CODE_END = re.compile(r"[{}\\|(]$|(?<![α-ωά-ώ]);$")
_CALL = re.compile(r"[A-Za-z0-9_]\([^\s()]*\)$")
# A salutation or a sentence goes on behind them.
_COMMAS = ",،，、"
_SIGNS_OF_CODE = "{}\\|(;)"
# The first letters of the words in _STRUCTURE.
_KEYWORDS = "cdfilv"
_HEADING_SIGNS = frozenset("#=-~*_")
# So many characters take no more columns than a title may, whatever it ends with.
_SURELY = 60
_TOP = 8
LINES_READ = 2 * _TOP + 1
"""So many lines at the top show the title in most documents."""
# Columns of the narrowest lines at the top that are taken for a paragraph without a title.
_WRAPPED = 44
# Lines of a block at the top of which the edge tells where its second line begins with a capital.
_FEW = 3
# Columns that the first line of a paragraph may be set in by: stripped, it does not show them.
_SET_IN = 4


def find_titles(
    lines: list[str], named: str, widest: int, whole: Lines | None = None
) -> tuple[list[str], str]:
    """Return the lines whose copies are looked for, and the title to note.

    Args:
        lines: the document's lines, stripped; the first LINES_READ where ``whole`` has them all.
        named: the title that is known already; empty for none.
        widest: of a title, in columns.
        whole: of the same document.
    """
    top = list(filter(None, lines[: 2 * _TOP]))[:_TOP]
    signs = not _HEADING_SIGNS.isdisjoint(map(itemgetter(0), top))
    if whole and (signs or not top):
        lines = whole.stripped
    if not top:
        top = [line for line in lines if line][:1]
    heading = ""
    if signs or len(set(top)) < len(top):
        filled = [index for index, line in enumerate(lines[: 2 * _TOP]) if line][:_TOP]
        heading = _heading(lines, filled, widest)
    first = top[0] if top and can_be_title(top[0], widest) and not _runs_on(lines, top[0]) else ""
    return _chosen(first, heading, named, widest)


def plain_titles(lines: Lines, named: str, widest: int) -> tuple[list[str], str] | None:
    """Return what ``find_titles`` does, of a text that begins with a line like others; or None.

    Most do, and then the lines below it need not be cut out.
    """
    kind = 0 if lines.again else plain_top(lines.utf8)
    if not kind:
        return None
    end = lines.view.find("\n")
    first = (lines.view[:end] if end >= 0 else lines.view).strip()
    if not can_be_title(first, widest) or (kind == 2 and _runs_on(lines.top(LINES_READ), first)):
        first = ""
    return _chosen(first, "", named, widest)


def _chosen(first: str, heading: str, named: str, widest: int) -> tuple[list[str], str]:
    """Return the titles to look for, of those that there may be, and the one to note."""
    known = named if named and can_be_title(named, widest) else ""
    titles = [first] if first else []
    if known or heading:
        titles = list(dict.fromkeys(filter(None, (known, heading, first))))
    return titles, named or bare(heading or first)


def _runs_on(lines: list[str], first: str) -> bool:
    """Say whether the first line is that of a paragraph, and goes on in the next."""
    if len(first) < _WRAPPED // 2:
        return False
    place = lines.index(first)
    below = lines[place + 1] if place + 1 < len(lines) else ""
    if not below or min(width(first), width(below)) < _WRAPPED or fold(first) in fold(below):
        return False
    if below[0].islower():
        return True
    # Without small letters it is the edge that tells: the next word would not have fitted.
    block = list(takewhile(bool, lines[place : place + 2 * _TOP]))
    caseless = below[0].isalpha() and not below[0].isupper()
    if len(block) < (2 if caseless else _FEW):
        return False
    return _is_full(block, width, caseless) or _is_full(block, columns, caseless)


def _is_full(block: list[str], measure: Callable[[str], int], caseless: bool) -> bool:
    """Say whether a line that begins a block, and the next where letters tell, reach its edge."""
    edge = max(map(measure, block))
    return all(
        measure(block[at]) + 1 + first_word(block[at + 1], measure) + (0 if at else _SET_IN) > edge
        for at in range(1 if caseless else 2)
    )


def can_be_title(line: str, widest: int) -> bool:
    """Say whether a line can be a title at all.

    >>> can_be_title("The old mill", 300), can_be_title("12", 300), can_be_title("};", 300)
    (True, False, False)
    """
    if not 1 < len(line) <= widest or "\t" in line:
        return False
    if line[-1] in _COMMAS:
        return False
    if line[-1] in _SIGNS_OF_CODE and _is_code(line):
        return False
    # Most begin with two letters, and then few expressions can match.
    if (not line[:2].isalpha() or line[0] in _KEYWORDS) and (
        _STRUCTURE.match(line) or not _LETTERS.search(line) or _SPEECH.match(line)
    ):
        return False
    if len(line) <= _SURELY:
        return True
    columns = width(line)
    return columns <= 2 * _SURELY or (columns <= widest and not _ENDS_STATEMENT.search(line[-8:]))


def _is_code(line: str) -> bool:
    """Say whether a line ends as code or a table does."""
    return bool(_CODE_END.search(line[-2:]) or (line[-1] == ")" and _CALL.search(line)))


def underlined(lines: list[str], index: int) -> bool:
    """Say whether the line below underlines a line: a rule of Markdown, or nearly as long as it."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if not below or not _RULE.match(below):
        return False
    return 3 * len(below) >= 2 * len(lines[index]) or below[0] == "="


def _heading(lines: list[str], filled: list[int], widest: int) -> str:
    """Return a top heading or doubled line near the top, where the first line is none."""
    for place, index in enumerate(filled[:5]):
        line = lines[index]
        doubled = _doubled(lines, filled[place : place + 3])
        marked = _TOP_HEADING.match(line) or underlined(lines, index)
        # Paragraphs that come twice are no titles.
        doubled = doubled and not (place and _ENDS_STATEMENT.search(line[-8:]))
        if (marked or doubled) and can_be_title(line, widest):
            return line
        if place == 0 and can_be_title(line, widest) and not _sole_heading(lines, filled):
            return ""
    return ""


def _doubled(lines: list[str], filled: list[int]) -> bool:
    """Say whether a line comes twice, parted from what is above and below."""
    if len(filled) < 2 or lines[filled[0]] != lines[filled[1]]:
        return False
    above = filled[0] == 0 or not lines[filled[0] - 1]
    return above and (len(filled) < 3 or filled[2] > filled[1] + 1)


def _sole_heading(lines: list[str], filled: list[int]) -> bool:
    """Say whether there is one top heading, or a doubled line, in the lines below the first."""
    if any(_doubled(lines, filled[place : place + 3]) for place in range(1, 4)):
        return True
    near = sum(1 for index in filled[1:4] if _TOP_HEADING.match(lines[index]))
    return near == 1 and sum(1 for line in lines if _TOP_HEADING.match(line)) == 1
