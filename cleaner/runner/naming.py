"""Give complete outputs their names, and go on with that where a killed run had begun it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec

from cleaner.runner import note
from cleaner.runner.disk import sync, telling
from cleaner.runner.extent import Extent, intact
from cleaner.runner.shards import Shard, are_whole, name_shards


class Ready(msgspec.Struct, frozen=True, array_like=True):
    """An output that lacks nothing but its name.

    ``place`` is where it lies in the folder of the run, ``target`` the real path that it gets, in
    bytes, for it need not be Unicode. ``extent`` is all of it, where it is a file, and ``shards``
    where it is a folder. ``note`` is left at it, for a later run.
    """

    place: str
    target: bytes
    extent: Extent = Extent()
    shards: list[Shard] | None = None
    note: bytes = b""


def name_all(folder: Path, outputs: Sequence[Ready]) -> None:
    """Give outputs their names, in order, but for those that have them.

    Raises:
        CleanerError: one of them cannot get it.
    """
    for ready in outputs:
        path = os.fsdecode(ready.target)
        with telling(path):
            _name(folder / ready.place, Path(path), ready)


def _name(made: Path, target: Path, ready: Ready) -> None:
    if ready.note and made.exists():
        note.leave(made, ready.note)
    if ready.shards is not None:
        name_shards(made, target, ready.shards)
    elif made.exists():
        _move(made, target)
        sync(target.parent)


def have_all(folder: Path, outputs: Sequence[Ready]) -> bool:
    """Tell whether all outputs are there and whole, under their names or not."""
    return all(_has(folder / ready.place, ready) for ready in outputs)


def _has(made: Path, ready: Ready) -> bool:
    place = made if made.exists() else Path(os.fsdecode(ready.target))
    if ready.shards is not None:
        return are_whole(place, ready.shards)
    return place.exists() and next(intact(place, [ready.extent]))


def _move(unfinished: Path, target: Path) -> None:
    """Give a file its name; from another file system by way of a copy beside it."""
    try:
        unfinished.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The same name each time: a run that is killed here leaves nothing for good.
        beside = target.parent / f".{target.name}.unfinished"
        try:
            shutil.copy2(unfinished, beside)
            sync(beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
