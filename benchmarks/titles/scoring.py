"""Score a way of cleaning on labelled documents, by line."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from labelled import Labelled

import cleaner_articles
import cleaner_titles
from cleaner import Document

Way = Callable[[Labelled], tuple[set[int], set[int]]]


def ours(labelled: Labelled) -> tuple[set[int], set[int]]:
    """Return the lines that the two steps remove, and those that they start articles at."""
    text = labelled.text
    offsets = list(accumulate((len(line) + 1 for line, _ in labelled.lines), initial=0))
    given = Document("a", text, meta=dict(labelled.meta))
    options = cleaner_articles.Options(**labelled.marks)
    parts = cleaner_articles.clean(text, given, options) or [given]
    removed, starts = set(), set()
    for part in parts:
        begin = part.meta["article"]["start"] if "article" in part.meta else 0
        starts.add(_filled(labelled, bisect_left(offsets, begin) if begin else 0))
        answer = cleaner_titles.clean(part.text, part, cleaner_titles.Options())
        for edit in answer.edits if answer else ():
            span = range(begin + edit.start, begin + edit.end)
            removed.update(at for at, offset in enumerate(offsets[:-1]) if offset in span)
    return {at for at in removed if labelled.lines[at][0].strip()}, starts


def _filled(labelled: Labelled, start: int) -> int:
    """Return the first line from here on that is not blank: where an article is seen to start."""
    lines = labelled.lines
    filled = (at for at in range(start, len(lines)) if lines[at][0].strip())
    return next(filled, start)


@dataclass
class Score:
    """Counts of lines and starts of articles, and of documents that were harmed."""

    hits: int = 0
    wrong: int = 0
    missed: int = 0
    whole: int = 0
    harmed: int = 0
    start_hits: int = 0
    start_errors: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return precision, recall, F1 and the documents harmed."""
        precision = self.hits / max(1, self.hits + self.wrong)
        recall = self.hits / max(1, self.hits + self.missed)
        f1 = 2 * self.start_hits / max(1, 2 * self.start_hits + self.start_errors)
        return (
            f"precision {precision:.4f}  recall {recall:.4f}  starts F1 {f1:.4f}  "
            f"documents without copies harmed {self.harmed} of {self.whole}"
        )

    def add(self, labelled: Labelled, removed: set[int], starts: set[int]) -> None:
        """Count a document. Lines that may go or stay, and blank ones, do not count."""
        filled = {at for at, (line, _) in enumerate(labelled.lines) if line.strip()}
        wanted = {at for at in filled if labelled.lines[at][1]}
        removed = {at for at in removed & filled if labelled.lines[at][1] is not None}
        right = {_filled(labelled, start) for start in labelled.starts}
        starts = {_filled(labelled, start) for start in starts}
        self.hits += len(removed & wanted)
        self.wrong += len(removed - wanted)
        self.missed += len(wanted - removed)
        self.whole += not wanted and len(right) == 1
        self.harmed += not wanted and len(right) == 1 and (bool(removed) or len(starts) > 1)
        self.start_hits += len(starts & right)
        self.start_errors += len(starts ^ right)
        for at in sorted(removed ^ wanted):
            self._note("WRONG" if at in removed else "MISSED", labelled, at)
        for at in sorted(starts ^ right):
            self._note("STARTS" if at in starts else "JOINED", labelled, at)

    def _note(self, said: str, labelled: Labelled, at: int) -> None:
        self.kinds[f"{said} {labelled.kind}"] += 1
        shown = labelled.meta.get("title", labelled.lines[0][0])
        why = labelled.notes.get(at, "")
        line = labelled.lines[at][0]
        self.errors.append(
            f"{said} {labelled.kind} {labelled.language} {why}: {line!r} title {shown!r}"
        )


def score(way: Way, documents: Iterable[Labelled]) -> Score:
    """Score a way on documents."""
    total = Score()
    for labelled in documents:
        total.add(labelled, *way(labelled))
    return total
