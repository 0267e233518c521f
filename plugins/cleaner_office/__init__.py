"""Read DOCX and EPUB: headings, lists and tables as text. Need the extras `docx` and `epub`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleaner import Document, Failed, Format, LeftOut, Sign, Source, hookimpl, installed, option

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
# The name of a member is in the head that comes before it: of the first one at byte 30.
_FIRST_NAME = slice(30, 100)
_DOCX_FIRST = re.compile(rb"\[Content_Types\]\.xml|_rels/|docProps/|word/|customXml/")
_EPUB_FIRST = b"mimetypeapplication/epub+zip"


@dataclass(frozen=True)
class Options:
    """How much may come out of one file before it is taken for a bomb."""

    size: int = option(500_000_000, "most bytes that one file may inflate to", min=1)
    ratio: int = option(200, "most times that a file may grow, beyond its first 10 MB", min=1)
    members: int = option(100_000, "most members of one file", min=1)


@hookimpl
def formats() -> list[Format]:
    """Take them by their content: both are zip files."""
    return [
        Format("docx", (".docx", ".docm", ".dotx"), _is_docx, within="zip", certain=(_ZIP,)),
        Format("epub", (".epub",), _is_epub, within="zip", certain=(_ZIP,)),
    ]


@hookimpl
def read(source: Source, options: Options) -> Iterator[Document | Failed | LeftOut | Source]:
    """Give the file as one document; what of a book cannot be read fails by its name.

    What began as a document, and is none, is given as the zip file that it is.
    """
    if source.format == "docx":
        from cleaner_office.docx import read_docx  # noqa: PLC0415 (needed by few)

        return read_docx(source, options)
    from cleaner_office.epub import read_epub  # noqa: PLC0415

    return read_epub(source, options)


@hookimpl
def locks() -> Mapping[str, str]:
    """Name what reads documents and books."""
    return installed("lxml", "python-docx", "resiliparse")


def _is_docx(head: bytes) -> Sign:
    if head.startswith(_ZIP) and _DOCX_FIRST.match(head[_FIRST_NAME]) and b"word/" in head:
        return Sign.CERTAIN
    # A document with a password is no zip file; that it is one is told when it is read.
    return Sign.MAYBE if head.startswith((_ZIP, _OLE)) else Sign.NO


def _is_epub(head: bytes) -> Sign:
    if head.startswith(_ZIP) and head[_FIRST_NAME].startswith(_EPUB_FIRST):
        return Sign.CERTAIN
    return Sign.MAYBE if head.startswith(_ZIP) else Sign.NO
