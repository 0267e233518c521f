"""Comparing a document with candidates: exactly, by the sets of shingles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from numpy.typing import NDArray

from cleaner_near_duplicates import compiled, native_tables, tables
from cleaner_near_duplicates.kept import KEPT, Kept, Place, place_of
from cleaner_near_duplicates.shingles import BYTES

REMOTE = 0x80000000
"""From here on numbers are of documents that are in no table here, but in a shared index."""

COPY, NEAR, CONTAINED = "exact copy", "near-duplicate", "contained"

_MANY = 8
_CROWD = 64
_MOST_HELD = 64_000_000
# A document of no more is a candidate often, and takes little room to hold.
_FEW_SHINGLES = 64
_ROUNDING = 1e-6


class Found(NamedTuple):
    """A kept document that resembles another one: its number and id, and how alike they are.

    ``similarity`` is Jaccard's; ``containment`` the share of the other one's shingles that it has,
    where that was asked for.
    """

    reason: str
    number: int
    identity: str
    similarity: float
    containment: float | None = None


class Comparer:
    """The kept documents: their tables, and their records, which ``read`` gives by place.

    ``earlier`` is how many of them are of earlier runs: those with the lowest numbers.
    """

    def __init__(self, bands: int, read: Callable[[int, int, int], bytes]) -> None:
        plain = compiled.library() is None
        self.tables = (tables if plain else native_tables).Tables(bands, _CROWD)
        self.kept = Kept()
        self.earlier = 0
        self._remote: list[str] = []
        # Of those that were taken back, which are in the tables still: the next copy that was kept.
        self._gone: dict[int, int | None] = {}
        self._replaced: int | None = None
        # Whether the document that was looked up last has many candidates.
        self._crowded = False
        self._read = read
        self._own: Place | None = None
        # Of many copies one after the other, the same document is named.
        self._named = (-1, "")

    def look(self, rows: NDArray[Any], place: int) -> int:
        """Look a document up, and return the number of its kept exact copy, or -1."""
        exact = int(self.tables.look(rows, place))
        self._replaced = None
        self._crowded = False
        while exact in self._gone:
            self._replaced, copy = exact, self._gone[exact]
            exact = -1 if copy is None else copy
        return exact

    def candidates(self) -> list[int]:
        """Return the candidates of the document that was looked up last, in ascending order."""
        found = self.tables.candidates()
        return [number for number in found if number not in self._gone] if self._gone else found

    def nearest_candidate(self, row: Any, least: float) -> Found | None:
        """Return the most similar candidate of the document that was looked up last, if any.

        None where none has at least the similarity ``least``; of equals the first.
        """
        own, count = place_of(row), self.tables.candidate_count
        if count >= _CROWD:
            self._prune(own, least)
        often = count >= _MANY or own.shingles <= _FEW_SHINGLES
        if self._gone or not often or isinstance(self.tables, tables.Tables):
            return self.nearest(row, self.candidates(), least)
        return self._nearest_held(self.tables, own, least)

    def _prune(self, own: Place, least: float) -> None:
        """Leave those of the candidates that may have at least the similarity ``least``."""
        self._take(own)
        enough = own.shingles * least - _ROUNDING
        # The smaller the other set may be, the more may be missing in it.
        smallest = self.tables.smallest(self.kept, enough, own.shingles)
        self.tables.prune(int(_spare(smallest, own.shingles, least)))
        self._crowded = True

    def _nearest_held(self, held: native_tables.Tables, own: Place, least: float) -> Found | None:
        """Compare with candidates whose shingles the kernels hold once they were read."""
        self._take(own)
        search = native_tables.Search(least=least, rounding=_ROUNDING, number=-1)
        while (missing := held.nearest(self.kept, search)) >= 0:
            place = self.kept[missing]
            held.hold(missing, self._data(place), place.id_bytes, _MOST_HELD)
        if search.number < 0:
            return None
        return Found(NEAR, search.number, self.identity(search.number), search.similarity)

    def seek(self, rows: NDArray[Any], place: int) -> tuple[int, int]:
        """Keep documents from a place on until one resembles a kept one; as ``tables.seek``."""
        self._replaced = None
        self._crowded = False
        place, exact = self.tables.seek(rows, place, self.kept.now)
        return place, self.look(rows, place) if exact in self._gone else exact

    def add(self, rows: NDArray[Any], place: int, mark: int) -> int:
        """Have the tables take the document that was looked up last; return its number."""
        number = len(self.kept)
        if self._crowded:
            self._take(place_of(rows[place]))
            self.tables.join(number)
        self.tables.keep(rows, place)
        self.kept.now[place] = mark
        if self._replaced is not None:
            self._gone[self._replaced] = number
        return number

    def load(self, rows: NDArray[Any], place: int, *, prunes: bool) -> None:
        """Keep the document of an earlier run that ``tables.seek`` stopped at.

        ``prunes`` says that candidates are only looked for by ``nearest_candidate``.
        """
        self._crowded = prunes and self.tables.candidate_count >= _CROWD
        self.add(rows, place, KEPT)

    def take_back(self, number: int) -> None:
        """Keep a document no longer."""
        self._gone[number] = None

    def identity(self, number: int) -> str:
        """Return the id of a document by its number."""
        if number >= REMOTE:
            return self._remote[number - REMOTE]
        if number != self._named[0]:
            part, start, length, _ = self.kept[number]
            self._named = number, _text(self._read(part, start, start + length))
        return self._named[1]

    def is_earlier(self, number: int) -> bool:
        """Tell whether a document is of an earlier run."""
        return number < self.earlier or number >= REMOTE

    def add_remote(self, identity: str) -> int:
        """Give a number to a document that is in no table here."""
        self._remote.append(identity)
        return REMOTE + len(self._remote) - 1

    def copy_of(self, number: int) -> Found:
        """Return the kept document of that number as an exact copy."""
        return Found(COPY, number, self.identity(number), 1.0)

    def nearest(self, row: Any, numbers: Iterable[int], least: float) -> Found | None:
        """Return the most similar of some kept documents, of equals the first.

        ``numbers`` ascend. None where none has at least the similarity ``least``.
        """
        own = place_of(row)
        twin: Found | None = None
        for number in numbers:
            found = self._similar(own, number, least)
            if found and (found.similarity > least or twin is None):
                twin, least = found, found.similarity
        return twin

    def similar(self, row: Any, numbers: Iterable[int], least: float) -> Iterator[Found]:
        """Yield all of some kept documents that have at least a similarity."""
        own = place_of(row)
        for number in numbers:
            found = self._similar(own, number, least)
            if found:
                yield found

    def _similar(self, own: Place, number: int, least: float) -> Found | None:
        other = self.kept[number]
        spare = _spare(own.shingles, other.shingles, least)
        if spare < 0 or other.shingles < own.shingles * least - _ROUNDING:
            return None
        self._take(own)
        data = self._data(other)
        shared = self.tables.shared(data, int(spare), other.id_bytes)
        similarity = shared / (own.shingles + other.shingles - shared)
        if similarity < least:
            return None
        return Found(NEAR, number, _text(data[: other.id_bytes]), similarity)

    def containing(self, row: Any, numbers: Iterable[int], share: float) -> Found | None:
        """Return which of some kept documents has the most of this one's shingles.

        Of equals the first; None where none has at least the share.
        """
        own = place_of(row)
        size = own.shingles
        twin: Found | None = None
        for number in numbers:
            other = self.kept[number]
            if number in self._gone or other.shingles < size * share - _ROUNDING:
                continue
            self._take(own)
            data = self._data(other)
            shared = self.tables.shared(data, other.shingles, other.id_bytes)
            if shared / size >= share and (not twin or shared / size > (twin.containment or 0)):
                similarity = shared / (size + other.shingles - shared)
                identity = _text(data[: other.id_bytes])
                twin = Found(CONTAINED, number, identity, similarity, shared / size)
            if shared == size:
                break
        return twin

    def shared(self, row: Any, packed: bytes) -> int:
        """Return how many shingles of a document are among others, given as bytes."""
        self._take(place_of(row))
        return int(self.tables.shared(packed, len(packed) // BYTES))

    def _take(self, own: Place) -> None:
        """Have the tables compare with this document's shingles, if they do not already."""
        if own != self._own:
            self.tables.own(self._data(own), own.id_bytes)
            self._own = own

    def record(self, place: Place) -> tuple[str, bytes]:
        """Return the id and the shingles of a document."""
        data = self._data(place)
        return _text(data[: place.id_bytes]), data[place.id_bytes :]

    def _data(self, place: Place) -> bytes:
        """Return the record as it lies there: the id, and behind it the shingles."""
        part, start, identity, shingles = place
        return self._read(part, start, start + identity + BYTES * shingles)


def _text(identity: bytes) -> str:
    return identity.decode("utf-8", "surrogatepass")


def _spare(size: Any, other: Any, least: float) -> Any:
    """Return how many shingles of the other set may be missing from a set, below 0: none can be.

    Of two sets with so many elements, so many must be shared for that similarity. What is allowed
    for rounding lets none through: the similarity itself is compared afterwards.
    """
    return other - ((size + other) * least / (1 + least) - _ROUNDING)
