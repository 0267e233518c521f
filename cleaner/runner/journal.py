"""The journal of a run: which splits are done, so that a killed run can go on.

It is a file of records, each with its length and a checksum, that is only ever appended to. The
first, in JSON so that every version can read it, says of which run it is. A record of a split holds
what the worker told of it: from these the verdicts can be given again, in the same order, without
reading a document. A commit says how long the outputs were when the kernel had them, and all that
verdicts look up; what lies behind the last one is done again. From time to time all of it is
brought to the disk: if the machine ends, later commits may tell of more than is there, which their
checksums show, and the last one that is all there counts. The last record says that the run has
ended, before its outputs get their names.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import BinaryIO, TypeAlias

import msgspec

from cleaner.runner.extent import Extent
from cleaner.runner.naming import Ready
from cleaner.runner.outcome import Outcome, unpack

_HEAD = struct.Struct("<Q16s")
_SECONDS_BETWEEN_COMMITS = 5.0
# What took less is not kept to go on with, where a run ends by an error.
_WORTH_KEEPING = 1.0
# Where commits take long, because the disk is slow or busy, they come so much less often that all
# of them together take about this share of the time.
_SHARE_OF_COMMITS = 0.05


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """What was read of one source, its path in bytes: the names of files need not be Unicode.

    ``state`` is its time of change, or a digest of what cannot be read twice.
    """

    path: bytes
    start: int
    end: int | None
    size: int
    state: int | str


Identity: TypeAlias = tuple[Piece, ...]


class Done(msgspec.Struct, tag=0, array_like=True):
    """A split that is done: what was read, and, packed, what came of it.

    ``scratch`` is what verdicts look up; ``parts`` says how much there is of its parts, where these
    are still to be taken.
    """

    identity: Identity
    task: int
    scratch: Extent
    packed: bytes
    parts: tuple[Extent, ...] = ()


class Commit(msgspec.Struct, tag=1, array_like=True):
    """So many splits are done, and so much of the outputs is written."""

    splits: int
    outputs: tuple[Extent, ...]


class Ended(msgspec.Struct, tag=2, array_like=True):
    """All is decided and written: only names are to be given. With the summary, packed."""

    outputs: tuple[Ready, ...]
    summary: bytes


Record: TypeAlias = Done | Commit | Ended
_encode = msgspec.msgpack.Encoder().encode


class Past(msgspec.Struct):
    """What a journal tells: its splits but for their outcomes, its commits, and where these end.

    ``ended`` is there where all of the run is done but for the names of its outputs.
    """

    done: list[Done]
    commits: list[Commit]
    ends: list[int]
    ended: Ended | None = None


class Journal:
    """A journal being written."""

    def __init__(self, path: Path, past: Past | None, header: dict[str, str]) -> None:
        self._file: BinaryIO = path.open("r+b" if past else "wb")
        self._splits = 0
        self.has_commits = False
        if past is None:
            self._append(msgspec.json.encode(header))
            # No copy of this process is to have it in its buffer.
            self._file.flush()
        else:
            self._file.truncate(past.ends[-1])
            self._file.seek(past.ends[-1])
            self._splits = len(past.done)
            self.has_commits = True
        self._began = self._committed = monotonic()
        self._cost = 0.0

    def add(self, done: Done) -> None:
        """Tell that a split is done. It counts from the next commit, or note, on."""
        self._append(_encode(done))
        self._splits += 1

    @property
    def is_due(self) -> bool:
        """Whether it is time for a commit."""
        least = self._cost / _SHARE_OF_COMMITS if _SECONDS_BETWEEN_COMMITS else 0.0
        return monotonic() - self._committed > max(_SECONDS_BETWEEN_COMMITS, least)

    def note(self, outputs: tuple[Extent, ...]) -> None:
        """Tell how much there is of the outputs, which the kernel has."""
        self._append(_encode(Commit(self._splits, outputs)))
        self._file.flush()
        if monotonic() - self._began > _WORTH_KEEPING:
            self.has_commits = True

    def commit(self, outputs: tuple[Extent, ...], began: float) -> None:
        """Tell how much there is of the outputs, which must have reached the disk.

        ``began`` is when they were begun to be brought there, by the monotonic clock.
        """
        self.note(outputs)
        os.fsync(self._file.fileno())
        self.has_commits = True
        self._committed = monotonic()
        self._cost = self._committed - began

    def end(self, ended: Ended) -> None:
        """Tell that nothing but the names of outputs is to come."""
        self._append(_encode(ended))
        self._file.flush()
        os.fsync(self._file.fileno())
        self.has_commits = True

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(OSError):
            # What cannot be flushed is behind the last commit, and was told by add.
            self._file.close()

    def _append(self, payload: bytes) -> None:
        self._file.write(_HEAD.pack(len(payload), _checksum(payload)))
        self._file.write(payload)


def read_header(path: Path) -> dict[str, str] | None:
    """Read of which run a journal is; None where there is none. Tells before more is understood."""
    payload, _ = next(_payloads(path), (None, 0))
    return None if payload is None else msgspec.json.decode(payload, type=dict[str, str])


def read_journal(path: Path) -> Past:
    """Read a journal up to its last whole commit, without the outcomes: they fill the memory."""
    past = Past(done=[], commits=[], ends=[])
    waiting: list[Done] = []
    for record, end in _records(path):
        if isinstance(record, Done):
            record.packed = b""
            waiting.append(record)
        elif isinstance(record, Ended):
            past.ended = record
        else:
            past.done += waiting
            waiting.clear()
            past.commits.append(record)
            past.ends.append(end)
    return past


def read_outcomes(path: Path, count: int | None = None) -> Iterator[Outcome]:
    """Read the outcomes of a journal again, or the first ones, one at a time."""
    splits = (record for record, _ in _records(path) if isinstance(record, Done))
    for done in itertools.islice(splits, count):
        yield unpack(done.packed)


def _records(path: Path) -> Iterator[tuple[Record, int]]:
    """Yield the records behind the first, each with the place where it ends."""
    decoder = msgspec.msgpack.Decoder(Record)
    for payload, end in itertools.islice(_payloads(path), 1, None):
        yield decoder.decode(payload), end


def _payloads(path: Path) -> Iterator[tuple[bytes, int]]:
    """Yield what the records hold that are whole, each with the place where it ends."""
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
            yield payload, file.tell()


def _checksum(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=16).digest()
