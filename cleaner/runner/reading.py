"""Read the documents of a source; what a reader raises is told as a failed document."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cleaner.chain import Chain
from cleaner.document import Document, Failed
from cleaner.errors import RAISED
from cleaner.runner.raised import describe, traceback_of
from cleaner.source import Source


def read_source(
    chain: Chain, source: Source, left_out: Counter[str]
) -> Iterator[Document | Failed]:
    """Stream the documents of a source; count it as left out where nobody reads such files."""
    try:
        documents = chain.read(source)
        if documents is not None:
            yield from map(_checked, documents)
        elif source.given:
            yield Failed("no reader takes it; `cleaner plugins` lists what is read")
        else:
            # As it is shown: the names of files need not be Unicode.
            left_out[os.path.splitext(source.shown)[1].lower()] += 1
    except OSError as error:
        yield Failed(f"it cannot be read: {error.strerror or error}")
    except RAISED as error:  # a reader is a plugin
        yield Failed(describe(error), traceback=traceback_of(error))


def _checked(item: Any) -> Document | Failed:
    """Let nothing but documents through: whatever comes behind would not know what to do."""
    if isinstance(item, Failed):
        return item
    if not isinstance(item, Document):
        return Failed(f"read gave {type(item).__name__}; it may give Document or Failed")
    if not isinstance(item.text, str):
        return Failed(
            f"read gave a Document with {type(item.text).__name__} as its text", part=item.part
        )
    return item
