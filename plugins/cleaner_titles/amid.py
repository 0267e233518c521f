"""Tell from the text around some lines whether they break it, as the heads of pages do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from cleaner_titles.fold import columns, width
from cleaner_titles.prose import is_unmarked, prose_lines

_ENDS_SENTENCE = re.compile(r"(?:[.!?…。！？।॥؟۔:：]|(?<=[α-ωά-ώ]);)['\"’”»›」』)\]]*$")
_CODE_SIGNS = re.compile(r"[=(){}\[\]<>_;\\]")
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
# Lines of a text that is looked at whole; of a longer one, so many about each place tell of it.
_LONG, _WINDOW = 4000, 60
# So many of the places are looked at first.
_SAMPLE = 32


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
    few = _sample(indices)
    # Most lines of a long text are ruled out by a few of them.
    if len(few) < len(indices) and _beside(lines, few, indices) * 2 < len(few):
        return False
    return _beside(lines, indices, indices) * 4 >= 3 * len(indices)


def _beside(lines: list[str], some: list[int], indices: list[int]) -> int:
    """Return how many of some lines have prose above or below them."""
    filled, prose = _prose(lines, some, set(indices))
    around = [{bisect_left(filled, index) - 1, bisect_left(filled, index)} for index in some]
    beside = [{filled[at] for at in places if 0 <= at < len(filled)} for places in around]
    return sum(not prose.isdisjoint(places) for places in beside)


def amid_prose(lines: list[str], indices: list[int]) -> bool:
    """Say whether each of these lines stands between two lines of prose."""
    heads = set(indices)
    few = _sample(indices)
    return (
        all(_stands_between(lines, index, heads) for index in indices)
        and (len(few) == len(indices) or len(between_prose(lines, few, heads)) == len(few))
        and len(between_prose(lines, indices, heads)) == len(indices)
    )


def between_prose(lines: list[str], indices: list[int], heads: set[int]) -> list[int]:
    """Return which of these lines stand between two lines of prose, heads aside."""
    _, prose = _prose(lines, indices, heads)
    return [index for index in indices if prose.issuperset({index - 1, index + 1})]


def _stands_between(lines: list[str], index: int, heads: set[int]) -> bool:
    """Say whether a line has lines with text right above and below it that are no heads."""
    if not 0 < index < len(lines) - 1 or not heads.isdisjoint({index - 1, index + 1}):
        return False
    return bool(lines[index - 1] and lines[index + 1])


def _prose(lines: list[str], indices: list[int], heads: set[int]) -> tuple[list[int], set[int]]:
    """Return the filled lines but heads, and those of prose; of a long text, those nearby."""
    near = range(len(lines)) if len(lines) <= _LONG else _near(indices, len(lines))
    filled = [index for index in near if lines[index] and index not in heads]
    return filled, prose_lines(lines, filled, heads)


def _near(indices: list[int], end: int) -> Iterator[int]:
    """Yield the places about these, in order and each once."""
    done = 0
    for index in indices:
        start = max(done, index - _WINDOW)
        done = max(done, min(end, index + _WINDOW + 1))
        yield from range(start, done)


def _sample(indices: list[int]) -> list[int]:
    """Return some of these places, evenly spread."""
    return indices[:: -(-len(indices) // _SAMPLE)] if indices else indices


def _breaks(lines: list[str], index: int) -> bool:
    """Say whether a sentence runs on over a line."""
    above = _above(lines, index)
    below = _below(lines, index)
    if width(above[:400]) < 30 or not below or len(_CODE_SIGNS.findall(above + below)) > 2:
        return False
    if _ENDS_SENTENCE.search(above[-8:]) or below[0].isupper():
        return False
    if below[0].islower():
        return True
    if is_unmarked(above) and not (lines[index - 1] and lines[index + 1]):
        # What is set apart there may be a heading, as no mark says whether the sentence ends.
        return False
    # Without a small letter to show it, only a full line tells that its sentence may go on.
    return _is_full(lines, index)


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
