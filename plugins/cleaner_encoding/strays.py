"""What a byte can mean that strayed into a text in UTF-8: its neighbours and the text say it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner_encoding.plausibility import Words, character_class

# What people still have, the commonest first; the letters of the text choose among them.
_LEGACY = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp1255", "cp1256", "cp874",
    "koi8-r", "cp866", "mac-roman", "cp850", "gb18030", "big5", "cp932", "euc_jp", "cp949",
)  # fmt: skip
_OPENING = "“‘„‚«‹"
_CLOSING = "”’»›…™"
_BETWEEN = "–—•€"
_LETTERS = "aAlLcCgGhrtmMqk"


class Context:
    """The characters beyond ASCII that a text has for certain."""

    def __init__(self, certain: str) -> None:
        self.letters = frozenset(certain.lower())
        self.scripts = frozenset(_scripts(self.letters))

    def read_line(self, match: re.Match[str]) -> str:
        """Read a line none of whose bytes beyond ASCII are UTF-8; unchanged where none fits."""
        data = match[0].encode("utf-8", "surrogateescape")
        readings = (self._read(data, name) for name in _LEGACY)
        fitting = [reading for reading in readings if reading is not None]
        if not fitting:
            return match[0]
        return max(fitting, key=lambda reading: reading[0])[1]

    def _read(self, data: bytes, name: str) -> tuple[float, str] | None:
        """Return how many letters of a reading the text has elsewhere, and the reading."""
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            return None
        words = Words(text)
        letters = [letter for letter in words.letters.elements() if letter.isalpha()]
        if words.bad or not letters or not self.scripts.issuperset(_scripts(letters)):
            return None
        return sum(letter in self.letters for letter in letters) / len(letters), text

    def read_byte(self, match: re.Match[str]) -> str:
        """Read one stray byte as Windows-1252 where that fits its place; else unchanged."""
        if len(match[0]) > 1:
            return match[0]
        character = match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")
        before = match.string[match.start() - 1 : match.start()] or " "
        after = match.string[match.end() : match.end() + 1] or " "
        return character if self._fits(character, before, after) else match[0]

    def _fits(self, character: str, before: str, after: str) -> bool:
        behind_letter = character_class(before) in _LETTERS
        before_letter = character_class(after) in _LETTERS
        if character in _OPENING:
            return not behind_letter and not after.isspace()
        if character == "’" and behind_letter and before_letter:
            return character_class(before) in "aAlL" and character_class(after) in "aAlL"
        if character in _CLOSING:
            return not before_letter and not before.isspace()
        if character in _BETWEEN:
            return before.isspace() or after.isspace()
        return character.lower() in self.letters and not Words(before + character + after).bad


def _scripts(letters: Iterable[str]) -> set[str]:
    """Return the scripts of the letters, by their classes; ASCII counts as Latin."""
    return {character_class(letter).lower() for letter in letters if letter.isalpha()} - {"^"}
