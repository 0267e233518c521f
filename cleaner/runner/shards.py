"""Outputs in shards: files of a bounded size in one folder, and a manifest beside it."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from cleaner.errors import CleanerError
from cleaner.runner.disk import sync

_READ_BYTES = 1 << 20
_NAME = re.compile(r"shard-\d{5,}\.[\w.]+")
# Where the shards of an earlier run wait until those of this one have their name.
_REPLACED = "replaced"

# Writes an output from lines.
Make = Callable[[BinaryIO, BinaryIO], None]


class ShardSize(msgspec.Struct, frozen=True):
    """How much a shard holds at most: so many documents, or bytes of JSON Lines."""

    documents: int = 0
    bytes: int = 0

    def __str__(self) -> str:
        return f"{self.documents or self.bytes} {'documents' if self.documents else 'bytes'}"

    def cut(self, lines: BinaryIO) -> Iterator[tuple[int, int, int]]:
        """Yield where each shard starts and ends in the lines, and how many it has.

        One line longer than a shard is a shard of its own; no line at all is one empty shard.
        """
        start = last = count = shards = 0
        for end in _ends(lines):
            full = self.documents and count == self.documents
            if count and (full or (self.bytes and end - start > self.bytes)):
                yield start, last, count
                shards += 1
                start, count = last, 0
            last, count = end, count + 1
        if count or not shards:
            yield start, last, count


class Shard(msgspec.Struct, frozen=True):
    """What a manifest says of a shard: its name, documents, bytes, and SHA-256 in hexadecimal."""

    name: str
    documents: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a manifest says of all shards; ``folder`` is the one that they lie in."""

    folder: str
    documents: int
    bytes: int
    shards: list[Shard]


class Range(io.RawIOBase):
    """A range of a file as a stream."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file = file
        self._at, self._end = start, end

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as the range goes."""
        with memoryview(buffer) as view:
            wanted = min(len(view), self._end - self._at)
            self._file.seek(self._at)
            data = self._file.read(wanted)
            view[: len(data)] = data
        self._at += len(data)
        return len(data)


class _Hashed(io.RawIOBase):
    """A file that is written on, with a digest of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.length = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._file.write(data)
        self.digest.update(data)
        with memoryview(data) as view:
            self.length += view.nbytes
            return view.nbytes


def manifest_path(path: str) -> str:
    """Say where the manifest of an output lies."""
    return f"{path}.manifest.json"


def refuse_foreign(path: str) -> None:
    """Refuse to replace what is not a folder of shards.

    Raises:
        CleanerError: it is something else.
    """
    if not os.path.lexists(path):
        return
    if not os.path.isdir(path):
        raise CleanerError(f"{path}: it is no folder, and shards need one; name another")
    other = next((name for name in sorted(os.listdir(path)) if not _NAME.fullmatch(name)), None)
    if other is not None:
        raise CleanerError(f"{path}: it holds {other}, which is no shard; name another folder")


def make_shards(
    lines: BinaryIO, folder: Path, size: ShardSize, suffix: str, make: Make
) -> list[Shard]:
    """Make the shards of an output in a new folder, and bring them to the disk."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shards = []
    with open(lines.name, "rb") as counted:
        for number, (start, end, documents) in enumerate(size.cut(counted)):
            name = f"shard-{number:05}{suffix}"
            with (folder / name).open("wb") as file:
                hashed = _Hashed(file)
                make(io.BufferedReader(Range(lines, start, end), _READ_BYTES), hashed)  # type: ignore[arg-type]
                file.flush()
                os.fsync(file.fileno())
            shards.append(Shard(name, documents, hashed.length, hashed.digest.hexdigest()))
    sync(folder)
    return shards


def name_shards(folder: Path, target: Path, shards: list[Shard]) -> None:
    """Give the folder its name, in place of an earlier one, and the manifest last.

    Where a run was killed that was about to, it goes on.
    """
    refuse_foreign(str(target))
    if folder.exists():
        replaced = folder.parent / _REPLACED
        shutil.rmtree(replaced, ignore_errors=True)
        if target.exists():
            target.rename(replaced)
        folder.rename(target)
    manifest = Manifest(
        target.name,
        sum(shard.documents for shard in shards),
        sum(shard.bytes for shard in shards),
        shards,
    )
    beside = folder.parent / "manifest"
    with beside.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(manifest_path(str(target)))
    sync(target.parent)


def are_whole(folder: Path, shards: list[Shard]) -> bool:
    """Tell whether a folder holds these shards as they were made."""
    try:
        return all(_digest(folder / shard.name) == shard.sha256 for shard in shards)
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_back(folder: Path, target: Path) -> None:
    """Give shards their name back that a killed run was about to replace."""
    replaced = folder / _REPLACED
    if replaced.exists() and not target.exists():
        replaced.rename(target)


def _ends(lines: BinaryIO) -> Iterator[int]:
    """Yield where each line ends; no line is held."""
    base = 0
    while data := lines.read(_READ_BYTES):
        at = data.find(b"\n")
        while at >= 0:
            yield base + at + 1
            at = data.find(b"\n", at + 1)
        base += len(data)
