"""Cells that are no UTF-8: a row of them is decoded as one, as a cell tells too little alone."""

from __future__ import annotations

from collections.abc import Callable

from cleaner import Document

Decode = Callable[[Document], Document | None]


def is_unicode(cell: str) -> bool:
    """Tell whether a cell holds no bytes that went through as they are."""
    if cell.isascii():
        return True
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def to_bytes(cell: str) -> bytes:
    """Return a cell as it is in the file."""
    return cell.encode("utf-8", "surrogateescape")


def decoded(cells: list[str], decode: Decode) -> tuple[list[str], str]:
    """Return the cells of a row as text, and the encoding they were found to be in, if any.

    Where none is found, what is no UTF-8 is replaced.
    """
    row = decode(Document("", data=to_bytes("\n".join(cells))))
    lines = row.text.split("\n") if row is not None else []
    sizes = [cell.count("\n") + 1 for cell in cells]
    if row is None or sum(sizes) != len(lines):
        return [to_bytes(cell).decode("utf-8", "replace") for cell in cells], ""
    found, at = [], 0
    for size in sizes:
        found.append("\n".join(lines[at : at + size]))
        at += size
    noted = row.meta.get("encoding")
    return found, str(noted.get("name", "")) if isinstance(noted, dict) else ""
