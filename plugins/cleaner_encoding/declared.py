"""What a text says of its own encoding, believed where the text is plausible by it."""

from __future__ import annotations

import re

from cleaner import codec_of, declared_encodings
from cleaner_encoding.found import Found
from cleaner_encoding.plausibility import Words
from cleaner_encoding.strictly import strictly

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
# These would not have shown their declaration.
_NOT_DECLARED = ("utf-16", "utf-32", "utf-7")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_SAMPLE = 20_000
_JOINS = 0.1
_FEW = 2
_FOREIGN = 0.25


def by_declaration(data: bytes, charset: str = "") -> Found | None:
    """Decode by the encoding that its source or the text names, if that gives plausible text."""
    name = codec_of(charset) or next((one.codec for one in declared_encodings(data)), None)
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
