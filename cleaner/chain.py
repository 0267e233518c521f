"""The chain: plugins and settings bound into plain callables, in the order of the configuration.

pluggy's own call cannot express a chain: it gives every implementation the same arguments.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from cleaner.batch import Batch
from cleaner.binding import Call
from cleaner.document import Document, Failed, LeftOut
from cleaner.input.choice import Choice
from cleaner.input.columns import Columns
from cleaner.input.formats import Format
from cleaner.input.retry import read_again
from cleaner.input.selection import EVERYTHING, Selection
from cleaner.input.source import Source
from cleaner.output.writing import Writing

# Below this, a file is not looked into in the main process, which would have to open it.
WORTH_SPLITTING = 4_000_000

# What a reader may yield.
Item: TypeAlias = Document | Failed | Source | LeftOut | Columns
# Makes the bytes of a document into text, as the chain does; None where it cannot.
Decode: TypeAlias = Callable[[Document], Document | None]


class Recipe(msgspec.Struct, frozen=True):
    """What makes a chain, in any process: files of plugins, steps in order, values of options.

    ``unique_ids`` puts a step before all others that drops documents whose id came before;
    ``selection`` says which files are read, and as what.
    ``values`` maps a plugin's name to its options by key; ``where`` says alike where each value
    comes from, for errors. ``traces`` has documents lead back to the text that was read.
    """

    steps: tuple[str, ...]
    files: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, Any]] = {}
    where: Mapping[str, Mapping[str, str]] = {}
    unique_ids: bool = False
    traces: bool = False
    selection: Selection = EVERYTHING


class Step(msgspec.Struct, frozen=True):
    """One link of the chain, bound; ``survey`` is there only where the step wants two passes."""

    name: str
    decode: Call | None
    clean: Call | None
    begin: Call | None
    sketch: Batch | None
    admit: Batch | None
    takes_columns: bool = False  # its ``sketch`` is made for many documents at once
    keeps: bool = False  # its ``end`` may keep something for later runs
    survey: Call | None = None
    forget: Call | None = None
    end: Call | None = None

    @property
    def compares(self) -> bool:
        """Whether the step gives verdicts in the main process."""
        return self.admit is not None


class Reader(msgspec.Struct, frozen=True):
    """A plugin that reads, bound. One without ``formats`` is asked about every source."""

    name: str
    split: Call | None
    read: Call | None
    read_batch: Call | None = None
    formats: tuple[Format, ...] = ()


class Chain:
    """Steps, readers and writers, ready to call; ``traces`` as in the recipe.

    Raises:
        CleanerError: the selection names a format that there is not.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        readers: Sequence[Reader],
        writing: Writing,
        *,
        traces: bool = False,
        selection: Selection = EVERYTHING,
    ) -> None:
        self.traces = traces
        self.steps = tuple(steps)
        self.readers = tuple(readers)
        # Those without formats are asked about every source.
        self._asked = [reader for reader in readers if not reader.formats]
        self.writing = writing
        self.selection = selection
        named = [(format_, reader) for reader in readers for format_ in reader.formats]
        self._choose = Choice((format_ for format_, _ in named), selection)
        self._by_format = {format_.name: reader for format_, reader in reversed(named)}

    def split(self, source: Source) -> Iterable[Source]:
        """Cut a source where a reader can, or give it whole."""
        if source.data is not None:
            return (source,)
        for reader in self._asked:
            if reader.split:
                pieces: Iterable[Source] | None = reader.split(source=source)
                if pieces is not None:
                    return pieces
        # To open a small file here, to look into it, would cost more than it could bring.
        if source.size <= WORTH_SPLITTING and not source.is_stream:
            return (source,)
        return self._split(source)

    def _split(self, source: Source) -> Iterable[Source]:
        chosen = self._choose(source)
        reader = self._by_format.get(chosen.format) if chosen else None
        if chosen is None or reader is None:
            return (source,)
        pieces: Iterable[Source] | None = reader.split(source=chosen) if reader.split else None
        if pieces is None:
            return (chosen,)
        if not self.has_containers_in(chosen):
            return pieces
        return self._split_inside(source, iter(pieces))

    def has_containers_in(self, source: Source) -> bool:
        """Tell whether the reader of a source gives sources."""
        reader = self._by_format[source.format]
        return any(f.container and f.name == source.format for f in reader.formats)

    def _split_inside(self, source: Source, pieces: Iterator[Source]) -> Iterable[Source]:
        """Cut the stream that a compressed source holds; a file that cannot be, is read whole."""
        inner = next(pieces)
        if not inner.is_stream:
            return itertools.chain((inner,), pieces)
        found = self._split(inner)
        # What was read of standard input is gone, so the stream itself is given on.
        if isinstance(found, tuple):
            return found if source.is_stream else (source,)
        return itertools.chain(found, pieces)  # which keeps open what the pieces are cut from

    def read(
        self, source: Source, decode: Decode, *, in_columns: bool = False
    ) -> Iterator[Item] | None:
        """Stream the documents of a source, in columns where wanted; None: no reader takes it."""
        if source.again:
            return read_again(source)
        for reader in self._asked:
            if reader.read:
                documents: Iterable[Item] | None = reader.read(source=source, decode=decode)
                if documents is not None:
                    return iter(documents)
        chosen = self._choose(source)
        taker = self._by_format.get(chosen.format) if chosen else None
        if taker is None or taker.read is None:
            return None
        batch = taker.read_batch if in_columns else None
        found: Iterable[Item] | None = batch(source=chosen) if batch else None
        if found is None:
            found = taker.read(source=chosen, decode=decode)
        return None if found is None else iter(found)
