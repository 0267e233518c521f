"""Read PDF: pages parted by a form feed, title and author in `meta`. Needs the extra `pdf`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cleaner import CleanerError, Document, Failed, Format, Sign, Source, hookimpl, require


@hookimpl
def formats() -> list[Format]:
    """Take what begins as PDF does."""
    return [Format("pdf", (".pdf",), _sign)]


@hookimpl
def read(source: Source) -> Iterator[Document | Failed]:
    """Give the file as one document; a page that cannot be read fails by its number."""
    pdfium = require("pypdfium2", "pdf")
    with source.open_anywhere() as stream:
        try:
            document = pdfium.PdfDocument(stream.read())
        except pdfium.PdfiumError as error:
            told = str(error)
            what = "it is encrypted" if "assword" in told else f"it is damaged or cut ({told})"
            raise CleanerError(what) from None
    try:
        pages: list[str] = []
        failed: list[Failed] = []
        for number in range(len(document)):
            try:
                pages.append(_text(document[number]))
            except pdfium.PdfiumError as error:
                why = f"page {number + 1} cannot be read: {error}"
                failed.append(Failed(why, part=f"page-{number + 1}"))
        text = "\f".join(pages)
        yield Document(source.name, text=text, source=source.shown, meta=_meta(document))
        yield from failed
    finally:
        document.close()


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
