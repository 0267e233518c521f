"""Which characters of Chinese, Japanese and Korean are common: their encodings sorted them."""

from __future__ import annotations

import re

# Each encoding's characters of two bytes that are common: punctuation, kana, Hangul, and the
# first level of its ideographs, which its standard sorted out as those in everyday use.
_COMMON = {
    "gb18030": re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]"),
    "big5hkscs": re.compile(rb"[\xa1-\xa3\xa4-\xc6][\x40-\x7e\xa1-\xfe]"),
    "cp932": re.compile(rb"[\x81-\x83\x88-\x97][\x40-\x7e\x80-\xfc]"),
    "euc_jp": re.compile(rb"[\xa1-\xa5\xb0-\xcf][\xa1-\xfe]"),
    "cp949": re.compile(rb"[\xa1-\xa3\xb0-\xc8][\xa1-\xfe]"),
}
_NEARLY_ALL = 0.9
_LEAST = 4


def east_asian(data: bytes) -> list[str]:
    """Return the encodings of East Asia in which nearly all characters are common ones."""
    fitting = []
    for name, common in _COMMON.items():
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        characters = sum(not character.isascii() for character in text)
        if characters >= _LEAST and len(common.findall(data)) >= _NEARLY_ALL * characters:
            fitting.append(name)
    return fitting


def is_common(character: str) -> bool:
    """Say whether a character is in everyday use by any of these encodings.

    >>> is_common("人"), is_common("慲")
    (True, False)
    """
    return any(is_common_in(character, name) for name in _COMMON)


def is_common_in(character: str, name: str) -> bool:
    """Say whether a character is in everyday use by one of these encodings.

    >>> is_common_in("猫", "euc_jp"), is_common_in("钨", "euc_jp")
    (True, False)
    """
    return _COMMON[name].fullmatch(character.encode(name, "ignore")) is not None
