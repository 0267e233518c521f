"""What a plugin raised, in one line and as a traceback."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from types import TracebackType

import cleaner
from cleaner.errors import CleanerError

_CORE = os.path.join(os.path.dirname(cleaner.__file__), "")
# Of a recursion without end, the first calls say where it came from.
_MOST_FRAMES = 30


def describe(error: BaseException) -> str:
    """Say in one line what a plugin raised."""
    text = " ".join(str(error).split())
    if isinstance(error, CleanerError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def traceback_of(error: BaseException) -> str:
    """Return the traceback from the first call of a plugin on.

    It is the same wherever and however the run is done: without the calls that led to the plugin,
    and with files named as their modules are.
    """
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename.startswith(_CORE):
        frames = frames.tb_next
    told = traceback.TracebackException(
        type(error), error, frames, limit=_MOST_FRAMES, compact=True
    )
    _name_files(told, error)
    return "".join(told.format())


def _name_files(told: traceback.TracebackException | None, error: BaseException | None) -> None:
    """Name the files of a traceback, and of those that it came from."""
    while told is not None and error is not None:
        names = dict(_names(error.__traceback__))
        for frame in told.stack:
            frame.filename = names.get(frame.filename, frame.filename)
        _name_files(told.__context__, error.__context__)
        told, error = told.__cause__, error.__cause__


def _names(frames: TracebackType | None) -> Iterator[tuple[str, str]]:
    for frame, _ in traceback.walk_tb(frames):
        path = frame.f_code.co_filename
        yield path, _below(path, str(frame.f_globals.get("__name__")))


def _below(path: str, module: str) -> str:
    """Return the end of a path that the name of a module stands for.

    >>> _below("/usr/lib/python3/json/decoder.py", "json.decoder")
    'json/decoder.py'
    """
    parts = path.split(os.sep)
    length = module.count(".") + 1 + (parts[-1] == "__init__.py")
    return os.sep.join(parts[-length:])
