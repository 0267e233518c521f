"""Keep a title once: remove the copies of a document's title line from its body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaner import Document, Edit, hookimpl, option

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


@dataclass(frozen=True)
class Options:
    """What counts as a copy of a title."""

    min_title: int = option(8, "fewest characters of a title line", min=2)


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | None:
    """Remove the copies of the title line, with the blank lines that follow each."""
    lines = [(match.start(), match.end(), match.group().strip()) for match in _LINE.finditer(text)]
    first = next((index for index, line in enumerate(lines) if line[2]), None)
    if first is None:
        return None
    title = lines[first][2]
    found = {} if document.meta.get("title") else {"title": title}
    if len(title) < options.min_title:
        return None
    edits = []
    for index in range(first + 1, len(lines)):
        start, end, line = lines[index]
        if line == title:
            edits.append(Edit(start, _behind_blank_lines(lines, index, end), "", "title repeated"))
    if edits:
        return document.edit(edits, **found)
    return document.note(**found) if found else None


def _behind_blank_lines(lines: list[tuple[int, int, str]], index: int, end: int) -> int:
    """Return the end of the blank lines behind a line, where blank lines are before it too."""
    if lines[index - 1][2]:
        return end
    for _, blank_end, line in lines[index + 1 :]:
        if line:
            break
        end = blank_end
    return end
