"""A title, and where in a document its copies can be."""

from __future__ import annotations

import re
from functools import cached_property
from unicodedata import normalize

from cleaner_titles.fold import (
    bare,
    fold,
    heads,
    is_wide,
    parts,
    runs,
    width,
    without_accents,
)
from cleaner_titles.native import NARROWER, parts_of

_WORD = re.compile(r"\w+")
_PLAIN_WIDTH, _FULL_WIDTH = re.compile("[!-~]"), re.compile("[！-～]")
# Columns of the least title proper, folded, that is known beside any site's name.
_PROPER = 12
_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_PLAIN = {full: plain for plain, full in _FULL.items()}
# Letters that a word with accents, or of another alphabet, is looked for by.
_BEGINNING = 3
# Letters of a word in ASCII that is better to look for than a beginning.
_PLAIN_WORD = 5


def longest_copy(title: str) -> int:
    """Return how many characters a copy of a title has at most."""
    return 2 * len(title) + 60


class Title:
    """A title and what its copies are told by: folded, whole and without the name of a site."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.bare = bare(line)

    @cached_property
    def key(self) -> str:
        """The letters and digits of the title."""
        return fold(self.bare)

    @cached_property
    def heads(self) -> set[str]:
        """The title proper, folded, as often as there is a way to part it from a site."""
        return heads(self.bare)

    @property
    def longest_copy(self) -> int:
        """The characters that a copy has at most."""
        return longest_copy(self.line)

    @cached_property
    def parts(self) -> dict[str, set[tuple[str, bool]]]:
        """The title proper, and the names of sites that it comes with."""
        return parts(self.bare)

    def shares_proper(self, line: str) -> bool:
        """Say whether a line has the title proper, with another name of a site or its own.

        With a dash alone, the other part may be what tells two titles from each other.
        """
        if not self.heads:
            return False
        for proper, names in parts(line).items():
            own = self.parts.get(proper)
            if own and width(proper) >= _PROPER:
                piped = any(pipe for _, pipe in names | own)
                if piped or {name for name, _ in names} & {name for name, _ in own}:
                    return True
        return False

    def candidates(self, lines: list[str]) -> list[int]:
        """Return the lines that can be copies, by their length and a word that all copies have."""
        limit = self.longest_copy
        short = [index for index, line in enumerate(lines) if NARROWER < len(line) <= limit]
        if len(short) < 2:
            return short
        text = "\n".join([lines[index] for index in short])
        found: set[int] = set()
        for form in self.forms(text):
            at, number = text.find(form), 0
            seen = 0
            while at >= 0:
                number += text.count("\n", seen, at)
                found.add(short[number])
                seen = at
                below = text.find("\n", at)
                at = text.find(form, below) if below >= 0 else -1
        return sorted(found)

    def forms(self, text: str) -> list[str]:
        """Return words that copies have, in all the ways that they can be written in a text.

        One is taken of the front of each part that a copy may consist of, without its first
        letter: as it is, in small letters, in capitals, in full width and plain.
        """
        fronts = [part[: max(6, len(part) * 2 // 5)] for part in parts_of(self.bare)]
        forms = [form for front in fronts for form in _spellings(_longest_word(front))]
        return _in_all_widths(forms, text)

    def telling_forms(self, text: str) -> list[str]:
        """Return words that copies have which are not cut short, as ``forms`` does.

        They are the longest of each part, wherever it stands: fewer other lines have them.
        """
        forms: list[str] = []
        for part in parts_of(self.bare):
            word = _plain_word(part, text) or _longest_word(part)
            forms += _spellings(word, telling=True)
        return _in_all_widths(forms, text)


def _in_all_widths(forms: list[str], text: str) -> list[str]:
    """Return words, each once, with their twins of another width if the text can have them."""
    twins = [] if text.isascii() else _other_widths(forms, text)
    return list(dict.fromkeys([*forms, *twins]))


def _plain_word(part: str, text: str) -> str:
    """Return a long word in ASCII out of a part with other letters; empty where none will do.

    Capitals may stand for letters with accents, and the ``i`` of Turkish has a capital of its own.
    """
    if part.isascii() or part.isupper() or "İ" in text or "ı" in text:
        return ""
    plain = [word for word in part.split() if word.isascii() and word.isalnum()]
    longest = max(plain, key=len, default="")
    return longest if len(longest) >= _PLAIN_WORD else ""


def _longest_word(part: str) -> str:
    if part.isascii():
        words = list(filter(str.isalnum, part.split())) or _WORD.findall(part)
    else:
        words = runs(part)
    return max(words, key=len, default="")


def _spellings(word: str, telling: bool = False) -> list[str]:
    """Return what a word has in common with itself in small letters, in capitals, unaccented.

    Of a word with letters beyond ASCII it is the beginning: an ending may be spelled otherwise in
    capitals. Two ideographs tell enough, and words are not set apart from each other there. Of
    letters without capitals, ``telling`` takes the whole word: many begin with the same article.
    """
    if word.isascii():
        word = word[1:] or word
        forms = [word, word.lower(), word.upper()] if word else []
        return [*forms, word.capitalize()] if len(word) == 2 else forms
    size = 2 if is_wide(word) else _BEGINNING
    if telling and size > 2 and word.lower() == word.upper():
        return list({word, normalize("NFC", word), normalize("NFD", word)})
    cases = [word, word.lower(), word.upper(), word.capitalize()]
    if "I" in word:
        # The capital of the dotless i too.
        dotless = word.replace("I", "ı").lower()
        cases += [dotless, dotless.capitalize()]
    begun = "\n".join(dict.fromkeys([case[:size] for case in cases]))
    plain = without_accents(begun)
    if plain == begun:
        return begun.split("\n")
    twins = (begun, plain, normalize("NFC", begun), normalize("NFD", begun))
    return "\n".join(twins).split("\n")


def _other_widths(forms: list[str], text: str) -> list[str]:
    """Return the full-width and plain twins of words; full ones if the text can have them."""
    twins: list[str] = []
    letters = "".join(forms)
    plain = "".join(set(_PLAIN_WIDTH.findall(letters)))
    if plain and any(map(text.__contains__, plain.translate(_FULL))):
        twins += [form.translate(_FULL) for form in forms]
    if _FULL_WIDTH.search(letters):
        twins += [form.translate(_PLAIN) for form in forms]
    return twins
