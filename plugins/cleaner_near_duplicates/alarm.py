"""The alarm: one kept document takes more than a share of a source.

A source here is a file of many documents, or a folder of files with one each.
"""

from __future__ import annotations

import itertools
import os
from array import array
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from cleaner import Columns, Document
from cleaner_near_duplicates.comparing import Found

_LEAST_TAKEN = 10
_MOST_NOTES = 5


class _Source:
    """What was dropped of a source: four bytes a document, and one sample a frequent twin."""

    def __init__(self, room: int) -> None:
        self.documents = 0
        self.twins = array("I")
        self._room = room
        self._samples: dict[int, tuple[int, str, str]] = {}

    def add(self, document: Document, found: Found) -> None:
        """Count a dropped document for its twin.

        Samples are kept by Misra and Gries (1982): a twin of more than one in ``room`` is there.
        """
        self.twins.append(found.number)
        count, twin, sample = self._samples.get(found.number, (0, found.identity, document.id))
        if count or len(self._samples) < self._room:
            self._samples[found.number] = count + 1, twin, sample
            return
        self._samples = {
            number: (count - 1, twin, sample)
            for number, (count, twin, sample) in self._samples.items()
            if count > 1
        }

    def note(self, name: str, share: float) -> tuple[int, str] | None:
        """Say which twin takes more than the share, and of how many documents."""
        if len(self.twins) < _LEAST_TAKEN:
            return None
        numbers, counts = np.unique(np.array(self.twins), return_counts=True)
        most = int(counts.max())
        if most < _LEAST_TAKEN or most <= share * self.documents:
            return None
        _, twin, sample = self._samples[int(numbers[counts.argmax()])]
        part = f"{most:,} of the {self.documents:,} documents of {name}"
        return most, (
            f"{twin} takes {part} ({most / self.documents:.0%}), {sample} for one;"
            " boilerplate is the usual cause"
        )


class Alarm:
    """Counts, by source, the documents that each kept one takes as its duplicates."""

    def __init__(self, share: float) -> None:
        self._share = share
        self._room = int(2 / share) + 1
        self._folders: dict[str, _Source] = defaultdict(lambda: _Source(self._room))
        self._file = _Source(self._room)
        self._path = ""
        self._notes: list[tuple[int, str]] = []

    def count(self, documents: Sequence[Document], found: list[Found | None]) -> None:
        """Take note of verdicts."""
        source = self._only_source(documents)
        if source is not None:
            source.documents += len(documents)
            for row, twin in enumerate(found):
                if twin is not None:
                    source.add(documents[row], twin)
            return
        pairs = zip(documents, found, strict=True)
        for (path, is_file), some in itertools.groupby(pairs, lambda pair: _place(pair[0])):
            source = self._source_of(path, is_file)
            for document, twin in some:
                source.documents += 1
                if twin is not None:
                    source.add(document, twin)

    def _only_source(self, documents: Sequence[Document]) -> _Source | None:
        """Return the file, or folder, that all of the documents are of, if that is soon told."""
        if isinstance(documents, Columns) and documents.sources.only is not None:
            # Where not all have a part, none has.
            return self._source_of(*_place(documents[0]))
        sources = {document.source for document in documents}
        if len(sources) != 1 or not all(document.part for document in documents):
            return None
        return self._source_of(sources.pop(), True)

    def _source_of(self, path: str, is_file: bool) -> _Source:
        if not is_file:
            return self._folders[path]
        if path != self._path:
            self._close(self._path, self._file)
            self._path, self._file = path, _Source(self._room)
        return self._file

    def _close(self, name: str, source: _Source) -> None:
        note = source.note(name, self._share)
        if note:
            self._notes.append(note)

    def notes(self) -> list[str]:
        """Return a line for each alarm, the greatest first, up to a number that can be read."""
        self._close(self._path, self._file)
        for name, source in self._folders.items():
            self._close(name or os.curdir, source)
        lines = [line for _, line in sorted(self._notes, key=lambda note: (-note[0], note[1]))]
        more = len(lines) - _MOST_NOTES
        return lines[:_MOST_NOTES] + ([f"{more} more like these"] if more > 0 else [])


def _place(document: Document) -> tuple[str, bool]:
    """Return the file of many documents, or the folder of single ones; and whether it is a file."""
    if document.part:
        return document.source, True
    return os.path.dirname(document.source), False
