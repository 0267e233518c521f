"""Remove lines so that neither paragraphs join nor double gaps stay."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, groupby, islice
from operator import eq

from cleaner import Edit
from cleaner_titles.title import underlined

# Of a line that comes so often in a row, no more are looked at; the others go where the last goes.
_ROW = 64


def removals(text: str, find: Callable[[list[str]], dict[int, str]]) -> list[Edit]:
    """Return an edit for each line that ``find`` names, with the blank lines it leaves over.

    ``find`` gets the stripped lines of ``text`` and is asked again for what is left, until it
    names none: so a second run finds nothing more.
    """
    raw = text.split("\n")
    lines = list(map(str.strip, raw))
    left, rows = _shortened(lines)
    removed: dict[int, str] = {}
    while found := find([lines[index] for index in left]):
        gone = _with_rest([lines[index] for index in left], found)
        removed |= {left[place]: reason for place, reason in gone.items()}
        left = [index for index in left if index not in removed]
    return _edits(text, raw, removed, rows)


def _shortened(lines: list[str]) -> tuple[list[int], dict[int, int]]:
    """Return the lines without the rest of long rows of equal ones, and where each row ends.

    A row is named by the last of its lines that is left, and ends behind its last.
    """
    rows: dict[int, int] = {}
    filled = list(filter(None, lines))
    if sum(map(eq, filled, islice(filled, 1, None))) < _ROW:
        return list(range(len(lines))), rows
    left: list[int] = []
    at = 0
    for line, group in groupby(lines):
        end = at + sum(1 for _ in group)
        if line and end - at > _ROW:
            rows[at + _ROW - 1] = end
            left.extend(range(at, at + _ROW))
        else:
            left.extend(range(at, end))
        at = end
    return left, rows


def _with_rest(lines: list[str], found: dict[int, str]) -> dict[int, str]:
    """Add the rules under removed lines, and the blank lines that no longer part anything.

    What is added has an empty reason: it belongs to the edit beside it.
    """
    gone = dict(found)
    for index in found:
        if underlined(lines, index) and index + 1 not in found:
            gone[index + 1] = ""
    kept_blank = True
    eating = False
    for index, line in enumerate(lines):
        if index in gone:
            eating = eating or kept_blank
        elif line or not eating:
            kept_blank, eating = not line, False
        else:
            gone[index] = ""
    _trim_end(lines, gone, found)
    return dict(sorted(gone.items()))


def _trim_end(lines: list[str], gone: dict[int, str], found: dict[int, str]) -> None:
    """Remove the blank lines before a removed end of the text, but not its last line feed."""
    last = len(lines) - 1 - (not lines[-1])
    if last not in found and last not in gone:
        return
    index = last
    while index >= 0 and (index in gone or not lines[index]):
        gone.setdefault(index, "")
        index -= 1


def _edits(text: str, raw: list[str], removed: dict[int, str], rows: dict[int, int]) -> list[Edit]:
    """Return an edit for each line that has a reason; the rest of a row goes with its last line."""
    offsets = [0, *accumulate(len(line) + 1 for line in raw)]
    spans: list[tuple[int, int, str]] = []
    before = -1
    for index, reason in sorted(removed.items()):
        behind = rows.get(index, index + 1)
        start, end = offsets[index], min(offsets[behind], len(text))
        if before == index and not (reason and spans[-1][2]):
            spans[-1] = (spans[-1][0], end, spans[-1][2] or reason)
        else:
            spans.append((start, end, reason))
        before = behind
    return [Edit(start, end, "", reason) for start, end, reason in spans if end > start]
