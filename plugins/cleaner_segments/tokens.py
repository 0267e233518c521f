"""Count a text in the tokens of a model, with the least encoding that makes the count exact."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import CleanerError
from cleaner_segments.graphemes import first_end

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# A text is encoded segment by segment, and each about once: a segment is made for this share of
# its room by what the one before it took a character, then encoded, and cut back if that is more.
_MARGIN = 0.94
# What seems to be more than its room by less than this may fit.
_DOUBT = 1.06
_LONGEST_CLUSTER = 128  # characters of what is kept whole, or four for a token if that is more
_SURROGATE = re.compile("[\ud800-\udfff]")  # what no tokenizer takes
_SAMPLE = 2000  # characters that say what a character takes, to begin with


@functools.cache
def load(path: str) -> Tokenizer:
    """Return the tokenizer that a ``tokenizer.json`` describes, without its limits of length.

    Raises:
        CleanerError: the file is missing or broken, or the extra is not installed.
    """
    try:
        from tokenizers import Tokenizer  # noqa: PLC0415 (of an extra, and slow to import)
    except ImportError:
        msg = "segments: counting in tokens needs pip install 'cleaner[tokens]'"
        raise CleanerError(msg) from None
    if not Path(path).is_file():
        raise CleanerError(f"segments: tokenizer {path}: there is no such file")
    try:
        tokenizer = Tokenizer.from_file(path)
    except Exception as error:  # the library raises nothing narrower
        raise CleanerError(f"segments: tokenizer {path}: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class Tokens:
    """Counts tokens, special ones left out; a guess by characters until ``fits`` encodes."""

    def __init__(self, text: str, tokenizer: Tokenizer) -> None:
        # As long as it was, so that places are the same.
        self._text = text if text.isascii() else _SURROGATE.sub("\ufffd", text)
        self._tokenizer = tokenizer
        sample = self._text[:_SAMPLE]
        self._rate = max(self._count(sample), 1) / max(len(sample), 1)

    def between(self, start: int, end: int) -> int:
        """Return about how many tokens ``text[start:end]`` has."""
        return -int(-(end - start) * self._rate // 1)

    def forward(self, start: int, units: int) -> int:
        """Return what is about ``units`` tokens behind ``start``, or the end if that may fit.

        It is not within the first cluster: only ``fits`` knows whether there is room for that.
        """
        rest = len(self._text) - start
        if rest * self._rate <= units * _DOUBT:
            return len(self._text)
        guess = start + max(1, int(units * _MARGIN / self._rate))
        longest = start + max(_LONGEST_CLUSTER, 4 * units)
        return min(len(self._text), max(guess, first_end(self._text, start, longest)))

    def backward(self, end: int, units: int) -> int:
        """Return what is about ``units`` tokens before ``end``."""
        return max(0, end - int(units / self._rate))

    def fits(self, start: int, end: int, units: int) -> int:
        """Return ``end`` if ``text[start:end]`` has at most ``units`` tokens, or else where to cut.

        That is where the first token too many begins, or before: cut there, the text may be
        encoded otherwise.
        """
        encoding = self._tokenizer.encode(self._text[start:end], add_special_tokens=False)
        self._rate = max(len(encoding), 1) / max(end - start, 1)
        if len(encoding) <= units:
            return end
        return int(min(start + encoding.offsets[units][0], end - 1))

    def _count(self, text: str) -> int:
        return len(self._tokenizer.encode(text, add_special_tokens=False))
