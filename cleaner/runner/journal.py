"""The journal of a run: which splits are done, so that a killed run can go on.

It is a file of records, each with its length and a checksum, that is only ever appended to. A
record of a split holds what the worker told of it: from these the verdicts can be given again, in
the same order, without reading a document. A commit says how long the outputs were when they, and
all that verdicts look up, had reached the disk; what lies behind the last commit is done again.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import pickle
import struct
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

import msgspec

from cleaner.runner.extent import Extent
from cleaner.runner.outcome import Outcome

_HEAD = struct.Struct("<Q16s")
_SECONDS_BETWEEN_COMMITS = 1.0

Identity = tuple[tuple[Any, ...], ...]


class Done(msgspec.Struct):
    """A split that is done: what was read, and what came of it.

    ``parts`` says how much there is of its parts, where these are still to be taken.
    """

    identity: Identity
    outcome: Outcome
    parts: tuple[Extent, ...] = ()


class Commit(msgspec.Struct):
    """So many splits are done, and so much of the outputs is written."""

    splits: int
    outputs: tuple[Extent, ...]


class Past(msgspec.Struct):
    """What a journal tells: its splits, without their events, its commits, and where these end."""

    done: list[Done]
    commits: list[Commit]
    ends: list[int]


class Journal:
    """A journal being written."""

    def __init__(self, path: Path, past: Past | None, header: dict[str, str]) -> None:
        self._file: BinaryIO = path.open("r+b" if past else "wb")
        self._splits = 0
        self.has_commits = False
        if past is None:
            self._append(header)
        else:
            self._file.truncate(past.ends[-1])
            self._file.seek(past.ends[-1])
            self._splits = len(past.done)
            self.has_commits = True
        self._committed = monotonic()

    def add(self, done: Done) -> None:
        """Tell that a split is done. It counts from the next commit on."""
        self._append(done)
        self._splits += 1

    @property
    def is_due(self) -> bool:
        """Whether it is time for a commit."""
        return monotonic() - self._committed > _SECONDS_BETWEEN_COMMITS

    def commit(self, outputs: tuple[Extent, ...]) -> None:
        """Tell how much there is of the outputs, which must have reached the disk."""
        self._append(Commit(self._splits, outputs))
        self._file.flush()
        os.fsync(self._file.fileno())
        self.has_commits = True
        self._committed = monotonic()

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(OSError):
            # What cannot be flushed is behind the last commit, and was told by add.
            self._file.close()

    def _append(self, record: Any) -> None:
        payload = pickle.dumps(record, protocol=5)
        self._file.write(_HEAD.pack(len(payload), _checksum(payload)) + payload)


def read_header(path: Path) -> dict[str, str] | None:
    """Read of which run a journal is; None where there is none. Tells before more is understood."""
    header, _ = next(_records(path), (None, 0))
    return header if isinstance(header, dict) else None


def read_journal(path: Path) -> Past:
    """Read a journal up to its last whole commit, without the events: they fill the memory."""
    past = Past(done=[], commits=[], ends=[])
    waiting: list[Done] = []
    for record, end in _records(path):
        if isinstance(record, Done):
            record.outcome.events.clear()
            waiting.append(record)
        elif isinstance(record, Commit):
            past.done += waiting
            waiting.clear()
            past.commits.append(record)
            past.ends.append(end)
    return past


def read_outcomes(path: Path, count: int | None = None) -> Iterator[Outcome]:
    """Read the outcomes of a journal again, or the first ones, with all that is in them."""
    records = (record for record, _ in _records(path) if isinstance(record, Done))
    for record in itertools.islice(records, count):
        yield record.outcome


def _records(path: Path) -> Iterator[tuple[Any, int]]:
    """Yield the records that are whole, each with the place where it ends."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            length, checksum = _HEAD.unpack(head)
            payload = file.read(min(length, os.fstat(file.fileno()).st_size))
            if len(payload) != length or _checksum(payload) != checksum:
                return
            yield pickle.loads(payload), file.tell()  # noqa: S301 (our own, the checksum is right)


def _checksum(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=16).digest()
