"""Keep what a file says of its own encoding true, when it is written in another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.text.encodings import Declaration, codec_of, declared_encodings
from cleaner.text.trace import Change

# In these no declaration can be read; who looks for one looks at the text.
_WIDE = ("utf-16", "utf-32", "utf-7")
_META = re.compile(rb"<meta\b[^>]*\Z", re.IGNORECASE)
_MODELINE = re.compile(rb"(?:fenc|fileencoding)=\Z", re.IGNORECASE)


def corrections(text: str, read_as: str, written_as: str) -> Iterator[Change]:
    """Yield a change for each declaration of its own that a text is not written in.

    They are looked for where the file is decoded, by ``read_as``. What a text quotes stays: of
    each kind of declaration the first rules, and those of markup do so in markup alone.

    >>> [(one.start, one.end) for one in corrections("# coding: latin-1", "latin-1", "utf-8")]
    [(10, 17)]
    >>> list(corrections("charset of the day", "latin-1", "utf-8"))
    []
    """
    codec = written_as if read_as.startswith(_WIDE) else read_as
    data = text.encode(codec, "replace")
    for declaration in _ruling(data, declared_encodings(data)):
        if declaration.codec != codec_of(written_as):
            start = len(data[: declaration.start].decode(codec, "ignore"))
            end = start + len(declaration.name)
            yield Change("check", start, end, written_as, "declaration")


def _ruling(data: bytes, found: Sequence[Declaration]) -> list[Declaration]:
    """Return the first declaration of each kind that rules in such a file."""
    first: dict[str, Declaration] = {}
    for declaration in sorted(found, key=lambda one: one.start):
        first.setdefault(_kind_of(data[: declaration.start]), declaration)
    is_markup = data.lstrip().startswith(b"<")
    # A program or a letter that declares its encoding may well quote a page of HTML.
    if not is_markup and len(first) > 1:
        first.pop("meta", None)
    return list(first.values())


def _kind_of(before: bytes) -> str:
    if _META.search(before[-400:]):
        return "meta"
    return "modeline" if _MODELINE.search(before[-20:]) else "other"
