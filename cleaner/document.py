"""The records that plugins work on: a document, its edits, and what a step may answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from cleaner.text.cutting import compiled
from cleaner.text.edits import Edit
from cleaner.text.trace import Trace

_NOTHING: Mapping[str, int] = {}


class Drop(msgspec.Struct, frozen=True):
    """The verdict of a step that leaves a document out; it goes to the rejected file.

    ``duplicate_of`` is the id of the kept twin, ``similarity`` how alike they are, ``containment``
    the share of this document that the twin has (both 0 to 1). ``earlier_run`` says that the twin
    is in the output of an earlier run.
    """

    reason: str
    duplicate_of: str | None = None
    similarity: float | None = None
    containment: float | None = None
    earlier_run: bool = False


class Decoded(msgspec.Struct, frozen=True):
    """The text that a ``decode`` hook found in bytes, and what to note in the metadata of it.

    ``changes`` counts by reason what had to be done to the bytes; the summary tells it of "decode".
    ``encoding`` is the codec, as Python names it, that writes such text to bytes such as these.
    """

    text: str
    meta: Mapping[str, Any] = {}
    changes: Mapping[str, int] = {}
    encoding: str = ""


class Failed(msgspec.Struct, frozen=True):
    """What a reader yields in place of a document that it could not read.

    ``part`` tells it from the others of its source (a line number, say); ``input`` is what
    would be needed to run it again, as JSON; ``traceback`` where something was raised. Reading
    goes on behind it. ``base`` and ``source`` are filled in by the run, where it lies inside a
    file.
    """

    error: str
    part: str = ""
    input: Any = None
    traceback: str | None = None
    base: str = ""
    source: str = ""


class LeftOut(msgspec.Struct, frozen=True):
    """What a reader yields for something that it does not read: counted, by its kind."""

    kind: str


class Document(msgspec.Struct, frozen=True, gc=False):
    """One text, with the way back to where it came from.

    ``base`` and ``part`` make the id: ``news.txt``, ``news.txt#2``, ``news.txt#2.3``. A reader
    gives either ``text``, or ``data``: bytes for a ``decode`` hook, with the ``charset`` that
    their source declares, if it does. ``edits`` and ``changes`` tell how the text was made from
    the one that the step was given, ``span`` where a part was cut from it. ``trace`` leads back
    to the text that was read, where that is asked for. ``lines`` are the first and the last line of
    its source that the text takes, from 1, where that holds other things as well and has lines;
    ``is_whole`` says that ``data`` is all that the source holds, as it is.
    """

    base: str
    text: str = ""
    source: str = ""
    meta: dict[str, Any] = {}
    part: str = ""
    data: bytes | None = None
    edits: tuple[Edit, ...] = ()
    changes: Mapping[str, int] = _NOTHING
    noted: frozenset[str] = frozenset()
    span: tuple[int, int] | None = None
    trace: Trace | None = None
    charset: str = ""
    lines: tuple[int, int] | None = None
    is_whole: bool = False

    @property
    def id(self) -> str:
        """The document's name, unique within a run.

        >>> Document("news.txt", part="2.3").id
        'news.txt#2.3'
        """
        return f"{self.base}#{self.part}" if self.part else self.base

    def edit(self, edits: Iterable[Edit], **found: Any) -> Document:
        """Return this document with the edits made, which must not overlap.

        >>> Document("a", text="to be, or").edit([Edit(5, 9, "", "cut")]).text
        'to be'

        Raises:
            ValueError: an edit lies outside the text, or over another one.
        """
        ordered = tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))
        pieces: list[str] = []
        at = 0
        for edit in ordered:
            if not at <= edit.start <= edit.end <= len(self.text):
                msg = f"edit {edit.start}:{edit.end} overlaps another or lies outside of the text"
                raise ValueError(msg)
            pieces += (self.text[at : edit.start], edit.replacement)
            at = edit.end
        pieces.append(self.text[at:])
        changes = Counter(edit.reason for edit in ordered)
        return self._with(found, text="".join(pieces), edits=ordered, changes=changes)

    def rewrite(
        self, text: str, changes: Mapping[str, int], edits: tuple[Edit, ...] = (), **found: Any
    ) -> Document:
        """Return this document with another text, where an edit a change would cost too much.

        ``changes`` counts what was done, by reason. Where ``trace`` is there, somebody wants to
        know of each change, and ``edits`` may say: in order, those of one range being its reasons.
        """
        return self._with(found, text=text, edits=edits, changes=changes)

    def decoded(self, text: str, **found: Any) -> Document:
        """Return this document with its bytes made into text."""
        return self._with(found, text=text, data=None)

    def numbered(self, number: int) -> Document:
        """Return this document as the part of that number (from 1) of what it is now.

        >>> Document("news.txt", part="2").numbered(3).id
        'news.txt#2.3'
        """
        return self._with({}, part=f"{self.part}.{number}" if self.part else str(number))

    def note(self, **found: Any) -> Document:
        """Return this document with what a step found out added to its metadata.

        A field of that name that the input brought along is kept, under ``meta["given"]``.
        """
        return self._with(found) if found else self

    def cut(self, start: int, end: int, **found: Any) -> Document:
        """Return the document that ``text[start:end]`` makes: one part of a split."""
        text = self.text[start:end]
        return self._with(found, text=text, edits=(), changes=_NOTHING, span=(start, end))

    def cuts(self, parts: Iterable[tuple[int, int, Mapping[str, Any]]]) -> list[Document]:
        """Return what ``cut`` makes of each ``(start, end, found)``, in a fraction of its time.

        Raises:
            ValueError: a part lies outside of the text.
        """
        text, base, source, part, data = self.text, self.base, self.source, self.part, self.data
        meta, trace, charset, lines = self.meta, self.trace, self.charset, self.lines
        is_whole, quick = self.is_whole, compiled()
        if quick is not None:
            # One by one, which is quicker than by unpacking what stays the same.
            return quick(
                Document, parts, self._noting, self.noted, text, meta,
                base, source, part, data, _NOTHING, trace, charset, lines, is_whole,
            )  # fmt: skip
        known: tuple[str, ...] | None = None
        made = []
        for start, end, found in parts:
            if not 0 <= start <= end <= len(text):
                raise ValueError(f"part {start}:{end} lies outside of the text")
            names = tuple(found)
            if names != known:
                # Which fields are hidden hangs on their names alone.
                known, (meta, noted) = names, self._noting(found)
            one = Document(
                base, text[start:end], source, {**meta, **found}, part, data, (), _NOTHING,
                noted, (start, end), trace, charset, lines, is_whole,
            )  # fmt: skip
            made.append(one)
        return made

    def _with(self, found: Mapping[str, Any], **fields: Any) -> Document:
        """Return this document with other fields, and with what was found in its metadata."""
        if found:
            meta, noted = self._noting(found)
            fields |= {"meta": meta, "noted": noted}
        return msgspec.structs.replace(self, **fields)

    def _noting(self, found: Mapping[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
        """Return the metadata with what was found, and the fields that are steps' notes."""
        meta = {**self.meta, **found}
        noted = self.noted.union(found)
        if self.meta.keys().isdisjoint(found):
            return meta, noted
        given = {key: self.meta[key] for key in found.keys() & self.meta.keys() - self.noted}
        if given:
            # The input may have a field of this very name.
            if "given" in self.meta and "given" not in self.noted:
                given["given"] = self.meta["given"]
            before = meta["given"] if "given" in self.noted else {}
            meta["given"] = {**before, **dict(sorted(given.items()))}
            noted |= {"given"}
        return meta, noted
