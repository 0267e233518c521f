"""Make labelled bytes from a seed: whole files, their beginnings, short strings, damaged files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

import damage
from languages import Language, languages

WHOLE, PREFIX, SHORT, DAMAGED, BINARY = "whole", "prefix", "short", "damaged", "binary"
PREFIXES = (256, 1024, 4096)
LENGTHS = (30, 60, 120, 240)
_UNICODE = ("utf-8", "utf-16-le", "utf-16-be")
_FILES = 3  # in each encoding before Unicode
_SHORTS = 3
# What a code page lacks is written as its users do.
_INSTEAD = str.maketrans("șțȘȚ’‘“”„—–", 'şţŞŢ\'\'"""--')


class Item(NamedTuple):
    """Bytes, and the texts that count as right; none is where they are to be refused.

    ``group`` is the row of the summary that they count in, ``kind`` is finer.
    """

    group: str
    kind: str
    data: bytes
    texts: tuple[str, ...]


def make(seed: int) -> list[Item]:
    """Return all items, the same for the same seed."""
    dice = random.Random(seed)
    items: list[Item] = []
    for language in languages():
        for encoding in (*language.encodings * _FILES, *_UNICODE):
            items += _encoded(language, encoding, dice)
        for kind, data, texts in damage.every_kind(language, dice):
            items.append(Item(DAMAGED, kind, data, texts))
    return items


def _encoded(language: Language, encoding: str, dice: random.Random) -> Iterator[Item]:
    text = paragraphs(language, encoding, dice, dice.randint(5000, 9000))
    data = text.encode(encoding)
    yield Item(WHOLE, encoding, data, _all_right(language, data, text))
    for size in PREFIXES:
        cut = data[:size].decode(encoding, "ignore")
        right = _all_right(language, data[:size], cut)
        # A character cut by that may be left out or marked.
        yield Item(PREFIX, f"first {size}", data[:size], (*right, *(t + "\ufffd" for t in right)))
    for most in LENGTHS:
        for phrase in _phrases(text, most, dice):
            right = _all_right(language, phrase.encode(encoding), phrase)
            yield Item(SHORT, f"{most} characters", phrase.encode(encoding), right)


def _all_right(language: Language, data: bytes, text: str) -> tuple[str, ...]:
    """Return the text, and what the same bytes are in other encodings of the language.

    Where these differ only in how a letter is written in want of another (Romanian with commas
    or cedillas), nothing in the bytes says which it is.
    """
    others = {data.decode(encoding, "ignore") for encoding in language.encodings}
    same = {each for each in others if each.translate(_INSTEAD) == text.translate(_INSTEAD)}
    return (text, *sorted(same - {text}))


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
    """Return lines of the language's sentences, in any order, of at least ``size`` bytes."""
    sentences = [each for each in (fitting(s, encoding) for s in language.sentences) if each]
    lines: list[str] = []
    length = 0
    while length < size:
        chosen = dice.sample(sentences, dice.randint(1, min(4, len(sentences))))
        lines.append(language.gap.join(chosen) + "\n")
        length += len(lines[-1].encode(encoding))
    return "".join(lines)


def _phrases(text: str, most: int, dice: random.Random) -> Iterator[str]:
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
        if found == _SHORTS:
            return
