"""Admission: which documents are kept, decided in the order of the input or of their ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cleaner import Document, Drop, Reference, RunError, Scratch, Sketches
from cleaner_near_duplicates import compiled, settings
from cleaner_near_duplicates.alarm import Alarm
from cleaner_near_duplicates.careful import Careful, Containment, Dial, Plain
from cleaner_near_duplicates.comparing import Comparer, Found
from cleaner_near_duplicates.grid import Grid
from cleaner_near_duplicates.index import EARLIER, Index
from cleaner_near_duplicates.kept import KEPT
from cleaner_near_duplicates.pairs import Pairs
from cleaner_near_duplicates.postings import Postings
from cleaner_near_duplicates.ranks import Ranked, unpack
from cleaner_near_duplicates.redis_index import SCHEMES, RedisIndex
from cleaner_near_duplicates.sketches import layout

if TYPE_CHECKING:
    from cleaner_near_duplicates import Options


class Memory:
    """The documents that are kept so far, of this run and of earlier ones."""

    def __init__(self, options: Options, scratch: Scratch) -> None:
        self._options = options
        self._scratch = scratch
        bands = settings.cut(options).number
        self._layout = layout(bands)
        self._documents = self._done = 0
        self._marks = np.zeros(0, np.uint8)
        self._judged: Sequence[Document] = []
        self._decided: dict[str, Found | None] = {}
        self._comparer = Comparer(bands, self._read)
        self._alarm = Alarm(options.alarm) if options.alarm else None
        self._index: Index | None = None
        self._shared: RedisIndex | None = None
        self._indexes: list[Index | RedisIndex] = []
        self._pairs: Pairs | None = None
        self._ranked: Ranked | None = None
        self._containment: Containment | None = None
        self._careful: Careful | None = None
        try:
            self._open(options, scratch)
            self._load()
        except BaseException:
            self.end(complete=False)
            raise

    def _open(self, options: Options, scratch: Scratch) -> None:
        """Make what the options ask for beyond the tables."""
        comparer = self._comparer
        if options.index and options.index.startswith(SCHEMES):
            self._shared = RedisIndex(options.index, options, comparer, scratch)
            self._indexes.append(self._shared)
        elif options.index:
            self._index = Index(options.index, options, scratch)
            self._indexes.append(self._index)
        if options.report_pairs:
            self._pairs = Pairs(options.report_pairs, options, scratch)
        if options.keep != "first":
            self._ranked = Ranked(scratch.file("near-duplicates.rows"), self._layout)
        if options.containment is not None:
            postings = Postings(options.containment, scratch.file("near-duplicates.postings"))
            drop = options.contained == "drop"
            self._containment = Containment(comparer, postings, self._pairs, drop=drop)
        nearest: Plain | Dial = Plain(comparer, options.threshold)
        if self._pairs:
            grid = Grid.of(settings.lowest(options), options.threshold)
            nearest = Dial(comparer, grid, options.threshold, self._pairs)
        if self._pairs or self._containment or self._shared:
            self._careful = Careful(comparer, nearest, self._containment, self._shared)

    def _load(self) -> None:
        """Keep the documents of earlier runs, each of which was kept."""
        comparer, kept = self._comparer, self._comparer.kept
        for rows in self._index.rows() if self._index else ():
            if self._containment:
                self._containment.load(rows, len(kept))
            kept.open(rows)
            place = 0
            while (place := comparer.tables.seek(rows, place, kept.now)[0]) < len(rows):
                # What is reported needs all candidates.
                comparer.load(rows, place, prunes=not self._pairs)
                place += 1
            kept.close()
        comparer.earlier = len(kept)

    def survey(self, sketches: Sequence[bytes]) -> None:
        """See documents, in the order of the input, before the first is decided on."""
        if self._ranked:
            self._ranked.add(sketches)

    def admit(self, documents: Sequence[Document], sketches: Sequence[bytes]) -> list[Drop | None]:
        """Return the verdict on each document.

        Where one raises, the others may be asked for again, one at a time: those that were decided
        on keep their verdict, and are not compared with themselves.
        """
        if len(documents) == 1 and documents[0].id in self._decided:
            found = [self._decided.pop(documents[0].id)]
        elif self._ranked:
            found = self._by_rank(self._ranked, len(documents))
        else:
            rows = np.frombuffer(_joined(sketches), self._layout)
            found = [None] * len(documents)
            try:
                self._judge(rows, found)
            except Exception:
                done = self._done
                pairs = zip(documents[:done], found, strict=False)
                self._decided = {document.id: verdict for document, verdict in pairs}
                raise
        self._documents += len(documents)
        self._judged = documents
        if self._alarm:
            self._alarm.count(documents, found)
        return [None if verdict is None else self._drop(verdict) for verdict in found]

    def forget(self, document: Document) -> None:
        """Take back a document of the last call that was kept: it is nobody's twin."""
        place = [each.id for each in self._judged].index(document.id)
        marks = self._marks[place:]
        if not marks[0]:
            return  # one without text is in no table
        self._comparer.take_back(len(self._comparer.kept) - int(np.count_nonzero(marks)))
        for index in self._indexes:
            index.take_back(int(np.count_nonzero(marks[1:] == KEPT)))

    def _by_rank(self, ranked: Ranked, count: int) -> list[Found | None]:
        """Return the verdicts on the next documents; decide on all before the first."""

        def judge(rows: NDArray[Any]) -> list[Found | None]:
            found: list[Found | None] = [None] * len(rows)
            self._judge(rows, found)
            return found

        if not ranked.is_decided:
            try:
                ranked.decide(judge)
            except RunError:
                raise
            except Exception as error:
                # Those that were decided on are in the tables: it cannot be tried again.
                raise RunError(f"near-duplicates: they cannot be decided on: {error!r}") from error
        return [
            unpack(verdict, self._comparer.identity(int(verdict["number"])))
            if verdict["reason"] >= 0
            else None
            for verdict in ranked.take(count)
        ]

    def _judge(self, rows: NDArray[Any], found: list[Found | None]) -> None:
        """Find the twins of documents, in their order, and keep those without one."""
        decide = self._careful.decide if self._careful else self._decide
        kept = self._comparer.kept
        if self._shared:
            self._shared.open(rows)
        kept.open(rows)
        self._done = 0
        try:
            while self._done < len(rows):
                self._done = decide(rows, self._done, found)
        finally:
            for index in self._indexes:
                index.keep(rows[kept.now == KEPT])
            self._marks = kept.now
            kept.close()

    def _decide(self, rows: NDArray[Any], place: int, found: list[Found | None]) -> int:
        """Decide up to the next document that resembles a kept one; return the place behind it."""
        comparer = self._comparer
        place, exact = comparer.seek(rows, place)
        self._done = place
        if place == len(rows):
            return place
        if exact >= 0:
            found[place] = comparer.copy_of(exact)
        else:
            found[place] = comparer.nearest_candidate(rows[place], self._options.threshold)
        if found[place] is None:
            comparer.add(rows, place, KEPT)
        return place + 1

    def _drop(self, found: Found) -> Drop:
        """Say of a document what resembles it."""
        return Drop(
            found.reason,
            duplicate_of=found.identity,
            similarity=found.similarity,
            containment=found.containment,
            earlier_run=self._comparer.is_earlier(found.number),
        )

    def _read(self, part: int, start: int, end: int) -> bytes:
        if part == EARLIER and self._index:
            return self._index.read(start, end)
        return self._scratch.get(Reference(part, start, end))

    def end(self, *, complete: bool) -> list[str]:
        """Close the memory; an index takes in what a complete run has kept."""
        try:
            if self._ranked:
                self._ranked.close()
            if self._pairs:
                self._pairs.end(self._documents, complete=complete)
        except BaseException:
            complete = False  # for the index: it takes nothing in, and is closed
            raise
        finally:
            for index in self._indexes:
                index.end(self._read, complete=complete)
        return list(self._notes()) if complete else []

    def _notes(self) -> list[str]:
        notes = [compiled.fault()] if compiled.fault() else []
        if self._alarm:
            notes += self._alarm.notes()
        if self._containment and self._containment.first:
            notes.append(self._containment.note())
        if self._ranked:
            notes += self._ranked.notes(self._options)
        return notes


def _joined(sketches: Sequence[bytes]) -> bytes:
    return sketches.data if isinstance(sketches, Sketches) else b"".join(sketches)
