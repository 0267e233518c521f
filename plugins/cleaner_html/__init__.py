"""Read HTML: its main text; title, language, date and address in `meta`. Needs the extra `html`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

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
)

_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_FIRST = (b"<", b"\xef\xbb\xbf")


@dataclass(frozen=True)
class Options:
    """Which library finds the main text, and what is too much or too deep."""

    extractor: str = option(
        "resiliparse",
        "the library that finds the main text",
        choices=("resiliparse", "trafilatura", "justext", "none"),
    )
    max_page: int = option(20_000_000, "most bytes of a page; a larger one fails", min=1)
    max_nesting: int = option(1000, "how deep elements may lie in each other", min=1)


@hookimpl
def formats() -> list[Format]:
    """Take pages."""
    return [Format("html", (".html", ".htm", ".xhtml"), _sign, certain=_FIRST)]


@hookimpl
def read(
    source: Source, options: Options, decode: Callable[[Document], Document | None]
) -> Iterator[Document | Failed]:
    """Give the main text of a page as a document; the step that decodes gives it its text."""
    from cleaner_html.depth import deeper_than  # noqa: PLC0415 (needed by few)
    from cleaner_html.extracting import extractor  # noqa: PLC0415
    from cleaner_html.head import head_of  # noqa: PLC0415

    extract = extractor(options.extractor)
    with source.open() as stream:
        data = stream.read(options.max_page + 1)
    if len(data) > options.max_page:
        raise CleanerError(f"it is larger than {options.max_page:,} bytes (html max-page)")
    page = Document(source.name, source=source.shown, data=data, charset=source.charset)
    decoded = decode(page)
    if decoded is None:
        yield page  # as its bytes are refused, so is the page
        return
    if deeper_than(decoded.text, options.max_nesting):
        most = options.max_nesting
        raise CleanerError(f"its elements lie more than {most:,} deep (html max-nesting)")
    head = head_of(decoded.text)
    meta = {**decoded.meta, **head}
    yield Document(
        source.name,
        text=extract(decoded.text, head.get("language", "")),
        source=source.shown,
        meta=meta,
        noted=decoded.noted,
    )


@hookimpl
def locks(options: Options) -> Mapping[str, str]:
    """Name what reads the pages: the extractor's libraries, and the one that all need."""
    others = {"trafilatura": ("trafilatura", "lxml"), "justext": ("justext", "lxml")}
    return installed("resiliparse", *others.get(options.extractor, ()))


def _sign(head: bytes) -> Sign:
    return Sign.CERTAIN if _BEGINNING.match(head) else Sign.MAYBE
