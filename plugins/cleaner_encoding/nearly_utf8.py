"""Bytes that are nearly UTF-8: the damage is repaired, the rest is left as it is.

Reading with ``surrogateescape`` keeps every stray byte as one lone surrogate, so the repairs work
on text, where the letters around a stray byte say what it can have been.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from cleaner_encoding.foreign_lines import ForeignLines
from cleaner_encoding.found import Found
from cleaner_encoding.strays import Context

_VALID = re.compile("[^\x00-\x7f\udc80-\udcff]")
_STRAYS = re.compile("[\udc80-\udcff]+")
# Surrogates written as three bytes each, as CESU-8 and Java do.
_PAIR_BYTES = 6
_PAIR_START = "\udced"
_PAIR = re.compile("\udced[\udca0-\udcaf][\udc80-\udcbf]\udced[\udcb0-\udcbf][\udc80-\udcbf]")
# A character of two to four bytes that lacks its last bytes, and one that lacks its first.
_CUT_END = re.compile(
    "(?:[\udcc2-\udcdf]|[\udce0-\udcef][\udc80-\udcbf]?|[\udcf0-\udcf4][\udc80-\udcbf]{0,2})\\Z"
)
_CUT_START = re.compile("[\udc80-\udcbf]{1,3}(?![\udc80-\udcff])")
# The byte that text in single bytes has least of stands first: the search skips to it.
_SEQUENCE = re.compile(rb"[\x80-\xbf](?:(?<=[\xc2-\xdf].)|(?<=[\xe0-\xf4][\x80-\xbf].))", re.DOTALL)
_SHORTEST_CUT, _LONGEST_CUT = 2, 3
# Dashes and quotes, without the last of their bytes.
_CUT_PUNCTUATION = "\udce2\udc80"
# As much of a text as tells its letters.
_CONTEXT = 100_000
_HIGH_BYTES = bytes(range(0x80, 0x100))
_MOSTLY = 0.8
_RATHER = 0.6
_FEW = 3
# So many stray bytes, all of characters that are cut, are damage however little else there is.
_SOME = 12
_REPLACEMENT = "\ufffd"


class Reading:
    """A reading as UTF-8, and how much of what lies beyond ASCII it explains."""

    def __init__(self, data: bytes) -> None:
        self.text = data.decode("utf-8", "surrogateescape")
        self.repairs: Counter[str] = Counter()
        self._start = _CUT_START.match(self.text)
        behind = self._start.end() if self._start else 0
        self._end = _CUT_END.search(self.text, max(behind, len(self.text) - _LONGEST_CUT))
        cut = sum(len(found[0]) for found in (self._start, self._end) if found)
        self._pairs = len(_PAIR.findall(self.text)) if _PAIR_START in self.text else 0
        lone = len(data) - len(self.text.encode("utf-8", "ignore"))
        self.stray = lone - cut - _PAIR_BYTES * self._pairs
        self.valid = len(data) - len(data.translate(None, _HIGH_BYTES)) - cut - self.stray

    @property
    def share(self) -> float:
        """The share of the bytes beyond ASCII that lie in valid sequences (0 to 1)."""
        return self.valid / max(1, self.valid + self.stray)

    @property
    def nearly_utf8(self) -> bool:
        """Whether this is UTF-8 with damage, rather than another encoding."""
        if self.share >= _MOSTLY or (self.stray <= _FEW and self.share >= _RATHER):
            return True
        return self.valid > 0 and 0 < self.stray <= _SOME and is_cut(self.text)

    def repair(self) -> Found:
        """Give every stray byte its meaning, or U+FFFD where it has none."""
        for cut in (self._end, self._start):
            if cut:
                before, after = self.text[: cut.start()], self.text[cut.end() :]
                self.text = before + _REPLACEMENT + after
                self.repairs["cut character"] += 1
        if self.stray or self._pairs:
            self._repair_lines()
        return Found(self.text, "utf-8", "nearly valid", self.share, dict(self.repairs))

    def _repair_lines(self) -> None:
        """Repair the lines that hold stray bytes; most lines hold none."""
        certain = frozenset(self.text[:_CONTEXT])
        context = Context(certain)
        lines = self.text.split("\n")
        damaged = [number for number, line in enumerate(lines) if _STRAYS.search(line)]
        for number in damaged:
            lines[number] = self._replace(_PAIR, "surrogate pair", _join_pair, lines[number])
        # Without a character for certain, it was another's decision that this is damage.
        suspected = [
            number
            for number in damaged
            if self.valid and is_foreign(lines[number]) and not is_cut(lines[number])
        ]
        foreign = ForeignLines([_stray_bytes(lines[number]) for number in suspected], certain)
        for number in suspected:
            read = foreign.read(_stray_bytes(lines[number]))
            if read is not None:
                lines[number] = read
                self.repairs["line in another encoding"] += 1
        for number in damaged:
            read = self._replace(_STRAYS, "stray byte", context.read_byte, lines[number])
            lines[number] = self._replace(_STRAYS, "unreadable byte", _unreadable, read)
        self.text = "\n".join(lines)

    def _replace(
        self,
        pattern: re.Pattern[str],
        kind: str,
        read: Callable[[re.Match[str]], str],
        line: str,
    ) -> str:
        """Replace what the pattern finds by what is read from it, and count what that changed."""

        def replace(match: re.Match[str]) -> str:
            new = read(match)
            if new != match[0]:
                self.repairs[kind] += 1
            return new

        return pattern.sub(replace, line)


def is_foreign(line: str) -> bool:
    """Say whether a line, its stray bytes escaped, can be in another encoding than UTF-8.

    Some bytes of a legacy encoding can be UTF-8 by chance, in EUC-JP as many as a third.
    """
    stray = sum(map(len, _STRAYS.findall(line)))
    return stray > 0 and len(_VALID.findall(line)) <= stray


def is_cut(line: str) -> bool:
    """Say whether all stray bytes of a line are characters that lack their last bytes."""
    return all(map(_is_cut_character, _STRAYS.finditer(line)))


def _is_cut_character(run: re.Match[str]) -> bool:
    # Who decodes by the rules of Unicode puts one U+FFFD for the longest beginning of a character.
    if len(run[0]) < _SHORTEST_CUT or len(_unreadable(run)) > 1:
        return False
    # Behind a letter it can be another one and a mark or a space, unless it is cut punctuation.
    before = run.string[run.start() - 1 : run.start()]
    behind_letter = before.isascii() and before.isalpha()
    return not behind_letter or len(run[0]) > _SHORTEST_CUT or run[0] == _CUT_PUNCTUATION


def holds_sequences(data: bytes) -> bool:
    """Say whether any bytes are as UTF-8 has them: cheap, and seldom so by chance.

    >>> holds_sequences("déjà".encode()), holds_sequences("déjà".encode("latin-1"))
    (True, False)
    """
    return _SEQUENCE.search(data) is not None


def _join_pair(match: re.Match[str]) -> str:
    pair = _stray_bytes(match[0]).decode("utf-8", "surrogatepass")
    return pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _unreadable(match: re.Match[str]) -> str:
    return _stray_bytes(match[0]).decode("utf-8", "replace")


def _stray_bytes(text: str) -> bytes:
    """Return the bytes that lone surrogates stand for."""
    return text.encode("utf-8", "surrogateescape")
