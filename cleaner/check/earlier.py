"""Twins that an index knows from an earlier run: which of them are there no more."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from cleaner.check.places import file_of, path_of


class EarlierTexts:
    """Knows which texts of an index are older ones of files that have changed, or are gone.

    ``changed`` are the real paths of those files, and ``folders`` where the names of an index may
    begin. A name that leads to none of them may be that of another text: it counts as there.
    """

    def __init__(self, changed: Iterable[str] = (), folders: Iterable[str] = ()) -> None:
        self._changed = frozenset(changed)
        self._folders = [os.path.abspath(folder) for folder in folders]
        self._groups: dict[str, list[Mapping[str, Any]]] = {}

    def take(self, record: Mapping[str, Any]) -> bool:
        """Take a record whose twin is such a text; tell whether it is."""
        if not record.get("earlier_run"):
            return False
        twin = record["duplicate_of"]
        # A file is no copy of what it was itself when it was last looked at.
        if twin != record["id"] and not self._is_old(twin):
            return False
        self._groups.setdefault(twin, []).append(record)
        return True

    def copies(self) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Yield the records that are copies all the same, each with that of which it is one.

        Of those that are like one old text, the one of its own file is what has become of it; where
        that has none, the first, to which it was moved.
        """
        for twin, records in self._groups.items():
            files = self._files(twin)
            owner = next(
                (one for one in records if one["id"] == twin or file_of(path_of(one, "")) in files),
                records[0],
            )
            yield from ((record, owner) for record in records if record is not owner)

    def _is_old(self, twin: str) -> bool:
        files = self._files(twin)
        there = {file for file in files if os.path.lexists(file)}
        return bool(files & self._changed) and there <= self._changed

    def _files(self, twin: str) -> set[str]:
        """Return the files that a name of an index may be that of."""
        name = os.fsdecode(unquote_to_bytes(twin.partition("#")[0]))
        return {file_of(os.path.join(folder, name)) for folder in self._folders}
