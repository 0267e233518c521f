"""A repair that replaces what an expression finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cleaner import Edit


class Substitution(NamedTuple):
    """What is found, and what is written for it: a string without escapes, or a function."""

    pattern: re.Pattern[str]
    new: str | Callable[[re.Match[str]], str]

    def apply(self, text: str) -> tuple[str, int]:
        """Return the text with all of it replaced, and how often it was found."""
        return self.pattern.subn(self.new, text)

    def edits(self, text: str, reason: str) -> Iterator[Edit]:
        """Yield what `apply` changes.

        >>> list(Substitution(re.compile("[ab]"), "b").edits("cab", "b's"))
        [Edit(start=1, end=2, replacement='b', reason="b's", copy_of=None)]
        """
        for match in self.pattern.finditer(text):
            new = self.new if isinstance(self.new, str) else self.new(match)
            if new != match[0]:
                yield Edit(match.start(), match.end(), new, reason)
