"""DOCX: paragraphs, headings, lists, tables, and notes, in the order of the document.

python-docx opens the package, its styles and its properties. Its ``Paragraph.text`` leaves out
insertions that are tracked and what lies in content controls, so the text is taken from the
elements themselves (ECMA-376, part 1, section 17).
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from cleaner import CleanerError, Document, Failed, LeftOut, Source, require
from cleaner_office.salvage import is_other_zip, salvaged
from cleaner_office.symbols import UNKNOWN, character
from cleaner_office.zipped import DAMAGE, Package, told

if TYPE_CHECKING:
    from cleaner_office import Options

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Whose name says so is a document, if maybe a broken one.
SUFFIXES = (".docx", ".docm", ".dotx")
# What was deleted or moved away, what a field is made from, and what stands twice.
_NOT_TEXT = frozenset([_ALTERNATIVE, *(f"{_W}{name}" for name in ("del", "moveFrom", "instrText"))])
_MARKS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
_TEXT = frozenset([f"{_W}t", f"{_M}t"])
# What stands before parts of a formula, as in Word's linear form.
_OF_FORMULA = {f"{_M}den": "/", f"{_M}sup": "^", f"{_M}sub": "_"}
_BRACKETS = {"begChr": "(", "endChr": ")"}
_LIST_STYLE = re.compile(r"list (?:bullet|number)", re.IGNORECASE)
_MOST_DEEP = 100


def read_docx(source: Source, options: Options) -> Iterator[Document | Failed | LeftOut | Source]:
    """Give the text of the file as one document; title, author and date in its metadata.

    Of one that is damaged, what is whole is given, and the damage is told behind it.
    """
    docx = require("docx", "docx")
    etree = require("lxml.etree", "docx")
    with source.open_anywhere() as stream:
        if source.suffix not in SUFFIXES and is_other_zip(stream, options.members):
            yield _as_zip(source, stream)
            return
        package = Package(stream, options)
        stream.seek(0)
        text, meta, damage = _read(docx, etree, package, stream)
    yield Document(source.name, text=text, source=source.shown, meta=meta)
    for _ in range(text.count(UNKNOWN)):
        yield LeftOut("symbol of an unknown font in a DOCX")
    if damage:
        yield Failed(f"it is damaged or cut ({damage}); what is whole is read", part="end")


def _as_zip(source: Source, stream: BinaryIO) -> Source:
    """Return the source as an archive, of which only the beginning was as that of a document."""
    if not source.is_stream:
        return msgspec.structs.replace(source, format="zip")
    assert isinstance(stream, io.BytesIO)  # noqa: S101 (it is read by now, and held)
    stream.seek(0)
    return msgspec.structs.replace(source, format="zip", stream=io.BufferedReader(stream))


def _read(
    docx: Any, etree: Any, package: Package, stream: BinaryIO
) -> tuple[str, dict[str, str], str]:
    """Return the text of a file, what it says of itself, and what is wrong with it.

    Raises:
        CleanerError: nothing of it can be read.
    """
    errors = (*DAMAGE, KeyError, AttributeError, etree.LxmlError)
    why = package.damage
    if not why:
        try:
            return *_content(docx, stream), ""
        except errors as error:
            why = told(error)
    try:
        file, damage = salvaged(package, etree)
        return *_content(docx, file), damage
    except errors:
        raise CleanerError(f"it is damaged or cut ({why})") from None


def _content(docx: Any, stream: BinaryIO) -> tuple[str, dict[str, str]]:
    """Return the text of a file, and what it says of itself."""
    package = docx.Document(stream)
    lines = _Lines(package)
    lines.add_all(package.element.body)
    lines.add_notes(docx.oxml.parse_xml)
    return "\n\n".join(lines.blocks), _meta(package.core_properties)


class _Lines:
    """Collects the blocks of a document: paragraphs and tables."""

    def __init__(self, package: Any) -> None:
        self._package = package
        self.blocks: list[str] = []
        styles = package.styles
        self._list_styles = {
            style.style_id for style in styles if _LIST_STYLE.match(style.name or "")
        }
        self._in_list = False

    def add_all(self, element: Any, depth: int = 0) -> None:
        """Add all blocks below an element.

        Raises:
            CleanerError: they lie too deep.
        """
        if depth > _MOST_DEEP:
            raise CleanerError(f"its elements lie more than {_MOST_DEEP} deep")
        for child in element:
            if child.tag == f"{_W}p":
                self._add_paragraph(child)
            elif child.tag == f"{_W}tbl":
                self._add(_table(child, depth + 1))
            elif child.tag not in _NOT_TEXT:
                self.add_all(child, depth + 1)

    def add_notes(self, parse: Any) -> None:
        """Add foot- and endnotes, which lie in parts of their own."""
        for relation in self._package.part.rels.values():
            if relation.reltype.endswith(("/footnotes", "/endnotes")):
                self.add_all(parse(relation.target_part.blob))

    def _add_paragraph(self, paragraph: Any) -> None:
        text = _text(paragraph).strip("\n")
        if self._is_item(paragraph) and text.strip():
            item = f"\u2022 {text}"
            if self._in_list:
                self.blocks[-1] += f"\n{item}"
            else:
                self.blocks.append(item)
            self._in_list = True
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        self._in_list = False
        if text.strip():
            self.blocks.append(text)

    def _is_item(self, paragraph: Any) -> bool:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return False
        style = properties.find(f"{_W}pStyle")
        by_style = style is not None and style.get(f"{_W}val") in self._list_styles
        number = properties.find(f"{_W}numPr/{_W}numId")
        is_heading = style is not None and "heading" in str(style.get(f"{_W}val")).lower()
        # The number 0 takes a paragraph out of a list.
        numbered = number is not None and number.get(f"{_W}val") != "0"
        return not is_heading and (by_style or numbered)


def _text(element: Any) -> str:
    """Return the text below an element, in its order."""
    parts: list[str] = []
    waiting: list[Iterator[Any]] = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif isinstance(child, str):
            parts.append(child)
        elif child.tag in _TEXT:
            parts.append(child.text or "")
        elif child.tag in _MARKS:
            parts.append(_MARKS[child.tag])
        elif child.tag == f"{_W}sym":
            parts.append(character(child.get(f"{_W}font", ""), child.get(f"{_W}char", "")))
        elif str(child.tag).startswith(_M):
            waiting.append(_formula(child))
        elif child.tag not in _NOT_TEXT and child.tag != f"{_W}pPr":
            if child.tag == f"{_W}p" and parts:  # a paragraph in a box within this one
                parts.append("\n")
            waiting.append(iter(child))
    return "".join(parts)


def _formula(part: Any) -> Iterator[Any]:
    """Give the elements of a part of a formula, between the signs that are seen around them."""
    before = after = ""
    if part.tag == f"{_M}d":  # what is in brackets, which are round where nothing else is said
        before, after = (_sign(part, f"{_M}{end}", sign) for end, sign in _BRACKETS.items())
    elif part.tag == f"{_M}nary":
        before = _sign(part, f"{_M}chr", "\u222b")
    elif len(part):
        before = _OF_FORMULA.get(part.tag, "")
    return itertools.chain([before], part, [after])


def _sign(part: Any, name: str, default: str) -> str:
    """Return a sign that a part's properties name."""
    found = next(part.iterfind(f"*/{name}"), None)
    return default if found is None else str(found.get(f"{_M}val", ""))


def _table(table: Any, depth: int) -> str:
    """Return a row a line, cells parted by tabs."""
    if depth > _MOST_DEEP:
        raise CleanerError(f"its tables lie more than {_MOST_DEEP} deep")
    rows = []
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl"), None) is not table:
            continue  # of a table in a cell, whose text is that cell's
        cells = (" ".join(_text(cell).split()) for cell in row.iter(f"{_W}tc") if _of(cell, row))
        rows.append("\t".join(cells))
    return "\n".join(rows)


def _of(cell: Any, row: Any) -> bool:
    return next(cell.iterancestors(f"{_W}tr"), None) is row


def _meta(properties: Any) -> dict[str, str]:
    found = {"title": properties.title, "author": properties.author}
    found["language"] = properties.language
    created = properties.created
    found["date"] = created.isoformat() if created is not None else ""
    return {key: value for key, value in found.items() if value}
