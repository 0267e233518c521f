"""The languages of the second generator: what languages.toml says, put together."""

from __future__ import annotations

import random
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Language:
    """Words of one language; see languages.toml for what each is."""

    code: str
    titles: list[str]
    heads: list[str]
    tails: list[str]
    whole: list[str]
    verses: list[str]
    nouns: list[str]
    names: list[str]
    sites: list[str]
    tags: list[str]
    page: str
    of: str
    figure: str
    notes: str
    chapter: str
    gap: str = " "
    stop: str = "."
    spaceless: bool = False

    def sentence(self, dice: random.Random) -> str:
        """Return one sentence."""
        if dice.random() < 0.2:
            return dice.choice(self.whole)
        tails = dice.sample(self.tails, dice.choice((1, 1, 2)))
        comma = dice.choice(("", "", ",")) * (not self.spaceless)
        return dice.choice(self.heads) + comma + " " + " ".join(tails) + self.stop

    def paragraph(self, dice: random.Random, sentences: int = 4) -> str:
        """Return a paragraph on one line, in which no sentence comes twice."""
        return self.gap.join(dict.fromkeys(self.sentence(dice) for _ in range(sentences)))

    def two(self, dice: random.Random) -> tuple[str, str]:
        """Return two titles."""
        one, other = dice.sample(self.titles, 2)
        return one, other


def columns(text: str) -> int:
    """Return the columns of a terminal that a text takes."""
    marks = sum(unicodedata.category(c) in ("Mn", "Me", "Cf") for c in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def wrap(text: str, language: Language, width: int, indent: str = "") -> list[str]:
    """Break a paragraph at spaces; where the script has few of them, between letters too."""
    lines = [indent]
    for word in text.split(" "):
        for piece in _pieces(word) if language.spaceless else [word]:
            blank = " " if piece is not word and not word.startswith(piece) else ""
            gap = "" if not lines[-1].strip() or (blank and lines[-1]) else " "
            if lines[-1].strip() and columns(lines[-1] + gap + piece) > width:
                lines.append("")
                gap = ""
            lines[-1] += gap + piece
    return lines


def _pieces(word: str) -> list[str]:
    """Cut a run of letters into pieces of some eight, none of which begins with a mark."""
    pieces = [""]
    for letter in word:
        begins = unicodedata.category(letter) == "Lo" and letter not in "าำะๆๅ"
        if len(pieces[-1]) >= 8 and begins and pieces[-1][-1] not in "เแโใไ":
            pieces.append("")
        pieces[-1] += letter
    return pieces


def languages() -> list[Language]:
    """Return all languages."""
    found = tomllib.loads(Path(__file__).with_name("languages.toml").read_text("utf-8"))
    return [Language(code, **words) for code, words in found.items()]
