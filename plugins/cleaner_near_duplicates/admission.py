"""Admission: which documents are kept, decided in the order of the input."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner import Document, Drop, Reference, Scratch
from cleaner_near_duplicates import native, tables
from cleaner_near_duplicates.minhash import bands
from cleaner_near_duplicates.shingles import BYTES
from cleaner_near_duplicates.sketches import layout

_RECORD = ["part", "start", "id_bytes", "shingles"]


class Memory:
    """The documents that are kept so far."""

    def __init__(self, threshold: float, permutations: int, scratch: Scratch) -> None:
        cut = bands(threshold, permutations)
        self._threshold = threshold
        self._scratch = scratch
        self._layout = layout(cut.number)
        plain = native.library() is None
        self._tables = (tables if plain else native).Tables(cut.number)
        self._kept = Kept()
        self._decided: dict[str, Drop | None] = {}

    def admit(self, documents: list[Document], sketches: list[bytes]) -> list[Drop | None]:
        """Return the verdict on each document.

        Where one raises, the others may be asked for again, one at a time: those that were decided
        on keep their verdict, and are not compared with themselves.
        """
        if len(documents) == 1 and documents[0].id in self._decided:
            return [self._decided.pop(documents[0].id)]
        rows = np.frombuffer(b"".join(sketches), self._layout)
        verdicts: list[Drop | None] = [None] * len(documents)
        self._kept.open(rows)
        place = 0
        try:
            while (place := self._decide(rows, place, verdicts)) < len(rows):
                pass
        except Exception:
            kept = self._kept.now
            self._decided = {
                document.id: verdict
                for number, (document, verdict) in enumerate(zip(documents, verdicts, strict=True))
                if verdict or kept[number]
            }
            raise
        finally:
            self._kept.close()
        return verdicts

    def _decide(self, rows: NDArray[Any], place: int, verdicts: list[Drop | None]) -> int:
        """Decide up to the next document that resembles a kept one; return the place behind it."""
        place, exact = self._tables.seek(rows, place, self._kept.now)
        if place == len(rows):
            return place
        verdict = self._copy_of(exact) if exact >= 0 else self._nearest(rows[place])
        if verdict is None:
            self._tables.keep(rows, place)
            self._kept.now[place] = 1
        verdicts[place] = verdict
        return place + 1

    def _copy_of(self, number: int) -> Drop:
        return Drop("exact copy", duplicate_of=self._record(self._kept[number])[0], similarity=1.0)

    def _nearest(self, row: Any) -> Drop | None:
        """Compare with the candidates: the most similar is the twin, of equals the first."""
        own = b""
        size, least = int(row["shingles"]), self._threshold
        twin: Drop | None = None
        for number in self._tables.candidates():
            other = self._kept[number]
            both = size + int(other["shingles"])
            # Of two sets with so many elements, so many must be shared for that similarity; the
            # small number makes up for rounding, the similarity itself is compared below.
            spare = int(other["shingles"]) - (both * least / (1 + least) - 1e-6)
            if spare < 0 or other["shingles"] < size * least - 1e-6:
                continue
            if not own:
                own = self._record(row)[1]
                self._tables.own(own)
            identity, packed = self._record(other)
            shared = self._tables.shared(packed, int(spare))
            similarity = shared / (both - shared)
            if similarity > least or (twin is None and similarity == least):
                least = similarity
                twin = Drop("near-duplicate", duplicate_of=identity, similarity=similarity)
        return twin

    def _record(self, row: Any) -> tuple[str, bytes]:
        """Return the id and the shingles of a document from the scratch."""
        start, identity = int(row["start"]), int(row["id_bytes"])
        end = start + identity + BYTES * int(row["shingles"])
        data = self._scratch.get(Reference(int(row["part"]), start, end))
        return data[:identity].decode("utf-8", "surrogatepass"), data[identity:]


class Kept:
    """Where the records of the kept documents lie, by number: 20 bytes a document."""

    def __init__(self) -> None:
        packed = [("part", "<u4"), ("start", "<u8"), ("id_bytes", "<u4"), ("shingles", "<u4")]
        self._rows = np.zeros(1024, packed)
        self._count = 0
        self._open: NDArray[Any] = np.zeros(0, packed)
        self.now = np.zeros(0, np.uint8)

    def open(self, rows: NDArray[Any]) -> None:
        """Begin a batch; ``now`` marks those of it that are kept."""
        self._open = rows
        self.now = np.zeros(len(rows), np.uint8)

    def close(self) -> None:
        """End the batch."""
        kept = self._open[self.now.astype(bool)]
        needed = self._count + len(kept)
        if needed > len(self._rows):
            # In place, as far as the system can.
            self._rows.resize(needed + needed // 16, refcheck=False)
        for name in _RECORD:
            self._rows[name][self._count : needed] = kept[name]
        self._count = needed
        self.open(self._open[:0])

    def __getitem__(self, number: int) -> Any:
        if number < self._count:
            return self._rows[number]
        return self._open[np.flatnonzero(self.now)[number - self._count]]
