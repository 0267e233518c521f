"""Damage files as software and people do, with the texts that a repair may give."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator

from languages import Language

Damaged = tuple[str, bytes, tuple[str, ...]]
_BAD = (b"\xff", b"\xc0", b"\xfe", b"\xf9")
_WINDOWS = {"’": b"\x92", "“": b"\x93", "”": b"\x94", "—": b"\x97", "…": b"\x85"}


def every_kind(language: Language, dice: random.Random) -> Iterator[Damaged]:
    """Yield damaged files of a language: the kind, the bytes, the texts that are right."""
    text = "\n".join(dice.sample(language.sentences, len(language.sentences))) + "\n"
    yield from _bytes(text, dice)
    yield from _cut(text)
    yield from _wide(text)
    yield from _wrapped(text)
    yield from _stray(text, dice)
    yield from _mixed(language, text)


def _bytes(text: str, dice: random.Random) -> Iterator[Damaged]:
    at = text.index("\n", dice.randrange(len(text) // 2)) + 1
    before, after = text[:at].encode(), text[at:].encode()
    texts = (text[:at] + "\ufffd" + text[at:], text)
    yield "a bad byte", before + dice.choice(_BAD) + after, texts
    yield "a bad byte behind a mark", b"\xef\xbb\xbf" + before + b"\xff" + after, texts
    yield "NUL at the end", text.encode() + bytes(64), (text, text + "\x00" * 64)
    emoji = text[:at] + "🫖 𝔞\n" + text[at:]
    pairs = "".join(map(chr, memoryview(emoji.encode("utf-16-le")).cast("H")))
    yield "CESU-8", pairs.encode("utf-8", "surrogatepass"), (emoji,)


def _cut(text: str) -> Iterator[Damaged]:
    end = text + "語"
    right = (text, text + "\ufffd", text + "\ufffd\ufffd")
    yield "cut at the end", end.encode()[:-1], right
    start = "語" + text
    right = (text, "\ufffd" + text, "\ufffd\ufffd" + text)
    yield "cut at the start", start.encode()[1:], right


def _wide(text: str) -> Iterator[Damaged]:
    for name in ("utf-16-le", "utf-16-be"):
        cut = (text[:-1], text[:-1] + "\ufffd")
        yield "UTF-16 of odd length", text.encode(name)[:-1], cut
    marked = text.encode("utf-16")
    yield "UTF-16 of odd length, marked", marked[:-1], (text[:-1], text[:-1] + "\ufffd")
    yield "UTF-32 without a mark", text.encode("utf-32-le"), (text,)


def _wrapped(text: str) -> Iterator[Damaged]:
    squeezed = gzip.compress(text.encode(), mtime=0)
    yield "gzip", squeezed, (text,)
    yield "gzip without its end", squeezed[:-4], (text,)
    page = f'<html><head><meta charset="iso-8859-1"></head><body>{text}</body></html>'
    yield "a label that lies", page.encode(), (page,)
    coloured = "\x1b[1m" + text.replace("\n", "\x1b[0m\n", 1)
    yield "terminal colours", coloured.encode(), (coloured,)


def _stray(text: str, dice: random.Random) -> Iterator[Damaged]:
    mark = dice.choice(sorted(_WINDOWS))
    if mark == "’":
        quoted, stray = "it’s ", b"it\x92s "
    elif mark in "“”":
        quoted, stray = "“so” ", b"\x93so\x94 "
    else:
        quoted, stray = f"so{mark} ", b"so" + _WINDOWS[mark] + b" "
    at = text.index("\n") + 1
    data = text[:at].encode() + stray + text[at:].encode()
    yield "a quote of Windows", data, (text[:at] + quoted + text[at:],)


def _mixed(language: Language, text: str) -> Iterator[Damaged]:
    if not language.encodings:
        return
    name = language.encodings[0]
    lines = text.splitlines(keepends=True)
    try:
        old = [line.encode(name) for line in lines]
    except UnicodeEncodeError:
        return
    if any(line.isascii() for line in lines):
        return
    new = [line.encode() for line in lines]
    yield "a legacy line in UTF-8", b"".join((*new[:2], old[2], *new[3:], *new)), (text + text,)
    yield "a line in UTF-8 in legacy", b"".join((*old[:2], new[2], *old[3:], *old)), (text + text,)
    yield "another encoding midway", b"".join((*new, *old)), (text + text,)
