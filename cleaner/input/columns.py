"""Documents in columns: where an object for each would cost more than what is done with them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, repeat
from typing import overload

import msgspec

from cleaner.document import Document

_decode = msgspec.json.Decoder().decode


class Strings:
    """A column of strings in UTF-8, one behind the other in ``data``.

    ``ends`` says where each ends, eight bytes of the machine's order for each; empty where all rows
    have the one string that ``data`` is. Half of a surrogate pair stands there as three bytes.

    >>> Strings.of(["one", "two"]).at(1)
    'two'
    """

    __slots__ = ("_ends", "data", "ends")

    def __init__(self, data: bytes | memoryview, ends: bytes | memoryview = b"") -> None:
        self.data, self.ends = data, ends
        self._ends = memoryview(ends).cast("q")

    @classmethod
    def of(cls, strings: Iterable[str]) -> Strings:
        """Make a column of some strings."""
        listed = list(strings)
        if listed and listed.count(listed[0]) == len(listed):
            return cls(_bytes_of(listed[0]))
        pieces = list(map(_bytes_of, listed))
        return cls(b"".join(pieces), array("q", accumulate(map(len, pieces))).tobytes())

    @property
    def only(self) -> str | None:
        """The string that all rows have; None where each has its own."""
        return None if len(self.ends) else str(self.data, "utf-8", "surrogatepass")

    def at(self, row: int) -> str:
        """Return a string."""
        return str(self.raw(row), "utf-8", "surrogatepass")

    def raw(self, row: int) -> bytes | memoryview:
        """Return a string as bytes."""
        ends = self._ends
        if not ends:
            return self.data
        return self.data[ends[row - 1] if row else 0 : ends[row]]

    def each(self, count: int) -> Iterator[bytes | memoryview]:
        """Yield the strings of all rows, of which there are so many, as bytes."""
        if not self._ends:
            yield from repeat(self.data, count)
            return
        start = 0
        for end in self._ends:
            yield self.data[start:end]
            start = end

    def copied(self) -> tuple[bytes, bytes]:
        """Return both in bytes of their own."""
        return bytes(self.data), bytes(self.ends)


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class Columns(Sequence[Document]):
    """Neighbours among the documents of a run: a sequence that makes a document when it is asked.

    Attributes:
        bases, parts, sources: what documents have by these names.
        texts: the texts; None in the main process, which has none. There are 64 bytes more behind
            them.
        records: the finished lines of JSON that the output has of the documents, with their line
            feeds; None in the main process. Together with ``texts`` they are what ``read_batch``
            gives.
        characters: how many each text has, eight bytes for each.

    A reader may use the memory of texts and records again for the next columns.
    """

    def __init__(
        self,
        count: int,
        bases: Strings,
        parts: Strings,
        sources: Strings,
        *,
        texts: Strings | None = None,
        records: Strings | None = None,
        characters: bytes | memoryview = b"",
    ) -> None:
        self._count = count
        self.bases, self.parts, self.sources = bases, parts, sources
        self.texts, self.records = texts, records
        self.characters = characters

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> Document: ...
    @overload
    def __getitem__(self, row: slice) -> list[Document]: ...
    def __getitem__(self, row: int | slice) -> Document | list[Document]:
        """Make a document, or some."""
        if isinstance(row, slice):
            return [self[each] for each in range(self._count)[row]]
        row = range(self._count)[row]
        base, part, source = self.bases.at(row), self.parts.at(row), self.sources.at(row)
        if self.records is None:
            return Document(base, source=source, part=part)
        record = _decode(self.records.raw(row))
        return Document(base, record["text"], source, record["meta"], part)

    def __iter__(self) -> Iterator[Document]:
        return map(self.__getitem__, range(self._count))


class Sketches(Sequence[bytes]):
    """Sketches of one size, one behind the other: what ``sketch_batch`` may return for many.

    >>> Sketches(b"aabb", 2)[1]
    b'bb'
    """

    def __init__(self, data: bytes, size: int) -> None:
        self.data = data
        self.size = size

    def __len__(self) -> int:
        return len(self.data) // self.size

    @overload
    def __getitem__(self, row: int) -> bytes: ...
    @overload
    def __getitem__(self, row: slice) -> list[bytes]: ...
    def __getitem__(self, row: int | slice) -> bytes | list[bytes]:
        """Return a sketch, or some."""
        if isinstance(row, slice):
            return [self[each] for each in range(len(self))[row]]
        start = range(len(self))[row] * self.size
        return self.data[start : start + self.size]

    def __iter__(self) -> Iterator[bytes]:
        data, size = self.data, self.size
        return (data[at : at + size] for at in range(0, len(data), size))
