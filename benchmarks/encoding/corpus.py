"""Make what is measured on: texts of our own in 36 languages, encoded and damaged, from a seed."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
# What each language's text is still found in; the first is its commonest.
WEST = ("af", "da", "de", "en", "es", "fi", "fr", "ga", "is", "it", "nl", "pt", "sv")
LATIN_1 = ("cp1252", "iso8859-1", "cp850", "mac-roman")
CODECS = {
    **dict.fromkeys(WEST, LATIN_1),
    **dict.fromkeys(("cs", "hr", "hu", "pl", "sk"), ("cp1250", "iso8859-2", "cp852", "mac-latin2")),
    "sq": ("cp1252", "cp1250"),
    "ro": ("iso8859-16",),
    "et": ("cp1257", "iso8859-13", "iso8859-15"),
    **dict.fromkeys(("lt", "lv"), ("cp1257", "iso8859-13", "cp775")),
    "tr": ("cp1254", "iso8859-9", "cp857"),
    "vi": ("utf-16-le",),
    **dict.fromkeys(("ru", "bg"), ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")),
    "uk": ("cp1251", "koi8-u", "cp1125"),
    "el": ("cp1253", "iso8859-7"),
    "he": ("cp1255", "iso8859-8"),
    "ar": ("cp1256", "iso8859-6"),
    "th": ("cp874", "tis-620"),
    "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "ko": ("cp949", "johab", "iso2022_kr"),
    "zh-Hans": ("gb18030", "hz"),
    "zh-Hant": ("big5", "big5hkscs"),
}
UNICODE = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
PREFIXES = (256, 1024)
SHORT = (30, 60, 120, 240)


class Item(NamedTuple):
    """Bytes, what kind they are of, and the texts that are right for them (none: refuse)."""

    kind: str
    data: bytes
    right: tuple[str, ...]


def texts() -> dict[str, str]:
    """Return the text of each language."""
    return {path.stem: path.read_text("utf-8") for path in sorted((HERE / "texts").glob("*.txt"))}


def whole() -> Iterator[Item]:
    """Give each text in each encoding."""
    for language, text in texts().items():
        for codec in CODECS[language] + UNICODE:
            known = encodable(text, codec)
            yield Item("whole", known.encode(codec), (known,))


def prefixes() -> Iterator[Item]:
    """Give the beginnings of what ``whole`` gives; a character may be cut at the end."""
    for language, text in texts().items():
        for codec in CODECS[language]:
            data = encodable(text, codec).encode(codec)
            for size in PREFIXES:
                if size < len(data):
                    right = data[:size].decode(codec, "ignore")
                    yield Item(f"first {size} B", data[:size], (right, right + "\ufffd"))


def short() -> Iterator[Item]:
    """Give phrases of some length, each with a character beyond ASCII."""
    for language, text in texts().items():
        for codec in CODECS[language]:
            for size in SHORT:
                for phrase in phrases(encodable(text, codec), size)[:3]:
                    yield Item(f"short {size}", phrase.encode(codec), (phrase,))


def phrases(text: str, size: int) -> list[str]:
    """Cut a text into phrases of at most ``size`` characters, at spaces where there are any."""
    found: list[str] = []
    for line in text.splitlines():
        words = line.split(" ")
        phrase = words[0]
        for word in words[1:]:
            if len(phrase) + 1 + len(word) <= size:
                phrase += " " + word
            else:
                found.append(phrase[:size])
                phrase = word
        found.append(phrase[:size])
    return [phrase for phrase in found if not phrase.isascii() and len(phrase) > size // 2]


def encodable(text: str, codec: str) -> str:
    """Return the text without the characters that the encoding lacks."""
    plain = text.translate(str.maketrans("’–“”", '\'-""'))
    return text if encodes(text, codec) else plain.encode(codec, "ignore").decode(codec)


def encodes(text: str, codec: str) -> bool:
    """Say whether an encoding has all the characters of a text."""
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def damaged(seed: int = 1) -> Iterator[Item]:
    """Give each text in UTF-8 or UTF-16 with one damage."""
    chance = random.Random(seed)
    for language, text in texts().items():
        data = text.encode()
        for byte in (0x93, 0xE9, 0xFF):
            at = boundary(data, chance.randrange(len(data)))
            whole = tuple(
                data[:at].decode() + stray + data[at:].decode()
                for stray in ("\ufffd", "", bytes([byte]).decode("cp1252"))
            )
            yield Item("stray byte", data[:at] + bytes([byte]) + data[at:], whole)
        cut = next(at for at in range(len(data) // 2, len(data)) if data[at] & 0xC0 == 0x80)
        head, tail = data[:cut].decode("utf-8", "ignore"), data[cut:].decode("utf-8", "ignore")
        yield Item("cut end", data[:cut], (head, head + "\ufffd"))
        start = Item("cut start", data[cut:], (tail, "\ufffd" + tail))
        yield start
        smile = text + "😀\n"
        yield Item("CESU-8", data + b"\xed\xa0\xbd\xed\xb8\x80\n", (smile,))
        yield Item("UTF-16, odd length", text.encode("utf-16") + b"\n", (text, text + "\ufffd"))
        yield Item("gzip", gzip.compress(data, mtime=0), (text,))
        yield Item("gzip, cut", gzip.compress(data, mtime=0)[:-4], (text,))
        yield Item("zeros behind", data + bytes(64), (text, text + "\0" * 64))
        lying = '<html><meta charset="iso-8859-1">' + text
        yield Item("lying charset", lying.encode(), (lying,))
        if CODECS[language][0] in ("cp1252", "cp1250", "cp1251"):
            yield from mixed(text, CODECS[language][0])


def mixed(text: str, codec: str) -> Iterator[Item]:
    """Give the text with one line in another encoding than the rest."""
    lines = encodable(text, codec).splitlines(keepends=True)
    odd = next(number for number, line in enumerate(lines) if not line.isascii())
    for kind, most, one in (
        ("one legacy line", "utf-8", codec),
        ("one UTF-8 line", codec, "utf-8"),
    ):
        data = [line.encode(one if at == odd else most) for at, line in enumerate(lines)]
        if sum(not line.isascii() for line in lines) > 1:
            yield Item(kind, b"".join(data), ("".join(lines),))


def boundary(data: bytes, at: int) -> int:
    """Return the next place from ``at`` on where a character begins in UTF-8."""
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return at


def labelled(folder: Path) -> Iterator[Item]:
    """Give the files of a folder whose folders are named for Python's codecs, or ``binary``."""
    for path in sorted(folder.glob("*/*")):
        data = path.read_bytes()
        if path.parent.name == "binary":
            yield Item("binary", data, ())
            continue
        try:
            right = data.decode(path.parent.name).removeprefix("\ufeff")
        except (UnicodeError, LookupError):
            continue
        yield Item("labelled", data, (right,))
