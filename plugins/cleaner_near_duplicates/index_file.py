"""The file of an index: a header, and a block for each run that was completed.

    0     magic, version, length of the settings, the settings as JSON, zeros
    3072  checksum of all before it
    3584  how far the file counts: its length, documents, blocks, and a checksum of these
    4096  blocks

A block has a head (magic, number of documents, bytes of rows, bytes of records, the run's name, a
checksum of all that and of what follows), a row for each document (digest, keys of the bands, where
its record starts), and the records: id and shingles. Blocks are only ever appended, and count once
the length at 3584 takes them in: so what a killed run leaves behind it is no part of the index.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import mmap
import os
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cleaner import RunError
from cleaner_near_duplicates.settings import differences

VERSION = 1

_MAGIC = b"\x89near-duplicates\n"
_CHECKSUM_AT, _COMMIT_AT, _BLOCKS_AT = 3072, 3584, 4096
_START = struct.Struct("<17sII")
_COMMIT = struct.Struct("<QQQ")
_HEAD = struct.Struct("<8sQQQ16s")
_BLOCK = b"block 1\n"
_DIGEST_BYTES = 16
_READ_BYTES = 1 << 20


class Block(NamedTuple):
    """A block: where it starts, its run's name, and where its rows and its records lie."""

    start: int
    run: bytes
    documents: int
    rows: int
    records: int
    end: int


