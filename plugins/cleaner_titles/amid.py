"""Tell from the text around some lines whether they break it, as the heads of pages do."""

from __future__ import annotations

import re
from bisect import bisect_left

from cleaner_titles.fold import columns, width
from cleaner_titles.prose import prose_lines

_ENDS_SENTENCE = re.compile(r"(?:[.!?…。！？।॥؟۔:：]|(?<=[α-ωά-ώ]);)['\"’”»›」』)\]]*$")
_CODE_SIGNS = re.compile(r"[=(){}\[\]<>_;\\]")
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")


def broken(lines: list[str], indices: list[int]) -> int:
    """Return how many sentences run on over these lines; a text that recurs counts once."""
    breaks = [index for index in indices if _breaks(lines, index)]
    above = {_words(_above(lines, index)) for index in breaks}
    return min(len(above), len({_words(_below(lines, index)) for index in breaks}))


def _words(line: str) -> str:
    """Return a line, without its numbers where it has no letter beside them."""
    return line if _LETTER.search(line) else _NUMBER.sub("", line)


def beside_prose(lines: list[str], indices: list[int]) -> bool:
    """Say whether there is a line of prose above or below most of these lines."""
    filled, prose = _prose(lines, indices)
    around = [{bisect_left(filled, index) - 1, bisect_left(filled, index)} for index in indices]
    beside = [{filled[at] for at in places if 0 <= at < len(filled)} for places in around]
    return sum(not prose.isdisjoint(places) for places in beside) * 4 >= 3 * len(indices)


def amid_prose(lines: list[str], indices: list[int]) -> bool:
    """Say whether each of these lines stands between two lines of prose."""
    _, prose = _prose(lines, indices)
    return all(prose.issuperset({index - 1, index + 1}) for index in indices)


def _prose(lines: list[str], indices: list[int]) -> tuple[list[int], set[int]]:
    heads = set(indices)
    filled = [index for index, line in enumerate(lines) if line and index not in heads]
    return filled, prose_lines(lines, filled, heads)


def _breaks(lines: list[str], index: int) -> bool:
    """Say whether a sentence runs on over a line."""
    above = _above(lines, index)
    below = _below(lines, index)
    if width(above[:400]) < 30 or not below or len(_CODE_SIGNS.findall(above + below)) > 2:
        return False
    if _ENDS_SENTENCE.search(above[-8:]) or below[0].isupper():
        return False
    # Without a small letter to show it, only a full line tells that its sentence may go on.
    return below[0].islower() or _is_full(lines, index)


def _is_full(lines: list[str], index: int) -> bool:
    """Say whether the line above is about as wide as those above it: its paragraph may go on."""
    at = next(at for at in range(index - 1, -1, -1) if lines[at])
    widths = [columns(lines[place][:400]) for place in range(max(0, at - 6), at) if lines[place]]
    return bool(widths) and columns(lines[at][:400]) * 10 >= max(widths) * 9


def _above(lines: list[str], index: int) -> str:
    return _next_filled(lines, range(index - 1, max(-1, index - 4), -1))


def _below(lines: list[str], index: int) -> str:
    return _next_filled(lines, range(index + 1, min(len(lines), index + 4)))


def _next_filled(lines: list[str], indices: range) -> str:
    return next((lines[index] for index in indices if lines[index]), "")
