"""Make a corpus that has everything whose loss would not be seen in a plain one.

Exact copies and near-duplicates of documents far away, bundles to split, documents that a step
drops or fails, lines that are not JSON, files that are no text, empty ones: in many small files
and in one JSONL file of many pieces.
"""

import json
import random
from pathlib import Path

_SYLLABLES = ("ka", "lor", "mi", "ten", "su", "ra", "vel", "do", "pin", "ash", "gre", "ol", "né")


def write_corpus(folder: Path, seed: int, documents: int = 300) -> None:
    """Write the corpus to a new folder."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(3000)]
    texts: list[str] = []
    for _ in range(documents):
        texts.append(_text(chance, words, texts))
    folder.mkdir()
    lines = [_line(chance, text) for text in texts[::2]]
    (folder / "m.jsonl").write_bytes(b"".join(lines))
    for number, text in enumerate(texts[1::2]):
        # Some come before the large file in the order of the input, some behind it.
        (folder / f"{chance.choice('az')}{number:05}.txt").write_bytes(_file(chance, text))


def _text(chance: random.Random, words: list[str], earlier: list[str]) -> str:
    kind = chance.random()
    if earlier and kind < 0.12:
        return chance.choice(earlier)
    if earlier and kind < 0.27:
        near = chance.choice(earlier).split(" ")
        near[chance.randrange(len(near))] = chance.choice(words)
        return " ".join(near)
    if kind < 0.35:
        return "\n".join(_article(chance, words) for _ in range(chance.randint(2, 4)))
    text = _prose(chance, words, chance.randint(20, 400))
    if kind < 0.41:
        return f"{text} [[{chance.choice(('fail', 'drop'))}]] {text[:50]}"
    return text


def _article(chance: random.Random, words: list[str]) -> str:
    title = " ".join(chance.choices(words, k=5)).title()
    return f"{title}\n{title}\n\n{_prose(chance, words, 60)}\n"


def _prose(chance: random.Random, words: list[str], count: int) -> str:
    sentences = []
    while count > 0:
        length = min(count, chance.randint(5, 15))
        sentences.append(" ".join(chance.choices(words, k=length)).capitalize() + ".")
        count -= length
    return " ".join(sentences)


def _line(chance: random.Random, text: str) -> bytes:
    kind = chance.random()
    if kind < 0.02:
        return b'{"text": "cut off\n'
    if kind < 0.03:
        return b'{"text": "half a pair \\ud800 of it"}\n'
    if kind < 0.04:
        return b'{"other": 1}\n\n'
    return json.dumps({"text": text, "n": len(text)}, ensure_ascii=kind < 0.5).encode() + b"\n"


def _file(chance: random.Random, text: str) -> bytes:
    kind = chance.random()
    if kind < 0.03:
        return chance.randbytes(chance.randint(0, 3000))
    if kind < 0.05:
        return b""
    return text.encode("utf-16" if kind < 0.1 else "utf-8")
