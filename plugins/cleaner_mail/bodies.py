"""What of a message is its text: the parts that a mail program shows one below the other."""

from __future__ import annotations

import html
from collections.abc import Iterator
from email.message import EmailMessage, Message
from typing import Any, NamedTuple

from cleaner import Document
from cleaner_mail.headers import Decode


class Body(NamedTuple):
    """The bytes of a text, the charset that its part declares, and whether it is HTML."""

    data: bytes
    charset: str = ""
    is_html: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.data.strip()


def body_of(message: Message, decode: Decode) -> Body:
    """Return the text of a message; several parts as one, as HTML where one of them is.

    Of alternatives the plain one is taken, where it is not blank. What is attached is no part of
    the text.
    """
    found = _bodies(message)
    bodies = [body for body in found if not body.is_blank] or found[:1]
    if len(bodies) < 2:
        return bodies[0] if bodies else Body(b"")
    texts = [(_text(body, decode), body.is_html) for body in bodies]
    if any(is_html for _, is_html in texts):
        joined = "\n".join(
            text if is_html else f"<pre>{html.escape(text)}</pre>" for text, is_html in texts
        )
        return Body(joined.encode("utf-8", "replace"), "utf-8", is_html=True)
    ended = (text if text.endswith("\n") else f"{text}\n" for text, _ in texts)
    return Body("\n".join(ended).encode("utf-8", "replace"), "utf-8")


def messages_in(message: Message) -> Iterator[Message]:
    """Yield the messages that a message holds, by forwarding or as attachments, not theirs."""
    for part in _parts(message):
        if part.get_content_type() in ("message/rfc822", "message/global"):
            yield from _parts(part)
        elif part.is_multipart():
            yield from messages_in(part)


def _bodies(part: Message) -> list[Body]:
    """Return the texts of a part that are shown, in order."""
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart":
        found = [_bodies(one) for one in _parts(part)]
        if kind == "multipart/alternative":
            return _best(found)
        if kind == "multipart/related":
            found = found[:1]  # the others are what it refers to
        return [body for bodies in found for body in bodies]
    if kind not in ("text/plain", "text/html") or _is_attached(part):
        return []
    data: Any = part.get_payload(decode=True)
    charset = str(part.get_content_charset() or "")
    return [Body(data if isinstance(data, bytes) else b"", charset, kind == "text/html")]


def _best(alternatives: list[list[Body]]) -> list[Body]:
    """Return the first alternative that is plain and not blank, else one not blank, else one."""
    full = [each for each in alternatives if any(not body.is_blank for body in each)]
    plain = [each for each in full if not any(body.is_html for body in each)]
    return next(iter(plain or full or [each for each in alternatives if each]), [])


def _parts(part: Message) -> list[Message]:
    payload: Any = part.get_payload()
    return payload if isinstance(payload, list) else []


def _is_attached(part: Message) -> bool:
    return isinstance(part, EmailMessage) and part.is_attachment()


def _text(body: Body, decode: Decode) -> str:
    decoded = decode(Document("", data=body.data, charset=body.charset))
    return body.data.decode("utf-8", "replace") if decoded is None else decoded.text
