"""Read text files: `.txt`, `.md`, names without a suffix, and any file that is named itself."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner import Document, Source, hookimpl

_SUFFIXES = frozenset((".txt", ".md", ""))


@hookimpl(trylast=True)
def read(source: Source) -> Iterator[Document] | None:
    """Give a file as one document of bytes; a later step finds out their encoding."""
    if source.is_standard_input or not (source.suffix in _SUFFIXES or source.given):
        return None
    return _read(source)


def _read(source: Source) -> Iterator[Document]:
    with source.open() as stream:
        yield Document(source.name, source=source.shown, data=stream.read())
