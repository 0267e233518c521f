"""What a file says of its own encoding: HTML, XML, CSS, e-mail, gettext, Python, Vim and Emacs.

It is listed once, for who decodes by it and for who keeps it true when the file is written anew.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

import msgspec

# So much of a file is looked at: its beginning, and for Vim and Emacs its end.
_HEAD, _TAIL = 4096, 512
_NAME = r"""["']?([A-Za-z][-A-Za-z0-9_:.+]{1,40})"""
_AT_THE_BEGINNING = (
    r"^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*",
    r"<meta[^>]{0,300}?\bcharset\s*=\s*",
    r"(?:^|\n)\"?Content-Type:[^\n]*(?:\n[ \t][^\n]*){0,5}?\bcharset\s*=\s*",
    r"@charset\s+",
)
_ANYWHERE = (
    r"(?:^|\n)[ \t\f]*(?:#|//|/\*|;|%|\"|--|<!--)[^\n]*?\bcoding\s*[:=]\s*",
    r"(?:^|\n)[^\n]*-\*-[^\n]*?\bcoding\s*:\s*",
    r"(?:^|\n)[^\n]*\b(?:vim?|ex):[^\n]*?\b(?:fileencoding|fenc)=",
)
# What every declaration holds: data without it, which is most, is spared the expressions.
_KEYWORDS = re.compile("coding|charset|fenc", re.IGNORECASE)
_IN_ANYTHING = tuple(re.compile(one + _NAME, re.IGNORECASE) for one in _ANYWHERE)
_IN_THE_HEAD = (
    *(re.compile(one + _NAME, re.IGNORECASE) for one in _AT_THE_BEGINNING),
    *_IN_ANYTHING,
)
# Emacs names the line ends along.
_LINE_ENDS = re.compile(r"-(?:unix|dos|mac)$", re.IGNORECASE)
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
# Codecs of text that no file is in.
_OF_NO_FILE = ("idna", "punycode", "unicode", "raw", "undefined")


class Declaration(msgspec.Struct, frozen=True):
    """A name of an encoding at ``start:end`` of a text or of bytes; ``codec`` is Python's name."""

    name: str
    start: int
    end: int
    codec: str


def declared_encodings(content: str | bytes) -> list[Declaration]:
    """Return what a content declares of its encoding, the declaration to believe first.

    Places count in what was given. Names of no encoding are left out.

    >>> declared_encodings(b'<meta charset="Windows-1251">')[0].codec
    'cp1251'
    """
    found: dict[int, Declaration] = {}
    tail = max(_HEAD, len(content) - _TAIL)
    for start, end, expressions in (
        (0, _HEAD, _IN_THE_HEAD),
        (tail, len(content), _IN_ANYTHING),
    ):
        window = content[start:end]
        text = window if isinstance(window, str) else window.decode("latin-1")
        if _KEYWORDS.search(text):
            for declaration in _within(text, expressions, start):
                found.setdefault(declaration.start, declaration)
    return list(found.values())


def _within(
    text: str, expressions: tuple[re.Pattern[str], ...], offset: int
) -> Iterator[Declaration]:
    for expression in expressions:
        for match in expression.finditer(text):
            for name in (match[1], _LINE_ENDS.sub("", match[1])):
                codec = codec_of(name)
                if codec is not None:
                    start = offset + match.start(1)
                    yield Declaration(name, start, start + len(name), codec)
                    break


def codec_of(label: str) -> str | None:
    """Return what Python calls the encoding of a label, as the web understands it; None: none.

    >>> codec_of("x-sjis"), codec_of("rot13")
    ('cp932', None)
    """
    name = label.strip().lower()
    name = _ALIASES.get(name, name)
    try:
        "".encode(name)
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if codec.startswith(_OF_NO_FILE) else codec
