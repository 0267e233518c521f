"""Keep what a file says of its own encoding true, when it is written in another one."""

from __future__ import annotations

import codecs
import re

# Where a file can say it: at its beginning, and for Vim and Emacs at its end as well.
_REACH = 2048
_DECLARATIONS = (
    re.compile(r"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']""", re.IGNORECASE),
    re.compile(r"""<meta[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE),
    re.compile(r"""^@charset\s+"([\w.:-]+)";""", re.IGNORECASE),
    re.compile(
        r"""^Content-Type:[^\n]*?\bcharset\s*=\s*"?([\w.:-]+)""", re.IGNORECASE | re.MULTILINE
    ),
    re.compile(r"""\bvim?:[^\n]*?\b(?:fileencoding|fenc)=([\w.:-]+)""", re.IGNORECASE),
    re.compile(r"""-\*-[^\n]*?\bcoding:\s*([\w.:-]+?)(?=-(?:unix|dos|mac)\b|[\s;])"""),
)


def declare(text: str, encoding: str) -> str:
    r"""Return a text whose declarations of an encoding, if it has some, name this one.

    >>> declare('<meta charset="windows-1251">\n', "utf-8")
    '<meta charset="utf-8">\n'
    >>> declare("charset of the day", "utf-8")
    'charset of the day'
    """
    head, body, tail = text[:_REACH], text[_REACH:-_REACH], text[_REACH:][-_REACH:]
    if len(text) <= 2 * _REACH:
        head, body, tail = text, "", ""
    return _declared(head, encoding) + body + _declared(tail, encoding)


def _declared(text: str, encoding: str) -> str:
    for expression in _DECLARATIONS:
        for found in reversed(list(expression.finditer(text))):
            if _is_other(found[1], encoding):
                text = text[: found.start(1)] + encoding + text[found.end(1) :]
    return text


def _is_other(name: str, encoding: str) -> bool:
    """Tell whether a name is that of a codec, and of another one."""
    try:
        return codecs.lookup(name).name != codecs.lookup(encoding).name
    except LookupError:
        return False
