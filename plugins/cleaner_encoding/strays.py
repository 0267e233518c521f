"""What a byte can mean that strayed into a text in UTF-8: its neighbours and the text say it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner_encoding.classes import LETTERS, character_class
from cleaner_encoding.foreign_lines import letters_beyond_ascii
from cleaner_encoding.plausibility import Words

_OPENING = "“‘„‚«‹"
_CLOSING = "”’»›…™"
_MAC_APOSTROPHE = "\udcd5"
_BETWEEN = "–—•€"


class Context:
    """The characters beyond ASCII that a text has for certain."""

    def __init__(self, certain: Iterable[str]) -> None:
        self.letters = letters_beyond_ascii(certain)

    def read_byte(self, match: re.Match[str]) -> str:
        """Read one stray byte as Windows-1252 where that fits its place; else unchanged.

        The apostrophe of the Macintosh is read as well, between two letters.
        """
        if len(match[0]) > 1:
            return match[0]
        character = match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")
        before = match.string[match.start() - 1 : match.start()] or " "
        after = match.string[match.end() : match.end() + 2] or " "
        if self._fits(character, before, after):
            return character
        is_apostrophe = match[0] == _MAC_APOSTROPHE and self._fits("’", before, after)
        return "’" if is_apostrophe and before.isalpha() and after[0].isalpha() else match[0]

    def _fits(self, character: str, before: str, after: str) -> bool:
        behind_letter = character_class(before) in LETTERS
        before_letter = character_class(after[0]) in LETTERS
        if character in _OPENING:
            return not behind_letter and not after[0].isspace()
        if character == "’" and behind_letter and before_letter:
            return character_class(before) in "aAlL" and character_class(after[0]) in "aAlL"
        if character in _CLOSING:
            return not before_letter and not before.isspace()
        if character in _BETWEEN:
            return before.isspace() or after[0].isspace()
        # Words begin with one capital, or are all capitals.
        if character.isupper() and after[0].isupper() and after[1:].islower():
            return False
        around = before + character + after[0]
        return character.lower() in self.letters and not Words.of(around).bad
