"""Admission: which documents are kept, decided in the order of the input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cleaner import Document, Drop, Reference, Scratch
from cleaner_near_duplicates import settings
from cleaner_near_duplicates.comparing import Comparer, Found
from cleaner_near_duplicates.index import EARLIER, Index
from cleaner_near_duplicates.sketches import layout

if TYPE_CHECKING:
    from cleaner_near_duplicates import Options


class Memory:
    """The documents that are kept so far."""

    def __init__(self, options: Options, scratch: Scratch) -> None:
        bands = settings.cut(options).number
        self._threshold = options.threshold
        self._scratch = scratch
        self._layout = layout(bands)
        self._index = Index(options.index, options, scratch) if options.index else None
        self._comparer = Comparer(bands, self._read)
        self._decided: dict[str, Drop | None] = {}
        self._load()
        self._earlier = len(self._comparer.kept)

    def _load(self) -> None:
        """Keep the documents of earlier runs, each of which was kept."""
        tables, kept = self._comparer.tables, self._comparer.kept
        for rows in self._index.rows() if self._index else ():
            kept.open(rows)
            place = 0
            while (place := tables.seek(rows, place, kept.now)[0]) < len(rows):
                tables.keep(rows, place)
                kept.now[place] = 1
                place += 1
            kept.close()

    def admit(self, documents: list[Document], sketches: list[bytes]) -> list[Drop | None]:
        """Return the verdict on each document.

        Where one raises, the others may be asked for again, one at a time: those that were decided
        on keep their verdict, and are not compared with themselves.
        """
        if len(documents) == 1 and documents[0].id in self._decided:
            return [self._decided.pop(documents[0].id)]
        rows = np.frombuffer(b"".join(sketches), self._layout)
        found: list[Found | None] = [None] * len(documents)
        kept = self._comparer.kept
        kept.open(rows)
        place = 0
        try:
            while (place := self._decide(rows, place, found)) < len(rows):
                pass
        except Exception:
            self._decided = {
                document.id: self._drop(verdict)
                for number, (document, verdict) in enumerate(zip(documents, found, strict=True))
                if verdict or kept.now[number]
            }
            raise
        finally:
            if self._index:
                self._index.keep(rows[kept.now.astype(bool)])
            kept.close()
        return [self._drop(verdict) for verdict in found]

    def _decide(self, rows: NDArray[Any], place: int, found: list[Found | None]) -> int:
        """Decide up to the next document that resembles a kept one; return the place behind it."""
        comparer = self._comparer
        place, exact = comparer.tables.seek(rows, place, comparer.kept.now)
        if place == len(rows):
            return place
        if exact >= 0:
            found[place] = comparer.copy_of(exact)
        else:
            numbers = comparer.tables.candidates()
            found[place] = comparer.nearest(rows[place], numbers, self._threshold)
        if found[place] is None:
            comparer.tables.keep(rows, place)
            comparer.kept.now[place] = 1
        return place + 1

    def _drop(self, found: Found | None) -> Drop | None:
        """Say of a document what resembles it."""
        if found is None:
            return None
        return Drop(
            found.reason,
            duplicate_of=found.identity,
            similarity=found.similarity,
            containment=found.containment,
            earlier_run=found.number < self._earlier,
        )

    def _read(self, part: int, start: int, end: int) -> bytes:
        if part == EARLIER and self._index:
            return self._index.read(start, end)
        return self._scratch.get(Reference(part, start, end))

    def end(self, *, complete: bool) -> list[str]:
        """Close the memory; an index takes in what a complete run has kept."""
        if self._index:
            self._index.end(self._read, complete=complete)
        return []
