"""Which of several documents is kept, where it is not the first: the longest, or the newest."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cleaner import Columns, Document
from cleaner_near_duplicates.comparing import CONTAINED, COPY, NEAR, Found
from cleaner_near_duplicates.disk import telling

if TYPE_CHECKING:
    from cleaner_near_duplicates import Options

RANK = struct.Struct("<d")
UNKNOWN = float("-inf")

_REASONS = (COPY, NEAR, CONTAINED)
_VERDICT = np.dtype(
    [("reason", "i1"), ("number", "<u4"), ("similarity", "<f8"), ("containment", "<f8")]
)
_ROWS_AT_ONCE = 4096


def of_all(documents: Sequence[Document], keep: str, field: str) -> Iterable[float]:
    """Return the ranks of documents; no document is made where columns tell them."""
    if keep == "longest" and isinstance(documents, Columns) and documents.characters:
        return map(float, memoryview(documents.characters).cast("q"))
    return (rank(document, keep, field) for document in documents)


def rank(document: Document, keep: str, field: str) -> float:
    """Return what the greatest is kept of: characters, or seconds since 1970."""
    if keep == "longest":
        return float(len(document.text))
    return seconds(_value(document.meta, field))


def _value(meta: Mapping[str, Any], field: str) -> Any:
    """Find a field of the metadata; a dot leads into an object."""
    value: Any = meta
    for name in field.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def seconds(value: Any) -> float:
    """Return a date as seconds since 1970; ``UNKNOWN`` where it is none.

    A number is a year, seconds, or milliseconds, by its size; a text is a date of ISO 8601 or of an
    e-mail, or such a number.

    >>> seconds("2026-11-24T12:00:00+02:00") == seconds("Tue, 24 Nov 2026 10:00:00 GMT")
    True
    >>> seconds(1999) == seconds("1999-01-01")
    True
    """
    if isinstance(value, str):
        return _of_text(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e18:
        return UNKNOWN
    if 1000 <= value < 3000 and value == int(value):
        return datetime(int(value), 1, 1, tzinfo=UTC).timestamp()
    return value / 1000 if abs(value) > 1e11 else float(value)


def _of_text(text: str) -> float:
    for read in (_number, datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
            if isinstance(found, datetime):
                # Without a zone of its own, a date would depend on where the program runs.
                return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
            return seconds(found)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return UNKNOWN


def _number(text: str) -> float:
    if len(text) == 8 and text.isdecimal():  # 20261124 is a date
        raise ValueError(text)
    return float(text)


class Ranked:
    """All documents of a run, decided on from the greatest rank down; of equals the first first.

    Sketches lie in a file; 37 bytes a document are held in memory.
    """

    def __init__(self, path: Path, kind: np.dtype[Any]) -> None:
        self._kind = kind
        self._path = path
        with telling(path):
            self._file = path.open("wb")
        self._ranks = array("d")
        self._verdicts: NDArray[Any] | None = None
        self._next = 0

    def add(self, sketches: Sequence[bytes]) -> None:
        """Take in documents in the order of the input; a rank stands behind each sketch."""
        with telling(self._path):
            self._file.writelines(sketch[: -RANK.size] for sketch in sketches)
        self._ranks.extend(RANK.unpack(sketch[-RANK.size :])[0] for sketch in sketches)

    def close(self) -> None:
        """Close the file that sketches are added to."""
        with telling(self._path):
            self._file.close()

    def notes(self, options: Options) -> list[str]:
        """Say what it took, and how many documents have no rank."""
        what = f"keep {options.keep}: all was read before the first was decided on, and"
        lines = [f"{what} passed over the disk twice"]
        unknown = self._ranks.count(UNKNOWN)
        if unknown:
            lines.append(
                f"{unknown:,} of {len(self._ranks):,} documents have no date in the field"
                f" {options.newest_by!r}, and count as the oldest"
            )
        return lines

    @property
    def is_decided(self) -> bool:
        """Whether the verdicts are there."""
        return self._verdicts is not None

    def decide(self, judge: Callable[[NDArray[Any]], list[Found | None]]) -> None:
        """Have the verdicts given on the sketches in the order of their ranks."""
        self.close()
        verdicts = np.zeros(len(self._ranks), _VERDICT)
        rows = np.memmap(self._path, self._kind, "r") if len(verdicts) else np.zeros(0, self._kind)
        order = np.argsort(-np.array(self._ranks), kind="stable")
        for start in range(0, len(order), _ROWS_AT_ONCE):
            some = order[start : start + _ROWS_AT_ONCE]
            verdicts[some] = [_pack(each) for each in judge(np.asarray(rows[some]))]
        self._verdicts = verdicts

    def take(self, count: int) -> NDArray[Any]:
        """Return the verdicts on the next documents in the order of the input."""
        assert self._verdicts is not None  # noqa: S101 (asked for after all are decided)
        self._next += count
        return self._verdicts[self._next - count : self._next]


def _pack(found: Found | None) -> tuple[int, int, float, float]:
    if found is None:
        return -1, 0, 0.0, 0.0
    contained = np.nan if found.containment is None else found.containment
    return _REASONS.index(found.reason), found.number, found.similarity, contained


def unpack(verdict: Any, identity: str) -> Found:
    """Return the verdict as it was given, with the id of the kept document."""
    contained = float(verdict["containment"])
    return Found(
        _REASONS[int(verdict["reason"])],
        int(verdict["number"]),
        identity,
        float(verdict["similarity"]),
        None if np.isnan(contained) else contained,
    )
