"""Cut an mbox where messages begin, by the rule that it is read by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from cleaner import CleanerError, Source

_PIECE_BYTES = 4_000_000
# Of a longer line, parts come as if they were lines.
_LINE_BYTES = 1 << 20


def lines(stream: BinaryIO, size: int | None = None) -> Iterator[tuple[bytes, bool]]:
    """Yield lines, of so many bytes in all, and whether a message begins with each."""
    blank = True
    left = _LINE_BYTES if size is None else size
    while line := stream.readline(min(_LINE_BYTES, left)):
        yield line, blank and line.startswith(b"From ")
        blank = not line.strip()
        left -= 0 if size is None else len(line)


def pieces(source: Source, most: int) -> Iterator[Source]:
    """Cut an mbox into pieces of whole messages; of those above ``most`` bytes a stream has less.

    ``number`` of a piece is that of its first message.
    """
    with source.open() as stream:
        if source.is_stream:
            yield from _blocks(source, stream, most)
        else:
            yield from _ranges(source, stream)


def _ranges(source: Source, stream: BinaryIO) -> Iterator[Source]:
    start = at = 0
    number, first = 0, 1
    for line, begins in lines(stream):
        if begins:
            if at - start >= _PIECE_BYTES:
                yield source.piece(start, at, first, first)
                start, first = at, number + 1
            number += 1
        at += len(line)
    yield source.piece(start, at, first, first)


def _blocks(source: Source, stream: BinaryIO, most: int) -> Iterator[Source]:
    held: list[bytes] = []
    message: list[bytes] = []
    size = waiting = number = 0
    first = 1
    try:
        for line, begins in lines(stream):
            if begins:
                held += message
                waiting += size
                if waiting >= _PIECE_BYTES:
                    yield source.block(b"".join(held), first, number=first)
                    held, waiting, first = [], 0, number + 1
                # Where lines were left out, the blank one before this may be among them.
                message, size = [line] if size <= most else [b"\n", line], 0
                number += 1
            elif size <= most:
                message.append(line)
                size += len(line)
    except CleanerError as error:
        # The message that it broke in is not complete.
        yield source.block(b"".join(held), first, str(error), number=first)
        return
    yield source.block(b"".join(held + message), first, number=first)
