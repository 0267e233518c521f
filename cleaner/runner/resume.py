"""Go on with a killed run: whether it is the same run, and how much of it can be kept."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaner import __version__
from cleaner.building import options_of
from cleaner.errors import CleanerError
from cleaner.input.source import Source
from cleaner.plugins import Plugins
from cleaner.runner.extent import intact
from cleaner.runner.journal import Done, Identity, Past, Piece, read_header, read_journal
from cleaner.runner.order import Run
from cleaner.runner.outcome import Task
from cleaner.runner.outputs import Outputs
from cleaner.runner.parts import KEPT, LEFT, SCRATCH, part_path
from cleaner.runner.workspace import JOURNAL


def header_of(order: Run, plugins: Plugins) -> dict[str, str]:
    """Say what decides the output, so that two runs can be held against each other."""
    recipe = order.recipe
    header = {"cleaner": __version__, "steps": ",".join(recipe.steps)}
    header["trace"] = str(recipe.traces)
    header["selection"] = str(recipe.selection)
    header |= {"output format": order.format, "shard size": str(order.shards)}
    for name in ("paths", "retry", "outputs", "text_field", "id_field"):
        header["inputs" if name == "paths" else name] = str(getattr(order, name))
    for name in plugins.names():
        header[f"plugin {name}"] = plugins.origin(name)
        header[f"options of {name}"] = str(dict(sorted(recipe.values.get(name, {}).items())))
    header |= _read_beforehand(order, plugins)
    for file in filter(os.path.isfile, recipe.files):
        header[f"file {file}"] = hashlib.sha256(Path(file).read_bytes()).hexdigest()
    return header


def _read_beforehand(order: Run, plugins: Plugins) -> dict[str, str]:
    """Say what the steps take from files that their options name.

    A step that compares documents is left out: its files change while it runs, and it watches them.
    """
    comparing = {impl.plugin_name for impl in plugins.implementations("begin")}
    options = options_of(order.recipe, plugins)
    header = {}
    for impl in plugins.implementations("locks"):
        name = impl.plugin_name
        if name in order.recipe.steps and name not in comparing:
            wanted = {"options": options[name]} if "options" in impl.argnames else {}
            found: Any = impl.function(**wanted)
            header[f"what decides {name}"] = str(dict(sorted((found or {}).items())))
    return header


def refuse_other(path: str, past: dict[str, str], now: dict[str, str]) -> None:
    """Refuse to go on with a run that would have given another output.

    Raises:
        CleanerError: they differ; it says in what.
    """
    different = [
        f"{key} was {past.get(key, 'not there')}, is {now.get(key, 'not there')}"
        for key in sorted(past.keys() | now.keys())
        if past.get(key) != now.get(key)
    ]
    if different:
        raise CleanerError(f"{path}: the unfinished run cannot go on: {'; '.join(different)}")


def identity(task: Task) -> Identity:
    """Say what a split reads, so that a change of it is seen."""
    return tuple(
        Piece(
            os.fsencode(source.path),
            source.start,
            source.end,
            source.size,
            _state(source),
        )
        for source in task.sources
    )


def same_tasks(tasks: Iterator[Task], done: list[Done]) -> None:
    """Take the splits that are done from all splits.

    Raises:
        CleanerError: one of them is not what it was.
    """
    different = difference(tasks, done)
    if different is not None:
        raise CleanerError(f"{different}; start anew without --resume")


def difference(tasks: Iterator[Task], done: list[Done], *, whole: bool = False) -> str | None:
    """Take the splits that are done from all splits; say where one is not what it was, if so.

    ``whole`` says that there are to be no others.
    """
    for past in done:
        task = next(tasks, None)
        now = identity(task) if task is not None else ()
        if now != past.identity:
            return _difference(past.identity, now)
    more = next(tasks, None) if whole else None
    if more is not None:
        return f"{more.sources[0].shown}: it was not there for the unfinished run"
    return None


def _difference(before: Identity, now: Identity) -> str:
    """Say of two unlike splits which source is not what it was."""
    pairs = itertools.zip_longest(before, now)
    old, new = next((old, new) for old, new in pairs if old != new)
    if old is not None and new is not None and old.path == new.path:
        return f"{_shown(old)}: it has changed since the unfinished run read it"
    if old is not None and not os.path.lexists(old.path):
        return f"{_shown(old)}: the unfinished run has read it, and it is gone"
    if new is None:
        last = _shown(before[-1])
        return f"{last}: what comes behind it has changed since the unfinished run read it"
    return f"{_shown(new)}: it was not there when the unfinished run read what is beside it"


def _shown(piece: Piece) -> str:
    return piece.path.decode("utf-8", "backslashreplace")


def find_past(order: Run, folder: Path, header: dict[str, str]) -> Past | None:
    """Read what an earlier run has done; None: nothing that one could go on with.

    Raises:
        CleanerError: it was another run.
    """
    path = folder / JOURNAL
    before = read_header(path)
    if before is None:
        return None
    refuse_other(order.output, before, header)
    return read_journal(path)


def to_go_on_from(order: Run, folder: Path, past: Past) -> Past | None:
    """Cut what an earlier run has done to what is really there."""
    unfinished = Outputs.unfinished(order.outputs, folder)
    number = usable(past, folder, unfinished)
    if number is None:
        return None
    commits = past.commits[: number + 1]
    done = past.done[: commits[-1].splits]
    return Past(done=done, commits=commits, ends=past.ends[: number + 1])


def usable(past: Past, folder: Path, unfinished: list[Path]) -> int | None:
    """Return the number of the last commit whose outputs and scratch are all intact, if any."""
    whole = 0
    for done in past.done:
        extents = (done.scratch, *done.parts)
        kinds = zip((SCRATCH, KEPT, LEFT), extents, strict=False)
        paths = ((part_path(folder, done.task, kind), extent) for kind, extent in kinds)
        if not all(next(intact(path, [extent])) for path, extent in paths):
            break
        whole += 1
    columns = [
        intact(path, [commit.outputs[number] for commit in past.commits])
        for number, path in enumerate(unfinished)
    ]
    found = None
    for number, (commit, *good) in enumerate(zip(past.commits, *columns, strict=True)):
        if commit.splits > whole or not all(good):
            break
        found = number
    return found


def _state(source: Source) -> int | str:
    if source.data is not None:
        return hashlib.sha256(source.data).hexdigest()
    if source.changed is not None:
        return source.changed
    try:
        return os.stat(source.path).st_mtime_ns
    except OSError:
        return 0
