"""What is in a record: a page, a text, or something that is not read."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from fastwarc.warc import WarcRecord

from cleaner import CleanerError, Document, Failed, LeftOut, Source, looks_like_text
from cleaner_warc.framing import Frame

if TYPE_CHECKING:
    from cleaner_warc import Options

_HTML = frozenset(["text/html", "application/xhtml+xml"])
_TEXT = frozenset(["text/plain", "text/markdown", "text/x-markdown"])
_READ = frozenset(["response", "resource", "conversion"])
_NOT_READ = frozenset(["warcinfo", "request", "metadata", "revisit", "continuation"])
_UNKNOWN = frozenset(["", "application/octet-stream", "unknown/unknown"])
_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
)
_MAIN_TYPES = frozenset(["application", "audio", "font", "image", "message", "text", "video"])
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_MOST_SHOWN = 200
_READ_BYTES = 1 << 20
# Crawlers store some bodies decoded under the head that came: less is to be undone than it says.
Decoding: TypeAlias = Literal["none", "content", "transfer", "all"]
_DECODING: tuple[Decoding, ...] = ("all", "content", "transfer", "none")

Item: TypeAlias = Document | Failed | Source | LeftOut


def item_of(frame: Frame, number: int, source: Source, options: Options) -> Item:
    """Give what a record holds, under its number among the records of its file."""
    part, url = str(number), ""
    try:
        record = _parsed(frame.data, "none")
        url = _shown(record.headers.get("WARC-Target-URI", "").strip("<> "))
        media, why = _media(record, options)
        if why and (frame.is_large or not frame.error):
            return LeftOut(f"{why} in a WARC")
        data = b"" if frame.error else _content(frame.data, options)
    except (OSError, ValueError, CleanerError) as error:
        return _failed(frame.error or " ".join(str(error).split()), number, url)
    if frame.error:
        return _failed(frame.error, number, url)
    if media in _UNKNOWN:
        media = _guess(data)
    if media not in _HTML | _TEXT:
        return LeftOut("content of no known type in a WARC")
    meta = {"url": url, "date": _shown(record.headers.get("WARC-Date", ""))}
    meta = {key: value for key, value in meta.items() if value}
    charset = _charset(record)
    if media in _TEXT:
        return Document(
            source.name, source=source.shown, part=part, data=data, charset=charset, meta=meta
        )
    stream = io.BufferedReader(io.BytesIO(data))
    return source.inside(
        stream, label="page.html", format="html", part=part, charset=charset, meta=meta
    )


def _failed(why: str, number: int, url: str) -> Failed:
    where = f" ({url[:_MOST_SHOWN]})" if url else ""
    return Failed(f"record {number}{where}: {why}", part=str(number))


def _parsed(data: bytes, decoding: Decoding) -> Any:
    record = WarcRecord.from_bytes(data)
    record.parse_http(auto_decode=decoding)
    return record


def _media(record: Any, options: Options) -> tuple[str, str]:
    """Return the type of what a record holds, or why it is not read."""
    kind = record.headers.get("WARC-Type", "").strip().lower()
    if kind not in _READ:
        return "", kind if kind in _NOT_READ else "record of no known type"
    given = record.headers.get("Content-Type", "")
    if record.is_http:
        status = record.http_headers.status_code
        if not isinstance(status, int):
            raise CleanerError("it has no head of HTTP")
        if not options.all_statuses and not 200 <= status <= 299:
            return "", f"status {status}"
        # What a crawler found out is better than what a server said.
        found = record.headers.get("WARC-Identified-Payload-Type")
        given = found or record.http_headers.get("Content-Type", "")
    media = given.partition(";")[0].strip().lower()
    if media in _HTML | _TEXT | _UNKNOWN:
        return media, ""
    main = media.partition("/")[0]
    return "", f"{main}/*" if main in _MAIN_TYPES else "content of no known type"


def _content(data: bytes, options: Options) -> bytes:
    """Return what a record holds, as it was before it was packed for the way.

    Raises:
        OSError: it is packed in no way that its head says.
        CleanerError: it is too large.
    """
    first: OSError | None = None
    for decoding in _DECODING:
        try:
            reader = _parsed(data, decoding).reader
            content = bytearray()
            while more := reader.read(_READ_BYTES):
                content += more
                if len(content) > options.max_record:
                    most = options.max_record
                    raise CleanerError(f"it is larger than {most:,} bytes (warc max-record)")
        except OSError as error:
            first = first or error
            continue
        if first is None or looks_like_text(bytes(content[:4096])):
            return bytes(content)
    raise first or OSError("it cannot be read")


def _guess(data: bytes) -> str:
    if _LOOKS_LIKE_HTML.match(data[:4096]):
        return "text/html"
    return "text/plain" if looks_like_text(data[:4096]) else ""


def _charset(record: Any) -> str:
    if record.is_http:
        return _shown(record.http_charset or "")
    found = _CHARSET.search(record.headers.get("Content-Type", ""))
    return found[1] if found else ""


def _shown(value: str) -> str:
    return value.encode("utf-8", "replace").decode()
