"""Read failed documents again, from the records that a run left of them."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import msgspec

from cleaner.document import Document
from cleaner.errors import CleanerError
from cleaner.input.source import Source

_decode = msgspec.json.Decoder(dict[str, Any]).decode


class FailedRecords:
    """An iterable over the sources that the records of a failed file lead to.

    A document that failed at a step is given again as it was there; one that was not read, by its
    path, or by its line.

    Raises:
        CleanerError: the file cannot be read, or is no failed file.
    """

    def __init__(self, path: str, *, text_field: str, id_field: str) -> None:
        self._path = path
        self._text_field = text_field
        self._id_field = id_field

    def __iter__(self) -> Iterator[Source]:
        try:
            with open(self._path, "rb") as lines:
                for number, line in enumerate(lines, 1):
                    yield self._source(line, number)
        except OSError as error:
            raise CleanerError(f"{self._path}: it cannot be read: {error.strerror}") from error

    def _source(self, line: bytes, number: int) -> Source:
        try:
            record = _decode(line)
            given, path = record["input"], record["source"]
            base, _, part = str(record["id"]).rpartition("#")
            if not base:
                base, part = part, ""
            fields = (self._text_field, self._id_field)
            if "path" in given:
                return Source(given["path"], base, 0, *fields, given=True)
            if "id" in given:
                return Source(path, base, len(line), *fields, data=line, given=True, again=True)
            data = given["line"].encode() if "line" in given else base64.b64decode(given["base64"])
            return Source(path, base, len(data), *fields, line=int(part), data=data, given=True)
        except (msgspec.MsgspecError, KeyError, TypeError, ValueError, AttributeError) as error:
            msg = f"{self._path}: line {number} is no record of a failed document: {error!r}"
            raise CleanerError(msg) from None


def read_again(source: Source) -> Iterator[Document]:
    """Give the document of a failed record as it was when it failed."""
    given = _decode(source.data or b"{}")["input"]
    base, _, part = given["id"].rpartition("#")
    data = given.get("base64")
    yield Document(
        base or part,
        text=given["text"] or "",
        source=given["source"],
        meta=given["meta"] if isinstance(given["meta"], dict) else {},
        part=part if base else "",
        data=None if data is None else base64.b64decode(data),
    )
