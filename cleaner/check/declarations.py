"""Keep what a file says of its own encoding true, when it is written in another one."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.text.encodings import codec_of, declared_encodings
from cleaner.text.trace import Change

# In these no declaration can be read; who looks for one looks at the text.
_WIDE = ("utf-16", "utf-32", "utf-7")


def corrections(text: str, read_as: str, written_as: str) -> Iterator[Change]:
    """Yield a change for each declaration of another encoding than a text is written in.

    They are those that are looked at when the file is decoded, by ``read_as``, and no others.

    >>> [(one.start, one.end) for one in corrections("# coding: latin-1", "latin-1", "utf-8")]
    [(10, 17)]
    >>> list(corrections("charset of the day", "latin-1", "utf-8"))
    []
    """
    codec = written_as if read_as.startswith(_WIDE) else read_as
    data = text.encode(codec, "replace")
    for declaration in declared_encodings(data):
        if declaration.codec != codec_of(written_as):
            start = len(data[: declaration.start].decode(codec, "ignore"))
            end = start + len(declaration.name)
            yield Change("check", start, end, written_as, "declaration")
