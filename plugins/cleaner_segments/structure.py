"""Find the structure that a Markdown text has: headings, fenced code, tables.

A parser of all of CommonMark takes longer than the whole step may; these blocks can be told by
their lines alone (CommonMark 0.31, sections 4.2, 4.3 and 4.5; GitHub's tables, section 4.10).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

_BODY = r"""
    [ ]{0,3}(?:
      (?P<fence>`{3,}(?=[^`\n]*(?:\n|\Z))|~{3,})[^\n]*
      |(?P<hashes>\#{1,6})(?:[ \t]+(?P<title>[^\n]*)|[\r]?(?=\n|\Z))
      |(?P<underline>=+|-{2,})[ \t\r]*(?=\n|\Z)
      |(?P<delimiter>\|?[ \t]*:?-+:?[ \t]*+(?:\|[ \t]*:?-+:?[ \t]*+)*\|?)[ \t\r]*(?=\n|\Z)
    )"""
_FIRST_LINE = re.compile(_BODY, re.VERBOSE)
_LINE = re.compile(r"\n(?=[ ]{0,3}[`~\#=|:-])" + _BODY, re.VERBOSE)
_SPACE = re.compile(r"\s*")
_CLOSING_HASHES = re.compile(r"(?:^|(?<![ \t])[ \t]+)#+[ \t\r]*\Z")
# What is no heading, though `===` or `---` stands below it: a blank line, another block.
_NO_TITLE = re.compile(r"\s*\Z|[ ]{4}|\t|[ ]{0,3}(?:[-*+>|] |[-=|`~#]{2,}|\d{1,9}[.)] )")
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+")
# What ends a table, though there is a bar in it: a heading, a fence, a quotation.
_NO_ROW = re.compile(r"\n[ ]{0,3}(?:\#{1,6}[ \t]|`{3}|~{3}|>)")
_LONGEST_TITLE = 200  # characters; what is longer above `---` is a paragraph above a rule


@dataclass
class Structure:
    """The headings and the blocks of a text, by where they start, in order.

    Before ``heading_bodies[i]`` stands nothing but the i-th heading and white space; ``levels``
    count from 1, ``paths`` hold a heading's titles from the top down;
    ``open_levels`` belong to the last path.
    """

    heading_starts: list[int] = field(default_factory=list)
    heading_bodies: list[int] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    block_starts: list[int] = field(default_factory=list)
    block_ends: list[int] = field(default_factory=list)
    open_levels: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.heading_starts or self.block_starts)

    def heading_at(self, cut: int) -> bool:
        """Return whether a cut would part a heading from what it stands above."""
        last = bisect_left(self.heading_starts, cut) - 1
        return last >= 0 and cut <= self.heading_bodies[last]

    def block_at(self, cut: int) -> tuple[int, int] | None:
        """Return the block that a cut would part."""
        last = bisect_left(self.block_starts, cut) - 1
        if last < 0 or cut >= self.block_ends[last]:
            return None
        return self.block_starts[last], self.block_ends[last]

    def edges(self, start: int, end: int) -> list[int]:
        """Return where blocks start or end from ``start`` to ``end``, both included."""
        if not self.block_starts:
            return []
        return [
            at
            for edges in (self.block_starts, self.block_ends)
            for at in edges[bisect_left(edges, start) : bisect_right(edges, end)]
        ]

    def headings(self, start: int, end: int) -> list[int]:
        """Return where the highest of the headings from ``start`` to ``end`` start."""
        first, last = (
            bisect_left(self.heading_starts, start),
            bisect_right(self.heading_starts, end),
        )
        if first >= last:
            return []
        highest = min(self.levels[first:last])
        return [self.heading_starts[i] for i in range(first, last) if self.levels[i] == highest]

    def path(self, at: int, end: int) -> tuple[str, ...]:
        """Return the titles above the first text from ``at`` to ``end`` that is no heading."""
        last = bisect_right(self.heading_starts, at) - 1
        if last < 0:
            return ()
        bodies, starts = self.heading_bodies, self.heading_starts
        count = bisect_left(starts, end)
        while starts[last] >= at and last + 1 < count and starts[last + 1] == bodies[last]:
            last += 1
        return self.paths[last]

    def add_block(self, start: int, end: int) -> None:
        """Add the next block."""
        self.block_starts.append(start)
        self.block_ends.append(end)

    def add_heading(self, start: int, body: int, level: int, title: str) -> None:
        """Add the next heading."""
        while self.open_levels and self.open_levels[-1] >= level:
            self.open_levels.pop()
        above = self.paths[-1][: len(self.open_levels)] if self.paths else ()
        self.open_levels.append(level)
        self.heading_starts.append(start)
        self.heading_bodies.append(body)
        self.levels.append(level)
        self.paths.append((*above, title))


_NONE = Structure()  # of all texts without any, which are many


def structure(text: str) -> Structure:
    """Return the structure of a text, in one pass over its lines; it is not to be changed."""
    # One character is sought far quicker than a line, and many texts have none of these.
    if not ("#" in text or "-" in text or "`" in text or "=" in text or "~" in text):
        return _NONE
    found = Structure()
    at = 0
    for line in _lines(text):
        if line.start() >= at:
            at = _add(found, text, line)
    return found


def _lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines that may be structure."""
    first = _FIRST_LINE.match(text)
    if first:
        yield first
    yield from _LINE.finditer(text)


