"""Encodings of seven bits that switch their alphabets: ISO-2022 and HZ."""

from __future__ import annotations

import re

from cleaner_encoding.found import Found

_ISO_2022 = re.compile(rb"\x1b\$[@B]|\x1b\$\([A-DGH]|\x1b\$\)[A-HG]|\x1b\([JI]|\x1b\.[AF]")
_NAMES = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_2004")
_HZ = re.compile(rb"~\{(?:[!-w][!-~])+(?:~\}|\n|\Z)")
# One byte is searched for thirty times as fast as two.
_TILDE = b"~"
_HAN = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2026]")


def by_escapes(data: bytes) -> Found | None:
    """Decode ASCII bytes that hold the escapes of ISO-2022 or HZ."""
    if b"\x1b" in data and _ISO_2022.search(data):
        korean = b"\x1b$)C" in data
        for name in ("iso2022_kr",) if korean else _NAMES:
            try:
                return Found(data.decode(name), name, "escapes")
            except UnicodeDecodeError:
                continue
        # Cut within a character, or with a stray escape: the first of them that fits the most.
        name = "iso2022_kr" if korean else "iso2022_jp"
        text = data.decode(name, "replace")
        return Found(text, name, "escapes", 0.9, {"unreadable character": text.count("\ufffd")})
    if _TILDE in data and _HZ.search(data):
        return _hz(data)
    return None


def _hz(data: bytes) -> Found | None:
    """Decode HZ where all that its escapes enclose is Chinese: "~{" is also TeX."""
    text = data.decode("hz", "replace")
    foreign = [character for character in text if not character.isascii()]
    han = len(_HAN.findall(text))
    if not foreign or han < 0.9 * len(foreign):
        return None
    replaced = text.count("\ufffd")
    return Found(text, "hz", "escapes", 1.0, {"unreadable character": replaced} if replaced else {})
