"""Headers of messages, as the standard library parses them, each kind and many of them once."""

from __future__ import annotations

import binascii
import email.policy
import functools
import quopri
import re
from collections.abc import Callable
from email.headerregistry import HeaderRegistry
from email.message import Message
from typing import Any

from cleaner import Document, codec_of

Decode = Callable[[Document], Document | None]

_MOST_CACHED = 200


class _Registry(HeaderRegistry):
    """Makes a class for each kind of header once.

    The library makes one for each header that is looked at: slow, and held until the collector of
    cycles comes, which with small messages is after hundreds of megabytes.
    """

    def __init__(self) -> None:
        super().__init__()
        self._classes: dict[type, type] = {}

    def __getitem__(self, name: str) -> type:
        kind = self.registry.get(name.lower(), self.default_class)
        if kind not in self._classes:
            self._classes[kind] = super().__getitem__(name)
        return self._classes[kind]

    def __call__(self, name: str, value: Any) -> Any:
        if len(value) > _MOST_CACHED:
            return super().__call__(name, value)
        return self._parsed(name, value)

    @functools.lru_cache(maxsize=64)  # noqa: B019 (there is one registry)
    def _parsed(self, name: str, value: str) -> Any:
        # The content type of a message is asked for several times, and most have the same.
        return super().__call__(name, value)


POLICY = email.policy.default.clone(header_factory=_Registry())

# RFC 2047, section 2; the last one of a header that was cut has no end. A language may stand
# behind the charset (RFC 2231, section 5).
_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)(?:\?=|\?$|$)")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?)")
_FOLD = re.compile(r"\r?\n[ \t]*")


def header(message: Message, name: str, decode: Decode) -> str:
    """Return the first header of a name as text; empty where there is none.

    Bytes that no charset is told of are decoded as a text would be.
    """
    raw = next((value for key, value in message.raw_items() if key.lower() == name), None)
    if raw is None:
        return ""
    if name != "subject":
        try:
            value = str(message[name])
        except (ValueError, LookupError, AttributeError, TypeError):  # a header beyond repair
            value = "\ufffd"
        if "\ufffd" not in value and "=?" not in value:
            return value.encode("utf-8", "replace").decode()
    return shown(str(raw), decode)


def shown(raw: str, decode: Decode) -> str:
    """Return what encoded words in a header stand for, and the rest of it as it is.

    The bytes of neighbours are decoded together: many programs cut characters between them.
    """
    raw = _BETWEEN_WORDS.sub(r"\1", _FOLD.sub(" ", raw))
    pieces: list[tuple[str, bytes]] = []
    at = 0
    for word in _WORD.finditer(raw):
        if word.start() > at:
            pieces.append(("", _bytes(raw[at : word.start()])))
        charset, data = word[1].lower(), _word(word[2], word[3])
        if pieces and word.start() == at and pieces[-1][0] == charset:
            data = pieces.pop()[1] + data
        pieces.append((charset, data))
        at = word.end()
    pieces.append(("", _bytes(raw[at:])))
    return "".join(_text(data, charset, decode) for charset, data in pieces).strip()


def _word(kind: str, content: str) -> bytes:
    """Return the bytes of an encoded word, as far as they can be known."""
    data = _bytes(content)
    if kind in "qQ":
        return quopri.decodestring(data, header=True)
    return binascii.a2b_base64(data[: len(data.rstrip(b"=")) // 4 * 4] + _last_base64(data))


def _last_base64(data: bytes) -> bytes:
    """Return what is behind the last whole group of four, filled up; one letter tells nothing."""
    data = data.rstrip(b"=")
    rest = data[len(data) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _text(data: bytes, charset: str, decode: Decode) -> str:
    if data.isascii() and not charset:
        return data.decode()
    try:
        return data.decode(codec_of(charset) or "utf-8")
    except (ValueError, LookupError):
        decoded = decode(Document("", data=data, charset=charset))
    return decoded.text if decoded is not None else data.decode("utf-8", "replace")