class IndexFile:
    """An index that is open: locked against other writers, or to be read only.

    Raises:
        RunError: it is not there, cannot be opened, is being written, is damaged, or was made with
            other settings.
    """

    def __init__(self, path: str, settings: Mapping[str, Any], *, read_only: bool) -> None:
        self._path = path
        self._data: mmap.mmap | None = None
        self._descriptor = self._open(read_only)
        try:
            if not read_only:
                self._lock()
            self._is_new = os.fstat(self._descriptor).st_size == 0 and not read_only
            if self._is_new:
                self._begin(settings)
            self._read_head(settings)
            self.blocks = list(self._read_blocks())
        except OSError as error:
            self.close()
            raise self._error(f"it cannot be read: {error.strerror}") from error
        except BaseException:
            self.close()
            raise

    def _open(self, read_only: bool) -> int:
        try:
            return os.open(self._path, os.O_RDONLY if read_only else os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError as error:
            if read_only:
                raise self._error(
                    "there is no such index; a run that may write makes it"
                ) from error
            raise self._error("its folder does not exist") from error
        except PermissionError as error:
            if read_only:
                raise self._error("it cannot be read: no permission") from error
            raise self._error(
                "it cannot be written; --near-duplicates-index-read-only only compares with it"
            ) from error
        except OSError as error:
            raise self._error(f"it cannot be opened: {error.strerror}") from error

    def _lock(self) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise self._error(
                "another run is writing this index; wait for its end, or use"
                " --near-duplicates-index-read-only"
            ) from error

    def _begin(self, settings: Mapping[str, Any]) -> None:
        """Write the head of a new index."""
        text = json.dumps(settings).encode()
        head = (_START.pack(_MAGIC, VERSION, len(text)) + text).ljust(_CHECKSUM_AT, b"\0")
        page = (head + _digest(head)).ljust(_COMMIT_AT, b"\0")
        page += _commit(_BLOCKS_AT, 0, 0)
        self._write(page.ljust(_BLOCKS_AT, b"\0"), 0)
        os.fsync(self._descriptor)

    def _read_head(self, settings: Mapping[str, Any]) -> None:
        page = os.pread(self._descriptor, _BLOCKS_AT, 0)
        if not page.startswith(_MAGIC[: len(page)]) or not page:
            raise self._error("it is no index of near-duplicates")
        if len(page) < _BLOCKS_AT:
            raise self._error(f"it is cut: only {len(page)} bytes are left; restore it from a copy")
        _, version, size = _START.unpack_from(page)
        if version != VERSION:
            raise self._error(
                f"it has version {version}, and this program reads version {VERSION}; begin another"
            )
        head = page[:_CHECKSUM_AT]
        commit = page[_COMMIT_AT : _COMMIT_AT + _COMMIT.size + _DIGEST_BYTES]
        length, self.documents, self._count = _COMMIT.unpack(commit[: _COMMIT.size])
        if (
            _digest(head) != page[_CHECKSUM_AT : _CHECKSUM_AT + _DIGEST_BYTES]
            or commit != _commit(length, self.documents, self._count)
            or any(page[_CHECKSUM_AT + _DIGEST_BYTES : _COMMIT_AT])
            or any(page[_COMMIT_AT + len(commit) :])
        ):
            raise self._damaged(0)
        self.length: int = length
        different = differences(json.loads(head[_START.size : _START.size + size]), dict(settings))
        if different:
            raise self._error(
                f"it was made with other settings: {different}; use the same, or another file"
            )

    def _read_blocks(self) -> Iterator[Block]:
        """Yield the blocks, each when its checksum was found to be right."""
        size = os.fstat(self._descriptor).st_size
        if size < self.length:
            raise self._error(
                f"it is cut: {size:,} of {self.length:,} bytes are left; restore it from a copy"
            )
        self._data = mmap.mmap(self._descriptor, self.length, access=mmap.ACCESS_READ)
        at = _BLOCKS_AT
        for _ in range(self._count):
            block = self._block(at)
            yield block
            at = block.end
        if at != self.length:
            raise self._damaged(at)

    def _block(self, at: int) -> Block:
        rows_at = at + _HEAD.size + _DIGEST_BYTES
        head = self.read(at, at + _HEAD.size)
        if len(head) < _HEAD.size:
            raise self._damaged(at)
        magic, count, rows, records, run = _HEAD.unpack(head)
        end = rows_at + rows + records
        if magic != _BLOCK or end > self.length:
            raise self._damaged(at)
        digest = hashlib.blake2b(head, digest_size=_DIGEST_BYTES)
        for start in range(rows_at, end, _READ_BYTES):
            digest.update(self.read(start, min(start + _READ_BYTES, end)))
        if digest.digest() != self.read(at + _HEAD.size, rows_at):
            raise self._damaged(at)
        return Block(at, run, count, rows_at, rows_at + rows, end)

    def read(self, start: int, end: int) -> bytes:
        """Return bytes of the file."""
        assert self._data is not None  # noqa: S101 (it is mapped before there are blocks)
        return self._data[start:end]

    def digest(self) -> str:
        """Return a checksum of the heads, which hold checksums of all else."""
        heads = [(0, _BLOCKS_AT)]
        heads += [(block.start, block.rows) for block in self.blocks]
        return f"blake2b:{_digest(b''.join(self.read(*head) for head in heads)).hex()}"

    def append(
        self, run: bytes, count: int, rows: Iterable[bytes], records: Iterable[bytes]
    ) -> None:
        """Append a block, which counts when all of it has reached the disk.

        Raises:
            RunError: it cannot be written; the index is as it was.
        """
        at = self.length
        try:
            rows_at = at + _HEAD.size + _DIGEST_BYTES
            records_at = self._write_all(rows, rows_at)
            end = self._write_all(records, records_at)
            head = _HEAD.pack(_BLOCK, count, records_at - rows_at, end - records_at, run)
            digest = hashlib.blake2b(head, digest_size=_DIGEST_BYTES)
            for start in range(rows_at, end, _READ_BYTES):
                digest.update(os.pread(self._descriptor, min(_READ_BYTES, end - start), start))
            self._write(head + digest.digest(), at)
            os.ftruncate(self._descriptor, end)
            os.fsync(self._descriptor)
            self._is_new = False
            self._write(_commit(end, self.documents + count, self._count + 1), _COMMIT_AT)
            os.fsync(self._descriptor)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, at)
            raise self._error(
                f"it cannot be written: {error.strerror}; nothing was added to it"
            ) from error

    def _write_all(self, pieces: Iterable[bytes], at: int) -> int:
        for piece in pieces:
            self._write(piece, at)
            at += len(piece)
        return at

    def _write(self, data: bytes, at: int) -> None:
        while data:
            written = os.pwrite(self._descriptor, data, at)
            data, at = data[written:], at + written

    def take_away(self) -> None:
        """Delete an index that this run has begun and that holds nothing, before its lock goes."""
        if self._is_new and not self.blocks:
            with contextlib.suppress(OSError):
                os.unlink(self._path)

    def close(self) -> None:
        """Close the file, and with it give up the lock."""
        if self._data is not None:
            self._data.close()
            self._data = None
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _damaged(self, at: int) -> RunError:
        return self._error(f"it is damaged, at byte {at:,} or behind; restore it from a copy")

    def _error(self, what: str) -> RunError:
        return RunError(f"{Path(self._path)}: {what}")


def digest_of(path: str, settings: Mapping[str, Any]) -> str:
    """Say what an index holds, be it nothing yet: two that hold other documents differ.

    Raises:
        RunError: it cannot be opened, is damaged, or was made with other settings.
    """
    if not os.path.exists(path) or os.path.getsize(path) == 0:
        return "nothing yet"
    index = IndexFile(path, settings, read_only=True)
    try:
        return index.digest()
    finally:
        index.close()


def _commit(length: int, documents: int, blocks: int) -> bytes:
    data = _COMMIT.pack(length, documents, blocks)
    return data + _digest(data)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
