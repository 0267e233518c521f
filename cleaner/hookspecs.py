"""The contract between `cleaner` and its plugins: every hook, on one screen.

An implementation takes only the arguments it wants, by name. `options` is an instance of the
plugin's own `Options` class, or None where it has none. Everything but `split`, `begin`, `survey`,
`admit`, `end`, `finish` and the writer's `append` runs in worker processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    import click

    from cleaner.codes import Code
    from cleaner.document import Decoded, Document, Drop, Failed, LeftOut
    from cleaner.input.columns import Columns
    from cleaner.input.formats import Format
    from cleaner.input.source import Source
    from cleaner.output.target import Finisher, Target, Writer
    from cleaner.scratch import Scratch

hookspec = pluggy.HookspecMarker("cleaner")
hookimpl = pluggy.HookimplMarker("cleaner")


@hookspec
def formats() -> Iterable[Format] | None:
    """Say what `split` and `read` take; without it, they are asked about every source."""


@hookspec(firstresult=True)
def split(source: Source, options: Any) -> Iterable[Source] | None:
    """Cut a large source into pieces that workers read on their own; None: read it whole."""


@hookspec(firstresult=True)
def read(
    source: Source, options: Any, decode: Callable[[Document], Document | None]
) -> Iterator[Document | Failed | Source | LeftOut] | None:
    """Stream the documents of a source, or sources that lie inside it; None: not mine.

    `decode` makes the bytes of a document into text as the chain does (None: it cannot).
    """


@hookspec(firstresult=True)
def read_batch(source: Source, options: Any) -> Iterator[Columns | Document | Failed] | None:
    """Do what `read` does, with many documents at once, where no step changes any; None: not so."""


@hookspec(firstresult=True)
def decode(data: bytes, document: Document, options: Any) -> Decoded | Drop | None:
    """Turn bytes into text, refuse them, or leave them to the next step (None)."""


@hookspec
def clean(
    text: str, document: Document, options: Any
) -> str | Document | list[Document] | Drop | None:
    """Change a document, split it, or drop it; None: no change. Pure: looks at nothing else."""


@hookspec
def begin(options: Any, scratch: Scratch) -> Any:
    """Make the memory that `admit` is given; once a run, in the main process."""


@hookspec
def sketch(text: str, document: Document, options: Any, scratch: Scratch) -> Any:
    """Say what `admit` needs to know of a document: pure, small, cheap to send."""


@hookspec
def admit(document: Document, sketch: Any, memory: Any, options: Any) -> Drop | None:
    """Keep a document (None) or drop it, in the order of the input; its text stayed behind."""


@hookspec
def sketch_batch(
    documents: Sequence[Document], options: Any, scratch: Scratch
) -> Sequence[Any] | None:
    """Do what `sketch` does for many documents at once; called in its stead, answers in order.

    Those of `read_batch` come as `Columns`; answers of one size may be given as `Sketches`.
    """


@hookspec
def admit_batch(
    documents: Sequence[Document], sketches: Sequence[Any], memory: Any, options: Any
) -> Sequence[Drop | None] | None:
    """Do what `admit` does for many documents at once; called in its stead, answers in order.

    If it raises, it must have remembered none of them: each is then given alone.
    """


@hookspec
def forget(document: Document, memory: Any, options: Any) -> None:
    """Take back a document that `admit` has just kept: a later step has left it out after all."""


@hookspec
def passes(options: Any) -> int | None:
    """Say how often a comparing step wants to see the documents; 2: first each in `survey`."""


@hookspec
def survey(
    documents: Sequence[Document], sketches: Sequence[Any], memory: Any, options: Any
) -> None:
    """See all documents, in the order of the input, before `admit` is asked for the first one."""


@hookspec
def keeps(options: Any) -> bool | None:
    """Say whether `end` keeps something for later runs; without it, one that has `end` may."""


@hookspec
def end(memory: Any, options: Any, complete: bool) -> list[str] | None:
    """Close the memory, and return lines for the summary; outputs have no names yet.

    `complete` says whether every document was decided on; else the run ends with an error.
    """


@hookspec(firstresult=True)
def write(target: Target, options: Any) -> Writer | None:
    """Give a writer for the output, or None: not mine."""


@hookspec(firstresult=True)
def finish(target: Target, options: Any) -> Finisher | None:
    """Give what makes the output from lines of JSON when all are there, or None: not mine."""


@hookspec
def locks(options: Any) -> Mapping[str, Any] | None:
    """Say what decides the output besides versions and options, for a lock: a scheme, say."""


@hookspec
def codes() -> Iterable[Code] | None:
    """Name what a check finds: a code for the reasons of edits, changes and drops."""


@hookspec
def register_commands(cli: click.Group) -> None:
    """Add subcommands to the command line."""
