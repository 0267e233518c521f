"""Texts of our own in 36 languages, a sentence a line, and the encodings before Unicode of each."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

_TEXTS = Path(__file__).parent / "texts"
_WEST = ("cp1252", "iso8859-1", "iso8859-15", "mac-roman", "cp850")
_CENTRE = ("cp1250", "iso8859-2", "cp852")
_BALTIC = ("cp1257", "iso8859-13", "cp775")
_ENCODINGS = {
    "en": ("cp1252", "mac-roman"),
    **dict.fromkeys(("af", "de", "es", "fi", "fr", "ga", "it", "nl", "pt", "sv"), _WEST),
    "is": ("cp1252", "iso8859-1", "cp850"),
    "da": (*_WEST, "cp865"),
    "cs": (*_CENTRE, "mac-latin2"),
    "pl": (*_CENTRE, "mac-latin2"),
    **dict.fromkeys(("hr", "hu", "sk"), _CENTRE),
    "sq": ("cp1252", "cp1250"),
    "ro": ("cp1250", "iso8859-2", "iso8859-16"),
    "et": ("cp1257", "iso8859-13", "iso8859-15"),
    "lt": _BALTIC,
    "lv": _BALTIC,
    "tr": ("cp1254", "iso8859-9", "cp857"),
    "vi": (),
    "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
    "uk": ("cp1251", "koi8-u", "cp1125", "mac-cyrillic"),
    "bg": ("cp1251", "iso8859-5", "cp866", "mac-cyrillic"),
    "el": ("cp1253", "iso8859-7", "cp737"),
    "he": ("cp1255", "iso8859-8", "cp862"),
    "ar": ("cp1256", "iso8859-6"),
    "th": ("cp874", "tis-620"),
    "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "ko": ("cp949", "johab", "iso2022_kr"),
    "zh-Hans": ("gb2312", "gbk", "gb18030", "hz"),
    "zh-Hant": ("big5", "cp950"),
}
_UNSPACED = ("th", "ja", "zh-Hans", "zh-Hant")


class Language(NamedTuple):
    """A language's sentences, Python's names of its encodings, and what parts its sentences."""

    code: str
    encodings: tuple[str, ...]
    sentences: tuple[str, ...]
    gap: str


def languages() -> list[Language]:
    """Return all languages, in the order of their codes."""
    return [
        Language(
            code,
            encodings,
            tuple((_TEXTS / f"{code}.txt").read_text("utf-8").splitlines()),
            "" if code in _UNSPACED else " ",
        )
        for code, encodings in sorted(_ENCODINGS.items())
    ]
