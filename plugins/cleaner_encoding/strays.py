"""What a byte can mean that strayed into a text in UTF-8: its neighbours and the text say it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner_encoding.alphabets import coverage
from cleaner_encoding.classes import LETTERS, PUNCTUATION, character_class, scripts
from cleaner_encoding.plausibility import Words

# What people still have, the commonest first; the letters of the text choose among them.
_WINDOWS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp1255", "cp1256", "cp874",
)  # fmt: skip
_LEGACY = (
    *_WINDOWS, "koi8-r", "cp866", "mac-roman", "cp850", "gb18030", "big5", "cp932", "euc_jp",
    "cp949",
)  # fmt: skip
_HIGH_BYTES = bytes(range(0x80, 0x100))
_MIN_LINE = 4
_OPENING = "“‘„‚«‹"
_CLOSING = "”’»›…™"
_MAC_APOSTROPHE = "\udcd5"
_BETWEEN = "–—•€"


class Context:
    """The characters beyond ASCII that a text has for certain."""

    def __init__(self, certain: Iterable[str]) -> None:
        self.letters = frozenset(
            character.lower()
            for character in certain
            if character.isalpha() and not character.isascii()
        )
        self.scripts = frozenset(scripts(self.letters))

    def read_line(self, match: re.Match[str]) -> str:
        """Read a line none of whose bytes beyond ASCII are UTF-8; unchanged where none fits."""
        reading = self.read(match[0].encode("utf-8", "surrogateescape"))
        return reading[0] if reading else match[0]

    def read(self, data: bytes) -> tuple[str, str] | None:
        """Read bytes in the encoding whose letters fit the text best: the text and its name."""
        if len(data) < _MIN_LINE:
            return None
        beyond_ascii = len(data) - len(data.translate(None, _HIGH_BYTES))
        names = _LEGACY if beyond_ascii > 1 else _WINDOWS
        fit, order = max((self._fit(data, name), -order) for order, name in enumerate(names))
        name = _LEGACY[-order]
        return (data.decode(name), name) if fit > 0 else None

    def _fit(self, data: bytes, name: str) -> float:
        """Return how well a reading's characters fit the text: 1 where all occur in it, 0 not."""
        try:
            words = Words.of(data.decode(name))
        except UnicodeDecodeError:
            return 0.0
        letters = {letter for letter in words.letters if letter.isalpha()}
        if words.bad or not self.scripts.issuperset(scripts(letters)):
            return 0.0
        known = sum(
            count
            for letter, count in words.letters.items()
            if letter in self.letters or character_class(letter) in PUNCTUATION
        )
        if not (known or letters):
            return 0.0
        # Letters that are new must at least belong to one language with those that are not.
        together = coverage((letter, 1) for letter in sorted(letters | self.letters))
        if known < words.characters and together < 1:
            return 0.0
        return (known + 0.5) / (words.characters + 0.5)

    def read_byte(self, match: re.Match[str]) -> str:
        """Read one stray byte as Windows-1252 where that fits its place; else unchanged.

        The apostrophe of the Macintosh is read as well, between two letters.
        """
        if len(match[0]) > 1:
            return match[0]
        character = match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")
        before = match.string[match.start() - 1 : match.start()] or " "
        after = match.string[match.end() : match.end() + 1] or " "
        if self._fits(character, before, after):
            return character
        is_apostrophe = match[0] == _MAC_APOSTROPHE and self._fits("’", before, after)
        return "’" if is_apostrophe and before.isalpha() and after.isalpha() else match[0]

    def _fits(self, character: str, before: str, after: str) -> bool:
        behind_letter = character_class(before) in LETTERS
        before_letter = character_class(after) in LETTERS
        if character in _OPENING:
            return not behind_letter and not after.isspace()
        if character == "’" and behind_letter and before_letter:
            return character_class(before) in "aAlL" and character_class(after) in "aAlL"
        if character in _CLOSING:
            return not before_letter and not before.isspace()
        if character in _BETWEEN:
            return before.isspace() or after.isspace()
        return character.lower() in self.letters and not Words.of(before + character + after).bad
