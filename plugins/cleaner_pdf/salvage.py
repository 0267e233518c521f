"""The pages that are whole in a PDF whose table of objects, at its end, is not there.

pdfium makes the table anew where the catalog is left. That comes last in most files, so here the
pages themselves are looked for, with all that they lead to: without its fonts, say, the text of a
page would be another one. Objects are as ISO 32000-1:2008 has them in section 7.3.10, those in
streams as in section 7.5.7.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,9})\s+(\d{1,5})\s+obj\b")
_END = b"endobj"
_STREAM = re.compile(rb"\bstream\r?\n")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_REFERENCE = re.compile(rb"(?<![0-9])(\d{1,9})\s+\d{1,5}\s+R\b")
# What leads from a page to what its text does not need.
_ELSEWHERE = re.compile(
    rb"/(?:Parent|Annots|B|Thumb|PieceInfo|Metadata|StructParents?|LastModified)"
    rb"\s*(?:\[[^\]]*\]|\d+\s+\d+\s+R)"
)
_RESOURCES = b"/Resources"
# Of a stream of objects no more is looked at.
_MOST_BYTES = 1 << 26


def with_pages(data: bytes) -> bytes | None:
    """Return a file that has the pages that are whole; None where there are none."""
    end = data.rfind(_END)
    if end < 0:
        return None
    data = data[: end + len(_END)]
    objects = _objects(data)
    unpacked = dict(_unpacked(objects))
    known = {number: _head(body) for number, body in (objects | unpacked).items()}
    pages = [number for number, head in known.items() if _is_whole_page(head, known)]
    if not pages:
        return None
    # An object within a stream cannot be found without the table.
    made = [b"%d 0 obj\n%b\nendobj\n" % pair for pair in unpacked.items()]
    catalog = max(known) + 1
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    made.append(b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (catalog, catalog + 1))
    tree = b"<< /Type /Pages /Count %d /MediaBox [0 0 612 792] /Kids [%b] >>" % (len(pages), kids)
    made.append(b"%d 0 obj\n%b\nendobj\n" % (catalog + 1, tree))
    tail = b"trailer\n<< /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n" % (catalog, catalog + 2)
    return b"%b\n%b%b" % (data, b"".join(made), tail)


def _objects(data: bytes) -> dict[int, bytes]:
    """Return the objects that are whole, in their order; the last one of a number counts."""
    found: dict[int, bytes] = {}
    at = 0
    while (begin := _OBJECT.search(data, at)) is not None:
        end = data.find(_END, begin.end())
        if end < 0:
            break
        found.pop(int(begin[1]), None)
        found[int(begin[1])] = data[begin.end() : end]
        at = end
    return found


def _unpacked(objects: dict[int, bytes]) -> Iterator[tuple[int, bytes]]:
    """Give the objects that lie in streams of objects."""
    for body in objects.values():
        head = _head(body)
        if not _OBJECTS.search(head):
            continue
        start = len(head) + len(_STREAM.match(body, len(head))[0])  # type: ignore[index]
        first, count = (_integer(head, name) for name in (b"/First", b"/N"))
        content = body[start:]
        if b"/FlateDecode" in head:
            try:
                content = zlib.decompressobj().decompress(content, _MOST_BYTES)
            except zlib.error:
                continue
        numbers = [int(each) for each in re.findall(rb"\d{1,9}", content[:first])][: 2 * count]
        starts = numbers[1::2]
        for number, begin, end in zip(
            numbers[::2], starts, [*starts[1:], len(content)], strict=False
        ):
            yield number, content[first + begin : first + end].strip()


def _head(body: bytes) -> bytes:
    """Return an object without the data of its stream."""
    stream = _STREAM.search(body)
    return body[: stream.start()] if stream else body


def _integer(head: bytes, name: bytes) -> int:
    found = re.search(re.escape(name) + rb"\s+(\d{1,9})", head)
    return int(found[1]) if found else 0


def _is_whole_page(head: bytes, known: dict[int, bytes]) -> bool:
    """Tell whether an object is a page, and all is there that it leads to."""
    if not _PAGE.search(head) or _RESOURCES not in head:
        return False
    seen: set[int] = set()
    waiting = [_ELSEWHERE.sub(b"", head)]
    while waiting:
        for found in _REFERENCE.findall(waiting.pop()):
            number = int(found)
            if number not in known:
                return False
            if number not in seen:
                seen.add(number)
                waiting.append(_ELSEWHERE.sub(b"", known[number]))
    return True
