"""Read text files: `.txt`, `.md`, names without a suffix, and any file that is named itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner import CleanerError, Document, Format, Source, hookimpl, option, read_up_to_damage

_PART_BYTES = 1 << 20
# No `.log`: a run's own may lie beside what it reads.
_SUFFIXES = (".txt", ".md", ".text", ".markdown", ".rst", ".adoc", ".asciidoc", ".org", ".tex")


@dataclass(frozen=True)
class Options:
    """What is too much of a file."""

    max_file: int = option(1 << 30, "most bytes of a file; a larger one fails", min=1)


@hookimpl
def formats() -> list[Format]:
    """Take text files, and what nobody else knows."""
    return [Format("text", _SUFFIXES, fallback=True)]


@hookimpl
def read(source: Source, options: Options) -> Iterator[Document]:
    """Give a file as one document of bytes; a later step finds out their encoding."""
    data, broken = _content(source, options.max_file)
    if data or broken is None:
        yield Document(
            source.name,
            source=source.shown,
            data=data,
            charset=source.charset,
            is_whole=not source.part,
        )
    if broken is not None:
        raise broken


def _content(source: Source, most: int) -> tuple[bytes, Exception | None]:
    """Return what can be read of a source, and what ended it before its end."""
    if max(source.size, len(source.data or b"")) > most:
        raise _too_large(most)
    if source.data is not None:
        return source.data, None
    with source.open() as stream:
        if not source.is_stream:
            return stream.read(), None
        parts: list[bytes] = []
        left = most
        try:
            while part := read_up_to_damage(stream, _PART_BYTES):
                parts.append(part)
                left -= len(part)
                if left < 0:
                    parts.clear()
                    raise _too_large(most)
        except (CleanerError, OSError) as error:
            return b"".join(parts), error
        return b"".join(parts), None


def _too_large(most: int) -> CleanerError:
    return CleanerError(f"it is larger than {most:,} bytes (text max-file)")
