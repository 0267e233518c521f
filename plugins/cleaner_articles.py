"""Tell glued articles apart: a title line that comes doubled starts a new one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaner import Document, hookimpl, option

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


@dataclass(frozen=True)
class Options:
    """How articles are told apart."""

    min_title: int = option(8, "fewest characters of a title line", min=2)


@hookimpl
def clean(text: str, document: Document, options: Options) -> list[Document] | None:
    """Split a bundle into its articles; a document that is one article stays as it is."""
    starts = sorted({0, *_doubled(text, options)})
    if len(starts) == 1:
        return None
    ends = [*starts[1:], len(text)]
    return [
        document.cut(
            start,
            end,
            title=text[start:end].lstrip().partition("\n")[0].strip(),
            article={"number": number, "count": len(starts), "start": start, "end": end},
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _doubled(text: str, options: Options) -> list[int]:
    """Return where the lines start that come twice behind a blank line, with a text to follow."""
    found = []
    lines = [(match.start(), match.group().strip()) for match in _LINE.finditer(text)]
    filled = [(start, line, index) for index, (start, line) in enumerate(lines) if line]
    for place in range(len(filled) - 2):
        start, line, index = filled[place]
        behind_blank = index == 0 or not lines[index - 1][1]
        if line != filled[place + 1][1] or not behind_blank or len(line) < options.min_title:
            continue
        if len(filled[place + 2][1]) > len(line):
            found.append(start)
    return found
