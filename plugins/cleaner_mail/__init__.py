"""Read mail: `.eml` and mbox; the subject is `meta.title`, what is quoted is left as it is."""

from __future__ import annotations

import email
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message

from cleaner import Document, Failed, Format, Sign, Source, hookimpl, option
from cleaner_mail import cutting
from cleaner_mail.bodies import body_of, messages_in
from cleaner_mail.headers import POLICY, Decode, header

_FROM = re.compile(rb"From \S+ .*\d{4}")
_FROM_BEHIND = re.compile(rb"\n\r?\nFrom \S+ .*\d{4}")
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
def read(source: Source, options: Options, decode: Decode) -> Iterator[Document | Failed | Source]:
    """Give each message as a document: its plain text, else its HTML for whoever reads that.

    A message within a message is a document of its own.
    """
    with source.open() as stream:
        if source.format == "eml":
            data = stream.read(options.max_message + 1)
            yield from _message(source, data, "", options, decode)
            return
        # What a piece has of its file; a block has all of its own.
        bound = None if source.end is None or source.data is not None else source.size
        messages = _messages(cutting.lines(stream, bound), options.max_message)
        before = next(messages)
        if before.strip():
            yield Failed(f"{len(before):,} bytes before the first message are no message", part="0")
        for number, data in enumerate(messages, source.number):
            yield from _message(source, data, str(number), options, decode)


def _messages(lines: Iterable[tuple[bytes, bool]], most: int) -> Iterator[bytes]:
    """Join the lines of each message, those before the first one of all first.

    Of one too large, no more is held than shows it.
    """
    held: list[bytes] = []
    size = 0
    for line, begins in lines:
        if begins:
            yield b"".join(held)
            held, size = [], 0
        elif size <= most:
            # `>From ` is how a line that begins so is kept from beginning a message.
            held.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
    yield b"".join(held)


def _message(
    source: Source, data: bytes, part: str, options: Options, decode: Decode
) -> Iterator[Document | Failed | Source]:
    if len(data) > options.max_message:
        why = f"it is larger than {options.max_message:,} bytes (mail max-message)"
        yield Failed(why, part=part)
        return
    try:
        message = email.message_from_bytes(data, policy=POLICY)
    except RecursionError:
        yield Failed("its parts lie too deep in each other", part=part)
        return
    yield from _documents(source, message, part, decode)


def _documents(
    source: Source, message: Message, part: str, decode: Decode
) -> Iterator[Document | Source]:
    """Give a message, and then those that it holds."""
    meta = _meta(message, decode)
    body = body_of(message, decode)
    data, charset = body.data, body.charset
    if body.is_html:
        stream = io.BufferedReader(io.BytesIO(data))
        yield source.inside(
            stream, label="body.html", format="html", part=part, charset=charset, meta=meta
        )
    else:
        yield Document(
            source.name, source=source.shown, part=part, data=data, charset=charset, meta=meta
        )
    for number, inner in enumerate(messages_in(message), 1):
        yield from _documents(source, inner, f"{part}.message-{number}".lstrip("."), decode)


def _meta(message: Message, decode: Decode) -> dict[str, str]:
    return {
        key: header(message, name, decode)
        for name, key in (("subject", "title"), ("from", "from"), ("date", "date"))
        if name in message
    }


def _is_mbox(head: bytes) -> Sign:
    if _FROM.match(head):
        return Sign.LIKELY
    # Something may stand before the first message.
    return Sign.MAYBE if head.startswith(b"From ") or _FROM_BEHIND.search(head) else Sign.NO


def _is_message(head: bytes) -> Sign:
    if not _FIELD.match(head):
        return Sign.MAYBE
    found = _HEADER.match(head.replace(b"\r\n", b"\n"))
    return Sign.LIKELY if found and len(_KNOWN.findall(found[0])) > 1 else Sign.MAYBE
