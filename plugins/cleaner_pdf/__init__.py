"""Read PDF: pages parted by a form feed, title and author in `meta`. Needs the extra `pdf`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from cleaner import (
    CleanerError,
    Document,
    Failed,
    Format,
    Sign,
    Source,
    hookimpl,
    installed,
    option,
    require,
)

# What ends a file (ISO 32000-1:2008, section 7.5.5); some have a little behind it.
_END = b"%%EOF"
_END_BYTES = 2048


@dataclass(frozen=True)
class Options:
    """What is too much of a file."""

    max_pages: int = option(100_000, "most pages that are read of a file", min=1)
    max_text: int = option(1 << 27, "most characters that are read of a file", min=1)


@hookimpl
def formats() -> list[Format]:
    """Take what begins as PDF does."""
    return [Format("pdf", (".pdf",), _sign, certain=(b"%PDF-",))]


@hookimpl
def read(source: Source, options: Options) -> Iterator[Document | Failed]:
    """Give the file as one document; a page that cannot be read fails by its number."""
    pdfium = require("pypdfium2", "pdf")
    with source.open_anywhere() as stream:
        document, damage = _opened(stream, pdfium)
        try:
            pages, failed = _pages(document, options, pdfium)
            meta = _meta(document)
        finally:
            document.close()
    text = "\f".join(pages)
    if damage and not text.strip():
        raise CleanerError(damage)
    yield Document(source.name, text=text, source=source.shown, meta=meta)
    yield from failed
    if damage:
        yield Failed(f"{damage}; what is whole is read", part="end")


@hookimpl
def locks() -> Mapping[str, str]:
    """Name what reads the pages."""
    return installed("pypdfium2")


def _opened(stream: BinaryIO, pdfium: Any) -> tuple[Any, str]:
    """Return the document, and what is wrong with the file (empty: nothing is).

    Raises:
        CleanerError: nothing of it can be read.
    """
    data = stream.read()
    try:
        is_cut = _END not in data[-_END_BYTES:]
        return pdfium.PdfDocument(data), "it is damaged or cut (it has no end)" if is_cut else ""
    except pdfium.PdfiumError as error:
        told = str(error).rstrip(".")
    if "assword" in told:
        raise CleanerError("it is encrypted")
    from cleaner_pdf.salvage import with_pages  # noqa: PLC0415 (few files need it)

    damage = f"it is damaged or cut ({told})"
    whole = with_pages(data)
    if whole is None:
        raise CleanerError(damage)
    try:
        return pdfium.PdfDocument(whole), damage
    except pdfium.PdfiumError:
        raise CleanerError(damage) from None


def _pages(document: Any, options: Options, pdfium: Any) -> tuple[list[str], list[Failed]]:
    """Return the texts of the pages, and what failed of them."""
    pages: list[str] = []
    failed: list[Failed] = []
    left = options.max_text
    count = len(document)
    for number in range(min(count, options.max_pages)):
        try:
            text = _text(document[number])
        except pdfium.PdfiumError as error:
            why = f"page {number + 1} cannot be read: {error}"
            failed.append(Failed(why, part=f"page-{number + 1}"))
            continue
        left -= len(text)
        if left < 0:
            what = f"it has more than {options.max_text:,} characters (pdf max-text)"
            failed.append(Failed(f"{what}; page {number + 1} and what is behind it is not read",
                                 part="rest"))  # fmt: skip
            return pages, failed
        pages.append(text)
    if count > options.max_pages:
        what = f"it has {count:,} pages, more than {options.max_pages:,} (pdf max-pages)"
        failed.append(Failed(f"{what}; those behind are not read", part="rest"))
    return pages, failed


def _text(page: Any) -> str:
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_bounded()
    finally:
        text_page.close()
        page.close()
    # U+FFFE stands for the hyphen at a line's end.
    return text.replace("\r\n", "\n").replace("\ufffe", "-")


def _meta(document: Any) -> dict[str, str]:
    found = document.get_metadata_dict(skip_empty=True)
    return {
        key: found[name]
        for key, name in (("title", "Title"), ("author", "Author"))
        if name in found
    }


def _sign(head: bytes) -> Sign:
    return Sign.CERTAIN if head.lstrip().startswith(b"%PDF-") else Sign.NO
