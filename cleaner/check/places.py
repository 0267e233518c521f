"""Where a record lies on disk: its file, and the lines of it."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from typing import Any

import msgspec

from cleaner.input.source import STANDARD_INPUT

# What parts the name of an archive from that of its member.
_INSIDE = "!"


class Spot(msgspec.Struct, frozen=True):
    """A range of a file, from 1; ``in_text``: of the text that a reader took out of it."""

    line: int
    column: int
    end_line: int
    end_column: int
    in_text: bool = False


def path_of(record: Mapping[str, Any], standard_input: str) -> str:
    """Return the path of a record's source; ``standard_input`` is what that is called."""
    source: str = record["source"]
    return standard_input if source == STANDARD_INPUT else source.removeprefix("./")


def shown_of(record: Mapping[str, Any], standard_input: str) -> str:
    """Return the path with what leads to a record of a file of many: its line, else its id."""
    path = path_of(record, standard_input)
    if "lines" in record:
        return f"{path}:{record['lines'][0]}"
    return str(record["id"]) if _is_one_of_many(record) else path


def spot_of(record: Mapping[str, Any], place: Mapping[str, Any]) -> Spot:
    """Return where a place of a record's text is in its file.

    Of a text that a file holds beside other things, lines are known at most.
    """
    if "lines" not in record:
        in_text = "part" in record
        ends = (place["end_line"], place["end_column"])
        return Spot(place["line"], place["column"], *ends, in_text=in_text)
    first, last = record["lines"]
    line, end = (min(first + place[key] - 1, last) for key in ("line", "end_line"))
    return Spot(line, 1, end, 1)


def in_words(record: Mapping[str, Any], spot: Spot, *, is_all: bool) -> str:
    """Return where something is in the text that was taken out of a file, for its message.

    ``is_all`` says that it is all of that text.
    """
    named = str(record["id"]) if _is_one_of_many(record) else ""
    if is_all:
        return f" (in {named})" if named else ""
    whose = f"the text of {named}" if named else "its text"
    return f" (line {spot.line}, column {spot.column} of {whose})"


def file_of(path: str) -> str:
    """Return the real path of the file on disk: of a member of an archive, that of the archive."""
    while _INSIDE in path and not os.path.lexists(path):
        path = path.rpartition(_INSIDE)[0]
    return os.path.realpath(path)


def place_from(folder: str, path: str) -> str:
    """Return the path of a file from a folder, which has to be a real path, with slashes."""
    above, name = os.path.split(os.path.abspath(path))
    return os.path.relpath(os.path.join(_real(above), name), folder).replace(os.sep, "/")


@functools.cache
def _real(folder: str) -> str:
    # Many findings are in one folder.
    return os.path.realpath(folder)


def _is_one_of_many(record: Mapping[str, Any]) -> bool:
    part: str = record.get("part", "")
    return part[:1].isdigit()
