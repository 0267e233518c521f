"""Make labelled bytes from a seed: whole files, their beginnings, short strings, damaged files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

import damage
from texts import Language, languages

PREFIXES = (256, 1024, 4096)
LENGTHS = (30, 60, 120, 240)
SHORTS = 3
# What a code page lacks is written as its users do.
_INSTEAD = str.maketrans("șțȘȚ’‘“”—–", "şţŞŢ''\"\"--")


class Item(NamedTuple):
    """Bytes, and the texts that count as right; no text is right where they are to be refused."""

    row: str
    label: str
    data: bytes
    texts: tuple[str, ...]


def fitting(text: str, encoding: str) -> str:
    """Return the text as it can be written in the encoding; nothing where it cannot."""
    for each in (text, text.translate(_INSTEAD)):
        try:
            if each.encode(encoding).decode(encoding) == each:
                return each
        except UnicodeError:
            continue
    return ""


def paragraphs(language: Language, encoding: str, dice: random.Random, size: int) -> str:
    """Return lines of the language's sentences, in any order, of about ``size`` bytes."""
    sentences = [each for each in (fitting(s, encoding) for s in language.sentences) if each]
    gap = "" if language.name in ("thai", "chinese", "traditional-chinese", "japanese") else " "
    text = ""
    while len(text.encode(encoding)) < size:
        text += gap.join(dice.sample(sentences, dice.randint(1, len(sentences)))) + "\n"
    return text


def phrases(text: str, most: int, dice: random.Random) -> Iterator[str]:
    """Yield short strings of the text, of whole words where it has them, each beyond ASCII."""
    found = 0
    for _ in range(50):
        start = dice.randrange(max(1, len(text) - most))
        if " " in text[start : start + most]:
            start = text.index(" ", start) + 1
        phrase = text[start : start + most]
        if " " in phrase:
            phrase = phrase[: phrase.rindex(" ")]
        phrase = phrase.strip()
        if phrase and not phrase.isascii():
            found += 1
            yield phrase
        if found == SHORTS:
            return


def make(seed: int) -> list[Item]:
    """Return all items, the same for the same seed."""
    dice = random.Random(seed)
    items: list[Item] = []
    for language in languages():
        for encoding in (*language.encodings, "utf-8", "utf-16-le", "utf-16-be"):
            text = paragraphs(language, encoding, dice, dice.randint(5000, 9000))
            data = text.encode(encoding)
            items.append(Item("whole files", encoding, data, (text,)))
            items += _beginnings(data, encoding, "prefix")
            for most in LENGTHS:
                items += [
                    Item(f"short {most}", encoding, phrase.encode(encoding), (phrase,))
                    for phrase in phrases(text, most, dice)
                ]
        for kind, data, texts in damage.every_kind(language, dice):
            items.append(Item(f"damaged: {kind}", language.name, data, texts))
    return items


def _beginnings(data: bytes, encoding: str, row: str) -> Iterator[Item]:
    """Yield the first bytes; a character cut by that may be left out or marked."""
    for size in PREFIXES:
        if len(data) > size:
            text = data[:size].decode(encoding, "ignore")
            yield Item(f"{row} {size}", encoding, data[:size], (text, text + "\ufffd"))
