"""Read mail: `.eml` and mbox; the subject is `meta.title`, what is quoted is left as it is."""

from __future__ import annotations

import email
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message

from cleaner import Document, Failed, Format, Sign, Source, hookimpl, option
from cleaner_mail import cutting
from cleaner_mail.headers import POLICY

_FROM = re.compile(rb"From \S+ .*\d{4}")
_FIELD = re.compile(rb"[!-9;-~]+:")
_HEADER = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_KNOWN = re.compile(
    rb"^(?:from|received|return-path|message-id|mime-version):", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True)
class Options:
    """What is too much of a message."""

    max_message: int = option(100_000_000, "most bytes of a message", min=1)


@hookimpl
def formats() -> list[Format]:
    """Take messages, and files of many."""
    return [
        Format("mbox", (".mbox", ".mbx"), _is_mbox, certain=()),
        Format("eml", (".eml",), _is_message, certain=()),
    ]


@hookimpl
def split(source: Source, options: Options) -> Iterator[Source] | None:
    """Cut a large mbox, or a stream of one, into pieces of whole messages."""
    return cutting.pieces(source, options.max_message) if source.format == "mbox" else None


@hookimpl
def read(source: Source, options: Options) -> Iterator[Document | Failed | Source]:
    """Give each message as a document: its plain text, else its HTML for whoever reads that."""
    with source.open() as stream:
        if source.format == "eml":
            yield from _message(source, stream.read(options.max_message + 1), "", options)
            return
        # What a piece has of its file; a block has all of its own.
        bound = None if source.end is None or source.data is not None else source.size
        messages = _messages(cutting.lines(stream, bound), options.max_message)
        for number, data in enumerate(messages, source.number):
            yield from _message(source, data, str(number), options)


def _messages(lines: Iterable[tuple[bytes, bool]], most: int) -> Iterator[bytes]:
    """Join the lines of each message; of one too large, no more is held than shows it."""
    held: list[bytes] | None = None
    size = 0
    for line, begins in lines:
        if begins:
            if held is not None:
                yield b"".join(held)
            held, size = [], 0
        elif held is not None and size <= most:
            # `>From ` is how a line that begins so is kept from beginning a message.
            held.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
    if held is not None:
        yield b"".join(held)


def _message(
    source: Source, data: bytes, part: str, options: Options
) -> Iterator[Document | Failed | Source]:
    if len(data) > options.max_message:
        why = f"it is larger than {options.max_message:,} bytes (mail max-message)"
        yield Failed(why, part=part)
        return
    message = email.message_from_bytes(data, policy=POLICY)
    meta = _meta(message)
    body = _body(message)
    content = _content(body) if body is not None else b""
    charset = str(body.get_content_charset() or "") if body is not None else ""
    if body is not None and body.get_content_subtype() == "html":
        stream = io.BufferedReader(io.BytesIO(content))
        yield source.inside(
            stream, label="body.html", format="html", part=part, charset=charset, meta=meta
        )
        return
    yield Document(
        source.name, source=source.shown, part=part, data=content, charset=charset, meta=meta
    )


def _body(message: Message) -> Message | None:
    assert isinstance(message, EmailMessage)  # noqa: S101 (what the policy gives)
    return message.get_body(("plain", "html"))


def _content(body: Message) -> bytes:
    found = body.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _meta(message: Message) -> dict[str, str]:
    meta = {}
    for header, key in (("subject", "title"), ("from", "from"), ("date", "date")):
        try:
            value = message[header]
        except (ValueError, LookupError, AttributeError, TypeError):  # a header beyond repair
            value = None
        if value is not None:
            meta[key] = str(value).encode("utf-8", "replace").decode()
    return meta


def _is_mbox(head: bytes) -> Sign:
    return (
        Sign.LIKELY if _FROM.match(head) else Sign.MAYBE if head.startswith(b"From ") else Sign.NO
    )


def _is_message(head: bytes) -> Sign:
    if not _FIELD.match(head):
        return Sign.MAYBE
    found = _HEADER.match(head.replace(b"\r\n", b"\n"))
    return Sign.LIKELY if found and len(_KNOWN.findall(found[0])) > 1 else Sign.MAYBE
