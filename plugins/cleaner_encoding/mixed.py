"""Files that change their encoding: whole lines in UTF-8 among whole lines in another."""

from __future__ import annotations

import re
from collections.abc import Callable

from cleaner_encoding.classes import scripts
from cleaner_encoding.found import Found, Refused
from cleaner_encoding.plausibility import Words
from cleaner_encoding.strays import Context

_STRAY = re.compile("[\udc80-\udcff]")
_VALID = re.compile("[^\x00-\x7f\udc80-\udcff]")
_SAMPLE = 20_000
_CHANCE = 4
# As the other encoding, lines in UTF-8 must look at least this wrong: "Ã©".
_IMPLAUSIBLE = 0.05


def by_lines(text: str, by_statistics: Callable[[bytes], Found | Refused]) -> Found | None:
    """Decode a text, read as UTF-8 with its stray bytes escaped, of which each line is of a kind.

    None where a line is of both kinds, or the lines in UTF-8 are so by chance: few bytes of a
    legacy encoding can be.
    """
    lines = text.splitlines(keepends=True)
    stray = [len(_STRAY.findall(line)) for line in lines]
    valid = [len(_VALID.findall(line)) for line in lines]
    legacy = [count > 0 for count in stray]
    modern = [count > 0 and not other for count, other in zip(valid, stray, strict=True)]
    # A few bytes of a legacy encoding can be UTF-8 by chance, where its line has others.
    if not any(modern) or any(
        count and of * _CHANCE > count for count, of in zip(stray, valid, strict=True)
    ):
        return None
    unicode = "".join(line for line, is_modern in zip(lines, modern, strict=True) if is_modern)
    old = b"".join(_bytes(line) for line, is_legacy in zip(lines, legacy, strict=True) if is_legacy)
    name = _other_encoding(unicode, old, by_statistics)
    if name is None:
        return None
    whole = "".join(
        _bytes(line).decode(name, "replace") if is_legacy else line
        for line, is_legacy in zip(lines, legacy, strict=True)
    )
    if sum(legacy) > sum(modern):
        return Found(whole, name, "lines", 0.9, {"line in UTF-8": sum(modern)})
    return Found(whole, "utf-8", "lines", 0.9, {"line in another encoding": sum(legacy)})


def _other_encoding(
    unicode: str, old: bytes, by_statistics: Callable[[bytes], Found | Refused]
) -> str | None:
    """Return the encoding of the lines that are not UTF-8, where both kinds are certain."""
    certain = {character for character in set(unicode[:_SAMPLE]) if not character.isascii()}
    reading = Context(certain).read(old)
    if reading is None:
        found = by_statistics(old)
        if isinstance(found, Refused):
            return None
        reading = (found.text, found.name)
    text, name = reading
    sample = unicode[:_SAMPLE]
    chance = Words.of(sample.encode().decode(name, "replace")).joins < _IMPLAUSIBLE
    same_script = scripts(certain) <= scripts(text)
    return None if chance or not same_script or Words.of(sample).bad else name


def _bytes(line: str) -> bytes:
    return line.encode("utf-8", "surrogateescape")
