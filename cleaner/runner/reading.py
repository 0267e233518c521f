"""Read the documents of a source; what a reader raises is told as a failed document."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, overload

import msgspec

from cleaner.chain import Chain, Item
from cleaner.document import Decoded, Document, Failed, LeftOut
from cleaner.errors import RAISED, CleanerError
from cleaner.input.columns import Columns
from cleaner.input.source import Source
from cleaner.runner.apply import decoded
from cleaner.runner.outcome import Tally
from cleaner.runner.raised import describe, traceback_of

# Sources may lie inside sources; readers have their own, lower, bounds.
_MOST_AROUND = 8


class Reading:
    """Reads sources by a chain, and counts what nobody reads as left out."""

    def __init__(self, chain: Chain, left_out: Counter[str], tally: Tally) -> None:
        self._tally = tally
        self._chain = chain
        self._left_out = left_out
        self._decoders = [step.decode for step in chain.steps if step.decode is not None]

    @overload
    def read(self, source: Source) -> Iterator[Document | Failed]: ...
    @overload
    def read(
        self, source: Source, *, in_columns: bool
    ) -> Iterator[Document | Failed | Columns]: ...
    def read(
        self, source: Source, *, in_columns: bool = False
    ) -> Iterator[Document | Failed | Columns]:
        """Stream the documents of a source, and of all that lies inside it."""
        count = 0
        try:
            documents = self._chain.read(source, self._decode, in_columns=in_columns)
            if documents is None:
                yield from self._nobody(source)
                return
            for item in documents:
                if isinstance(item, Source):
                    yield from self._inside(item)
                elif isinstance(item, LeftOut):
                    self._left_out[item.kind] += 1
                elif isinstance(item, Columns):
                    count += len(item)
                    yield item
                else:
                    count += 1
                    yield _checked(item)
        except OSError as error:
            yield _at_end(f"it cannot be read: {error.strerror or error}", count)
        except RAISED as error:  # a reader is a plugin
            # What a reader says of its source in words of its own needs no traceback.
            trace = None if isinstance(error, CleanerError) else traceback_of(error)
            yield _at_end(describe(error), count, trace)
        if source.damage:
            # What was before this block has given documents, or may have.
            yield _at_end(source.damage, count or source.line - 1)

    def _nobody(self, source: Source) -> Iterator[Failed]:
        if source.given:
            yield Failed("no reader takes it; `cleaner plugins` lists what is read")
        else:
            # The names of files need not be Unicode.
            suffix = os.fsencode(source.suffix).decode("utf-8", "backslashreplace")
            self._left_out[suffix] += 1

    def _inside(self, source: Source) -> Iterator[Document | Failed]:
        """Read what lies inside a source, and put it where it belongs."""
        why = None
        if source.label and "!" in source.name:
            why = self._chain.selection.leaves_out(source.name)
        if why is not None:
            self._left_out[why] += 1
            return
        if len(source.around) > _MOST_AROUND:
            yield _placed(Failed("it lies too deep inside other files"), source)
            return
        given = source.given and "!" not in source.name
        for item in self.read(msgspec.structs.replace(source, given=given)):
            yield _placed(item, source)

    def _decode(self, document: Document) -> Document | None:
        """Make a document's bytes into text for a reader; None where the chain would refuse."""
        data = document.data or b""
        try:
            for decode in self._decoders:
                found = decode(data=data, document=document)
                if isinstance(found, Decoded):
                    return decoded(document, found, self._tally)
                if found is not None:
                    return None
            return document.decoded(strictly(document))
        except RAISED:
            # Given on with its bytes, the document raises it again, where that is told.
            return None


def strictly(document: Document) -> str:
    """Decode a document's bytes as UTF-8, else by the charset that its source declares.

    Raises:
        UnicodeDecodeError: they are neither.
    """
    data = document.data or b""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if not document.charset:
            raise
        try:
            return data.decode(document.charset)
        except (LookupError, ValueError):
            pass
        raise


def _at_end(error: str, count: int, trace: str | None = None) -> Failed:
    """Tell what has ended a source; it must not have the id of the one document before it."""
    return Failed(error, part="end" if count else "", traceback=trace)


def _placed(item: Document | Failed, source: Source) -> Document | Failed:
    """Give a document what is known only of the source that it was inside of."""
    if isinstance(item, Failed):
        base, shown = item.base or source.name, item.source or source.shown
        # What lies inside a file cannot be opened by itself: the file is run again.
        again = item.input if item.input is not None else {"path": shown.partition("!")[0]}
        part = item.part if item.base else _joined(source.part, item.part)
        return msgspec.structs.replace(item, base=base, source=shown, part=part, input=again)
    if not source.part and not source.meta:
        return item
    meta = _told_by_both(source.meta, item.meta)
    return msgspec.structs.replace(item, part=_joined(source.part, item.part), meta=meta)


def _told_by_both(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """Have the word of the outside count; what the inside says otherwise is kept as given."""
    otherwise = {key: inner[key] for key in inner if outer.get(key, inner[key]) != inner[key]}
    meta = {**inner, **outer}
    if otherwise:
        meta["given"] = {**meta.get("given", {}), **otherwise}
    return meta


def _joined(outer: str, inner: str) -> str:
    return f"{outer}.{inner}" if outer and inner else outer or inner


def _checked(item: Item | Any) -> Document | Failed:
    """Let nothing but documents through: whatever comes behind would not know what to do."""
    if isinstance(item, Failed):
        # A name or an address in it may have line ends: of an error there is one line.
        one_line = " ".join(item.error.split())
        return item if one_line == item.error else msgspec.structs.replace(item, error=one_line)
    if not isinstance(item, Document):
        return Failed(f"read gave {type(item).__name__}; it may give Document or Failed")
    if not isinstance(item.text, str):
        return Failed(
            f"read gave a Document with {type(item.text).__name__} as its text", part=item.part
        )
    return item
