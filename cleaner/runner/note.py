"""A note at a complete output, by which `--resume` tells that the run has come to its end.

A run may be killed when its folder is gone and its exit status is not known yet; done again, it
would find what its steps have kept for a next run. So the output has an extended attribute, which
is no part of its bytes and comes to the name with it: of which run it is, what was read, how the
outputs were left, and the summary. Where a file system has none, there is no note.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, get_origin

import msgspec

from cleaner.runner.summary import Summary

if TYPE_CHECKING:
    from cleaner.runner.journal import Identity

_ATTRIBUTE = "user.cleaner.run"
# As many as are told by name at the end; an attribute holds a few thousand bytes.
_MOST_FAILURES = 20
_DIGEST_BYTES = 16

# Bytes and time of change of an output; None where it is none that stays.
State: TypeAlias = tuple[int, int] | None


class Note(msgspec.Struct, frozen=True, array_like=True):
    """What is noted: digests of the header and of all inputs, the outputs, and the summary."""

    header: bytes
    inputs: bytes
    outputs: tuple[State, ...]
    summary: bytes

    def told(self) -> Summary:
        """Return the summary of the run."""
        return unpacked(zlib.decompress(self.summary))


class Fingerprint:
    """A digest of what the splits of a run read, taken as they come."""

    def __init__(self) -> None:
        self._digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)

    def add(self, identity: Identity) -> None:
        """Add a split."""
        self._digest.update(msgspec.msgpack.encode(identity))

    def digest(self) -> bytes:
        """Return the digest of all splits so far."""
        return self._digest.digest()


def digest_of(header: Mapping[str, str]) -> bytes:
    """Return a digest of what decides the output of a run."""
    data = msgspec.json.encode(sorted(header.items()))
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()


def states(paths: Iterable[Path | None]) -> tuple[State, ...]:
    """Return how the outputs are now."""
    return tuple(None if path is None else _state(path) for path in paths)


def written(
    header: Mapping[str, str], inputs: bytes, outputs: Sequence[State], summary: Summary
) -> bytes:
    """Write a note."""
    short = msgspec.structs.replace(summary, failures=summary.failures[:_MOST_FAILURES])
    note = Note(digest_of(header), inputs, tuple(outputs), zlib.compress(packed(short)))
    return msgspec.msgpack.encode(note)


def leave(path: Path, note: bytes) -> None:
    """Leave a note at an output, where the file system can hold it."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setxattr(path, _ATTRIBUTE, note)


def read(path: str) -> Note | None:
    """Read the note at an output, if there is one."""
    if sys.platform != "linux":
        return None
    try:
        return msgspec.msgpack.decode(os.getxattr(path, _ATTRIBUTE), type=Note)
    except (OSError, msgspec.MsgspecError):
        return None


def packed(summary: Summary) -> bytes:
    """Write a summary down."""
    return msgspec.msgpack.encode(summary)


def unpacked(data: bytes) -> Summary:
    """Read a summary that was written down; the times of its main process are gone with that."""
    summary = msgspec.msgpack.decode(data, type=Summary, dec_hook=_counting)
    summary.main.clear()
    return summary


def _counting(kind: Any, counts: Any) -> Any:
    """Make the counters of a summary again, which are written as mappings."""
    return Counter(counts) if get_origin(kind) is Counter else defaultdict(float, counts)


def _state(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
        if not path.is_dir():
            return status.st_size, status.st_mtime_ns
        files = [entry.stat() for entry in os.scandir(path)]
    except OSError:
        return -1, 0
    # Of a folder, that of the files in it: it gets a time of its own when it gets its name.
    size = sum(file.st_size for file in files)
    return size, max((file.st_mtime_ns for file in files), default=0)
