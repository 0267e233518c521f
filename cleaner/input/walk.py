"""Walk the paths that the user named, in sorted order, and name each source for its ids."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path

import msgspec

from cleaner.errors import CleanerError
from cleaner.input.links import Links
from cleaner.input.selection import EVERYTHING, Selection
from cleaner.input.source import STANDARD_INPUT, Source, escaped

# Bytes of a name that are no UTF-8, as the file system's names have them in Python.
_NO_UNICODE = re.compile("[\udc80-\udcff]")
# A name that looks as if it were escaped has to be escaped as well: no two may have one name.
_TO_ESCAPE = re.compile(f"#|%[0-9A-F]{{2}}|{_NO_UNICODE.pattern}")


_KINDS = ((stat.S_ISFIFO, "pipe"), (stat.S_ISSOCK, "socket"))


class Walk:
    """An iterable over the sources below some paths; files that hold no text are counted.

    A source's name is its path relative to the argument; with several arguments, to the folder
    that they have in common: so names are unique, whatever lies where. Hidden files and what the
    selection does not take, links that loop or lead to what is read anyway, and whatever is no
    regular file are left out, unless named themselves. The name ``stdin_name`` tells the format of
    standard input, where it is given. ``only`` are the real paths of all that is
    wanted: then no other folder is looked into, and nothing is counted that is not looked at.

    Raises:
        CleanerError: a path does not exist.
    """

    def __init__(
        self,
        paths: Sequence[str],
        *,
        text_field: str = "text",
        id_field: str = "",
        selection: Selection = EVERYTHING,
        stdin_name: str = "",
        only: frozenset[str] | None = None,
    ) -> None:
        self._wanted = None if only is None else only | frozenset(map(str, _above(only)))
        self.left_out: Counter[str] = Counter()
        self._selection = selection
        self._is_plain = not selection.include and not selection.exclude
        self.standard_input = STANDARD_INPUT in paths
        self._text_field = text_field
        self._id_field = id_field
        self._stdin_name = stdin_name
        named = [path for path in paths if path != STANDARD_INPUT]
        for path in named:
            if not os.path.lexists(path):
                raise CleanerError(f"{path}: there is no such file or folder")
        self._paths = _without_nested(named)
        self._base = _base(self._paths)

    def __iter__(self) -> Iterator[Source]:
        self._links = Links(self._paths)
        for path in self._paths:
            if os.path.isdir(path):
                yield from self._below(path, "")
            elif self._wanted is None or os.path.realpath(path) in self._wanted:
                yield self._source(path, _size(path), given=True)
        if self.standard_input:
            source = self._named(STANDARD_INPUT, "stdin", 0, given=True)
            yield msgspec.structs.replace(source, label=self._stdin_name)

    def _below(self, folder: str, below: str) -> Iterator[Source]:
        """Walk a folder; ``below`` is its path from what the user named, with its slash."""
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=attrgetter("name"))
        except OSError:
            # Reading it raises the same error, which then is told like any other source's.
            yield self._source(folder, 0, given=True)
            return
        entries = self._pruned(folder, entries)
        place = os.path.relpath(folder, self._base)
        within = "" if place == os.curdir else os.path.join(place, "")
        for entry in entries:
            try:
                is_folder = entry.is_dir()
            except OSError:  # a link that loops
                is_folder = False
            why = self._leaves_out(entry, below, is_folder=is_folder)
            if why is not None:
                self.left_out[why] += 1
            elif is_folder:
                yield from self._below(entry.path, f"{below}{entry.name}/")
            elif (source := self._file(entry, within)) is not None:
                yield source

    def _leaves_out(self, entry: os.DirEntry[str], below: str, *, is_folder: bool) -> str | None:
        """Say why what is in a folder is not read; None: it is."""
        name = entry.name
        if not is_folder:
            # Of most files there is nothing to ask: what is above them was not left out.
            if self._is_plain and name[0] != "." and "!" not in name and "!" not in below:
                return None
            return self._selection.leaves_out(below + name)
        why = self._selection.leaves_out_folder(below + name)
        if why is None and entry.is_symlink():
            why = self._links.leave_out(entry.path)
        return why

    def _pruned(self, folder: str, entries: list[os.DirEntry[str]]) -> list[os.DirEntry[str]]:
        """Leave out what is not wanted and leads to nothing that is."""
        wanted = self._wanted
        if wanted is None:
            return entries
        real = os.path.join(os.path.realpath(folder), "")
        return [entry for entry in entries if real + entry.name in wanted]

    def _file(self, entry: os.DirEntry[str], within: str) -> Source | None:
        """Return a file as a source; None, and counted, where it is none that can be read."""
        name = source_name(within + entry.name)
        try:
            status = entry.stat()
        except OSError as error:
            if error.errno != errno.ELOOP:
                return self._named(entry.path, name, 0, given=True)
            self.left_out["link that loops"] += 1
            return None
        if stat.S_ISREG(status.st_mode):
            return Source(
                entry.path,
                name,
                status.st_size,
                self._text_field,
                self._id_field,
                changed=status.st_mtime_ns,
            )
        kind = next((kind for is_, kind in _KINDS if is_(status.st_mode)), "device")
        self.left_out[kind] += 1
        return None

    def _source(self, path: str, size: int, *, given: bool) -> Source:
        name = source_name(os.path.relpath(path, self._base))
        return self._named(path, name, size, given=given)

    def _named(self, path: str, name: str, size: int, *, given: bool) -> Source:
        return Source(path, name, size, self._text_field, self._id_field, given=given)


def arranged(sources: Iterable[Source], last: Container[str]) -> Iterator[Source]:
    """Yield sources, those whose real paths are in ``last`` behind all others."""
    held = []
    folders: dict[str, str] = {}
    for source in sources:
        folder, name = os.path.split(source.path)
        if folder not in folders:
            # Asked once a folder: for each file it would take longer than walking does.
            folders[folder] = os.path.realpath(folder)
        if os.path.join(folders[folder], name) in last:
            held.append(source)
        else:
            yield source
    yield from held


def _above(paths: Iterable[str]) -> set[Path]:
    """Return all folders that paths lie in, at any height."""
    return {folder for path in paths for folder in Path(path).parents}


def source_name(path: str) -> str:
    """Return a path as ids show it: valid Unicode, and no ``#``, which ids need themselves.

    >>> source_name("notes#1.txt")
    'notes%231.txt'
    """
    name = path.replace(os.sep, "/")
    if name.isascii() and "#" not in name and "%" not in name:
        return name
    if _TO_ESCAPE.search(name):
        name = escaped(name)
        name = _NO_UNICODE.sub(lambda found: f"%{os.fsencode(found[0])[0]:02X}", name)
    return name


def _without_nested(paths: Sequence[str]) -> list[str]:
    """Leave out paths that lie within another one, so that nothing is read twice; sort."""
    kept: list[str] = []
    last = None
    for path in sorted(set(paths), key=lambda path: (_parts(path), path)):
        # Sorted by their parts, the paths below a folder follow it directly.
        parts = _parts(path)
        if last is None or parts[: len(last)] != last:
            kept.append(path)
            last = parts
    return kept


def _parts(path: str) -> list[str]:
    return os.path.abspath(path).rstrip(os.sep).split(os.sep)


def _base(paths: Sequence[str]) -> str:
    """Return the folder that names are relative to."""
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]
    absolute = [os.path.abspath(folder or os.curdir) for folder in folders]
    return os.path.commonpath(absolute) if absolute else os.curdir


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
