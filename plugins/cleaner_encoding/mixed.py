"""Files that change their encoding: whole lines in UTF-8 among whole lines in another."""

from __future__ import annotations

import re
from collections.abc import Callable

from cleaner_encoding.foreign_lines import ForeignLines
from cleaner_encoding.found import Found, Refused
from cleaner_encoding.likelihood import Sample, cost_of
from cleaner_encoding.nearly_utf8 import is_cut, is_foreign
from cleaner_encoding.prevalence import prevalence

_STRAYS = re.compile("[\udc80-\udcff]+")
_SAMPLE = 4096


def by_lines(text: str, by_statistics: Callable[[bytes], Found | Refused]) -> Found | None:
    """Decode a text, read as UTF-8 with its stray bytes escaped, of which each line is of a kind.

    None where a line is of both kinds, or the lines in UTF-8 are so by chance: few bytes of a
    legacy encoding can be.
    """
    lines = text.splitlines(keepends=True)
    beyond = [number for number, line in enumerate(lines) if not line.isascii()]
    damaged = [number for number in beyond if _STRAYS.search(lines[number])]
    cut = [number for number in damaged if is_cut(lines[number])]
    legacy = sorted(set(damaged).difference(cut))
    modern = sorted(set(beyond).difference(damaged))
    if not modern or not legacy or not all(is_foreign(lines[number]) for number in legacy):
        return None
    unicode = "".join(lines[number] for number in modern)
    old = b"".join(_bytes(lines[number]) for number in legacy)
    name = _other_encoding(unicode, old, by_statistics)
    if name is None:
        return None
    for number in legacy:
        lines[number] = _bytes(lines[number]).decode(name, "replace")
    unreadable = sum(len(_STRAYS.findall(lines[number])) for number in cut)
    for number in cut:
        lines[number] = _bytes(lines[number]).decode("utf-8", "replace")
    lost = {"unreadable byte": unreadable} if cut else {}
    whole = "".join(lines)
    if len(legacy) > len(modern):
        return Found(whole, name, "lines", 0.9, {"line in UTF-8": len(modern), **lost})
    repairs = {"line in another encoding": len(legacy), **lost}
    return Found(whole, "utf-8", "lines", 0.9, repairs)


def _other_encoding(
    unicode: str, old: bytes, by_statistics: Callable[[bytes], Found | Refused]
) -> str | None:
    """Return the encoding of the lines that are not UTF-8, where the others surely are."""
    found = by_statistics(old)
    also = (found.name,) if isinstance(found, Found) else ()
    name = ForeignLines((old,), unicode[:_SAMPLE], also).name
    if name is None:
        return None
    sample = unicode[:_SAMPLE]
    chance = Sample(sample.encode()).cost(name) - prevalence(name)
    return name if cost_of(sample) < chance else None


def _bytes(line: str) -> bytes:
    return line.encode("utf-8", "surrogateescape")
