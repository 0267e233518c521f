"""Makes DOCX, EPUB and zip files, and takes them apart."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import docx

CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Zout</dc:title>'
    "<dc:creator>A. Zeeman</dc:creator><dc:creator>B. Berg</dc:creator>"
    "<dc:language>nl</dc:language><dc:date>2024-05-06</dc:date></metadata>"
    "<manifest>{items}</manifest><spine>{spine}</spine></package>"
)


def document(*paragraphs: str) -> bytes:
    file = docx.Document()
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    return saved(file)


def saved(file: Any) -> bytes:
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def book(chapters: Mapping[str, str], more: Mapping[str, bytes] = {}) -> bytes:
    """The chapters lie in the archive in another order than they are read in."""
    item = '<item id="{0}" href="{0}" media-type="application/xhtml+xml"/>'
    items = "".join(item.format(name) for name in sorted(chapters))
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/book.opf", OPF.format(items=items, spine=spine))
        for name, text in sorted(chapters.items()):
            page = (
                '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
                f"<title>x</title><style>secret</style></head><body>{text}</body></html>"
            )
            archive.writestr(f"OPS/{name}", page)
        for name, content in more.items():
            archive.writestr(name, content)
    return data.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def contents(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