def _add(found: Structure, text: str, line: re.Match[str]) -> int:
    """Add what a line begins or belongs to; return where to read on."""
    start = line.start() + text.startswith("\n", line.start())
    if line["fence"]:
        return _add_fence(found, text, start, line)
    if line["hashes"]:
        title = _CLOSING_HASHES.sub("", line["title"] or "").strip()
        found.add_heading(start, _behind(text, line.end()), len(line["hashes"]), title)
        return line.end()
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    title = text[above : max(above, start - 1)]
    if "|" in title and _is_header(title, line["delimiter"] or line["underline"]):
        return _add_table(found, text, above, line)
    if line["underline"] and _is_title(found, text, above, title):
        level = 1 if line["underline"][0] == "=" else 2
        found.add_heading(above, _behind(text, line.end()), level, title.strip())
    return line.end()


def _is_header(title: str, below: str) -> bool:
    """Return whether a line is the header of a table by what is below: dashes for each cell."""
    return below[0] != "=" and _cells(_BULLET.sub("", title)) == _cells(below)


def _cells(row: str) -> int:
    """Return how many cells a table's row has; a bar behind a backslash is text."""
    row = row.strip().replace("\\|", "")
    return row.removeprefix("|").removesuffix("|").count("|") + 1


def _is_title(found: Structure, text: str, at: int, title: str) -> bool:
    """Return whether a line stands alone, and can be a heading by being underlined."""
    if len(title) > _LONGEST_TITLE or _NO_TITLE.match(title):
        return False
    above = text[text.rfind("\n", 0, max(0, at - 1)) + 1 : at]
    if not above or above.isspace():
        return True
    # A heading or a block above is no paragraph that the line could go on with.
    body = _behind(text, at)
    return body in (*found.heading_bodies[-1:], *found.block_ends[-1:])


def _add_fence(found: Structure, text: str, start: int, line: re.Match[str]) -> int:
    fence = line["fence"]
    close = re.compile(rf"\n[ ]{{0,3}}{fence[0]}{{{len(fence)},}}[ \t\r]*(?=\n|\Z)")
    closed = close.search(text, line.end())
    # What is not closed goes to the end.
    end = closed.end() if closed else len(text)
    found.add_block(start, _behind(text, end))
    return end


def _add_table(found: Structure, text: str, start: int, line: re.Match[str]) -> int:
    end = line.end()
    while end < len(text):
        row_end = text.find("\n", end + 1)
        row_end = len(text) if row_end < 0 else row_end
        if "|" not in text[end:row_end] or _NO_ROW.match(text, end):
            break
        end = row_end
    found.add_block(start, _behind(text, end))
    return end


def _behind(text: str, at: int) -> int:
    """Return where the white space from ``at`` ends."""
    space = _SPACE.match(text, at)
    return space.end() if space else at
