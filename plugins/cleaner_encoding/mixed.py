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
    legacy: list[int] = []
    modern: list[int] = []
    for number, line in enumerate(lines):
        if line.isascii():
            continue
        stray = len(_STRAY.findall(line))
        # A few bytes of a legacy encoding can be UTF-8 by chance, where its line has others.
        if stray and len(_VALID.findall(line)) * _CHANCE > stray:
            return None
        (legacy if stray else modern).append(number)
    if not modern:
        return None
    unicode = "".join(lines[number] for number in modern)
    old = b"".join(_bytes(lines[number]) for number in legacy)
    name = _other_encoding(unicode, old, by_statistics)
    if name is None:
        return None
    for number in legacy:
        lines[number] = _bytes(lines[number]).decode(name, "replace")
    whole = "".join(lines)
    if len(legacy) > len(modern):
        return Found(whole, name, "lines", 0.9, {"line in UTF-8": len(modern)})
    return Found(whole, "utf-8", "lines", 0.9, {"line in another encoding": len(legacy)})


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
