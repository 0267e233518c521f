"""What a text says of its own encoding: HTML, XML, e-mail, Python, Vim and Emacs."""

from __future__ import annotations

import codecs
import re

from cleaner_encoding.found import Found
from cleaner_encoding.plausibility import Words
from cleaner_encoding.strictly import strictly

_WINDOW = 4096
_NAME = rb"""["']?([A-Za-z][-A-Za-z0-9_:.+]{1,40})"""
_DECLARATIONS = tuple(
    re.compile(pattern + _NAME, re.IGNORECASE)
    for pattern in (
        rb"^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*",
        rb"<meta[^>]{0,300}?\bcharset\s*=\s*",
        rb"(?:^|\n)\"?Content-Type:[^\n]*(?:\n[ \t][^\n]*){0,5}?\bcharset\s*=\s*",
        rb"@charset\s+",
        rb"(?:^|\n)[ \t\f]*(?:#|//|/\*|;|%|\"|--|<!--)[^\n]*?\bcoding\s*[:=]\s*",
        rb"(?:^|\n)[^\n]*-\*-[^\n]*?\bcoding\s*:\s*",
        rb"(?:^|\n)[^\n]*\b(?:vim?|ex):[^\n]*?\b(?:fileencoding|fenc)=",
    )
)
# What every declaration holds: data without it, which is most, is spared the expressions.
_KEYWORDS = (b"coding", b"charset", b"fenc")
# Python's names for what the web calls otherwise; and the supersets that the web reads them as.
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_ALIASES = {
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "ks_c_5601-1987": "cp949",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
    "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-8": "utf-8",
}
# Wide ones would not have shown their declaration; the others are no files' encodings.
_NOT_DECLARED = ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw", "undefined")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_SAMPLE = 20_000
_JOINS = 0.1
_FEW = 2
_FOREIGN = 0.25


def declared_name(data: bytes) -> str | None:
    """Return the encoding that the text names, as Python does, or None.

    >>> declared_name(b'<meta charset="Windows-1251">')
    'cp1251'
    """
    window = data[:_WINDOW]
    if len(data) > _WINDOW:
        window += b"\n" + data[-512:]  # Vim also looks at the last lines
    lower = window.lower()
    if not any(keyword in lower for keyword in _KEYWORDS):
        return None
    for declaration in _DECLARATIONS:
        for match in declaration.finditer(window):
            name = match[1].decode("ascii").lower()
            try:
                return codecs.lookup(_ALIASES.get(name, name)).name
            except LookupError:
                continue
    return None


def python_name(charset: str) -> str | None:
    """Return what Python calls a charset; None where it is none.

    >>> python_name("x-sjis")
    'cp932'
    """
    name = charset.strip().lower()
    try:
        return codecs.lookup(_ALIASES.get(name, name)).name if name else None
    except (LookupError, ValueError):
        return None


def by_declaration(data: bytes, charset: str = "") -> Found | None:
    """Decode by the encoding that its source or the text names, if that gives plausible text."""
    name = python_name(charset) or declared_name(data)
    if name is None or name.startswith(_NOT_DECLARED):
        return None
    for candidate in dict.fromkeys((name, _READ_AS.get(name, name))):
        decoded = strictly(data, candidate)
        if decoded is None or _CONTROLS.search(decoded[0]):
            continue
        text, repairs = decoded
        if _is_plausible(Words.of(text[:_SAMPLE])):
            return Found(text, candidate, "declared", 1.0, repairs)
    return None


def _is_plausible(words: Words) -> bool:
    return words.bad <= max(_FEW, _JOINS * words.characters) and words.foreign <= _FOREIGN
