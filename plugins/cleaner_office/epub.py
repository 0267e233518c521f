"""EPUB: the text of its chapters, in the order in which they are read (EPUB 3.3, section 5)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from cleaner import CleanerError, Document, Failed, Source, require
from cleaner_office.zipped import DAMAGE, Package, told

if TYPE_CHECKING:
    from cleaner_office import Options

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_CIPHER = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
_TEXT = frozenset(["application/xhtml+xml", "text/html", "text/x-oeb1-document"])
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]+)[\"']")
_CHAPTERS = (".xhtml", ".html", ".htm")
_META = {"title": "title", "author": "creator", "language": "language", "date": "date"}


class _Book(NamedTuple):
    """The names of the chapters in their order, what is encrypted, and what the book says.

    ``unknown`` are those that its spine names, and its manifest does not.
    """

    chapters: list[str]
    encrypted: frozenset[str]
    meta: dict[str, str]
    unknown: tuple[str, ...] = ()


def read_epub(source: Source, options: Options) -> Iterator[Document | Failed]:
    """Give the book as one document; what cannot be read of a chapter fails by its name."""
    plain = require("resiliparse.extract.html2text", "epub").extract_plain_text
    etree = require("lxml.etree", "epub")
    texts: list[str] = []
    failed: list[Failed] = []
    with source.open_anywhere() as stream:
        package = Package(stream, options)
        book = _book_or_rest(package, etree)
        for name in book.chapters:
            data, damage = _chapter(package, book, name)
            if damage:
                failed.append(Failed(f"{name}: {damage}", part=name))
            texts.append(
                plain(_decoded(data), main_content=False, alt_texts=False, links=False).strip()
            )
    damage = f"it is damaged or cut ({package.damage})" if package.damage else ""
    if not any(texts) and (failed or damage):
        raise CleanerError(failed[0].error if failed else damage)
    text = "\n\n".join(filter(None, texts))
    yield Document(source.name, text=text, source=source.shown, meta=book.meta)
    yield from failed
    if book.unknown:
        names = ", ".join(map(repr, book.unknown))
        yield Failed(f"its manifest does not have what its spine names: {names}", part="spine")
    if damage:
        yield Failed(f"{damage}; what is whole is read", part="end")


def _chapter(package: Package, book: _Book, name: str) -> tuple[bytes, str]:
    """Return what can be read of a chapter, and what is wrong with it, if anything is."""
    if name in book.encrypted:
        return b"", "it is encrypted"
    try:
        return package.read_to_damage(name)
    except KeyError:
        return b"", "it is missing"


def _book_or_rest(package: Package, etree: Any) -> _Book:
    """Find out the order of the chapters; where that was cut off, take them as they lie there.

    Raises:
        CleanerError: it is no book.
    """
    try:
        return _book(package, etree)
    except (*DAMAGE, KeyError, etree.LxmlError) as error:
        chapters = [name for name in package.names if name.lower().endswith(_CHAPTERS)]
        if not package.damage or not chapters:
            raise CleanerError(f"it is damaged or no book ({told(error)})") from None
    return _Book(chapters, frozenset(), {})


def _book(package: Package, etree: Any) -> _Book:
    container = _parsed(package.read("META-INF/container.xml"), etree)
    root = container.find(f".//{_CONTAINER}rootfile")
    if root is None:
        raise KeyError("its container names no package")
    path = root.get("full-path", "")
    root = _parsed(package.read(path), etree)
    folder = posixpath.dirname(path)
    items = {item.get("id"): item for item in root.iter(f"{_OPF}item")}
    spine = [each.get("idref", "") for each in root.iter(f"{_OPF}itemref")]
    chapters = [
        posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in map(items.get, spine)
        if item is not None and item.get("media-type") in _TEXT
    ]
    if not chapters:
        raise KeyError("its spine names no chapter")
    unknown = tuple(name for name in spine if name not in items)
    return _Book(chapters, _encrypted(package, etree), _meta(root), unknown)


def _encrypted(package: Package, etree: Any) -> frozenset[str]:
    """Return what is encrypted: often a font only."""
    try:
        data = package.read("META-INF/encryption.xml")
    except KeyError:
        return frozenset()
    found = _parsed(data, etree).iter(_CIPHER)
    return frozenset(unquote(each.get("URI", "")) for each in found)


def _decoded(data: bytes) -> str:
    """Decode a chapter by its byte order mark, else as its XML declares, else as UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    for charset, first in (("utf-16-le", b"<\0"), ("utf-16-be", b"\0<")):
        if data.startswith(first):
            return data.decode(charset, "replace")
    declared = _DECLARED.match(data)
    try:
        return data.decode(declared[1].decode() if declared else "utf-8-sig")
    except (LookupError, ValueError):
        return data.decode("utf-8-sig", "replace")


def _meta(root: Any) -> dict[str, str]:
    meta = {}
    for key, name in _META.items():
        values = ["".join(each.itertext()) for each in root.iter(f"{_DC}{name}")]
        values = [" ".join(value.split()) for value in values if value.strip()]
        if values:
            # A book may have several authors, but one title.
            meta[key] = ", ".join(values) if key == "author" else values[0]
    return meta


def _parsed(data: bytes, etree: Any) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)
