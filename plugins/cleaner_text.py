"""Read text files: `.txt`, `.md`, names without a suffix, and any file that is named itself."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner import CleanerError, Document, Format, Source, hookimpl

_PART_BYTES = 1 << 20
_SUFFIXES = (".txt", ".md", ".text", ".markdown")


@hookimpl
def formats() -> list[Format]:
    """Take text files, and what nobody else knows."""
    return [Format("text", _SUFFIXES, fallback=True)]


@hookimpl
def read(source: Source) -> Iterator[Document]:
    """Give a file as one document of bytes; a later step finds out their encoding."""
    data, broken = _content(source)
    if data or broken is None:
        yield Document(source.name, source=source.shown, data=data, charset=source.charset)
    if broken is not None:
        raise broken


def _content(source: Source) -> tuple[bytes, Exception | None]:
    """Return what can be read of a source, and what ended it before its end."""
    if source.data is not None:
        return source.data, None
    with source.open() as stream:
        if not source.is_stream:
            return stream.read(), None
        parts: list[bytes] = []
        try:
            while part := stream.read(_PART_BYTES):
                parts.append(part)
        except (CleanerError, OSError) as error:
            return b"".join(parts), error
        return b"".join(parts), None
