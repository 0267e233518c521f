"""EPUB: the text of its chapters, in the order in which they are read (EPUB 3.3, section 5)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from cleaner import CleanerError, Document, Failed, Source, require
from cleaner_office.zipped import DAMAGE, open_zip

if TYPE_CHECKING:
    from cleaner_office import Options

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_CIPHER = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
_TEXT = frozenset(["application/xhtml+xml", "text/html", "text/x-oeb1-document"])
_META = {"title": "title", "author": "creator", "language": "language", "date": "date"}


class _Book(NamedTuple):
    """The names of the chapters in their order, what is encrypted, and what the book says."""

    chapters: list[str]
    encrypted: frozenset[str]
    meta: dict[str, str]


def read_epub(source: Source, options: Options) -> Iterator[Document | Failed]:
    """Give the book as one document; a chapter that cannot be read fails by its name."""
    plain = require("resiliparse.extract.html2text", "epub").extract_plain_text
    bytes_to_str = require("resiliparse.parse.encoding", "epub").bytes_to_str
    etree = require("lxml.etree", "epub")
    with source.open_anywhere() as stream, open_zip(stream, options) as archive:
        try:
            book = _book(archive, etree)
        except (*DAMAGE, KeyError, etree.LxmlError) as error:
            told = " ".join(str(error).split())[:200]
            raise CleanerError(f"it is damaged or no book ({told})") from None
        texts: list[str] = []
        failed: list[Failed] = []
        for name in book.chapters:
            if name in book.encrypted:
                failed.append(Failed(f"{name}: it is encrypted", part=name))
                continue
            try:
                page = bytes_to_str(archive.read(name), "utf-8")
            except (*DAMAGE, KeyError, RuntimeError) as error:
                told = " ".join(str(error).split())[:200]
                failed.append(Failed(f"{name} cannot be read: {told}", part=name))
                continue
            texts.append(plain(page, main_content=False, alt_texts=False, links=False).strip())
    if failed and not texts:
        raise CleanerError(failed[0].error)
    text = "\n\n".join(filter(None, texts))
    yield Document(source.name, text=text, source=source.shown, meta=book.meta)
    yield from failed


def _book(archive: zipfile.ZipFile, etree: Any) -> _Book:
    container = _parsed(archive.read("META-INF/container.xml"), etree)
    root = container.find(f".//{_CONTAINER}rootfile")
    if root is None:
        raise KeyError("its container names no package")
    path = root.get("full-path", "")
    package = _parsed(archive.read(path), etree)
    folder = posixpath.dirname(path)
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    spine = [items.get(each.get("idref")) for each in package.iter(f"{_OPF}itemref")]
    chapters = [
        posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in spine
        if item is not None and item.get("media-type") in _TEXT
    ]
    if not chapters:
        raise KeyError("its spine names no chapter")
    return _Book(chapters, _encrypted(archive, etree), _meta(package))


def _encrypted(archive: zipfile.ZipFile, etree: Any) -> frozenset[str]:
    """Return what is encrypted: often a font only."""
    try:
        data = archive.read("META-INF/encryption.xml")
    except KeyError:
        return frozenset()
    found = _parsed(data, etree).iter(_CIPHER)
    return frozenset(unquote(each.get("URI", "")) for each in found)


def _meta(package: Any) -> dict[str, str]:
    meta = {}
    for key, name in _META.items():
        values = ["".join(each.itertext()) for each in package.iter(f"{_DC}{name}")]
        values = [" ".join(value.split()) for value in values if value.strip()]
        if values:
            # A book may have several authors, but one title.
            meta[key] = ", ".join(values) if key == "author" else values[0]
    return meta


def _parsed(data: bytes, etree: Any) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)
