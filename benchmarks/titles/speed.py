"""Time the steps `articles` and `titles` on clean documents of 3 kB, and on many equal lines.

python benchmarks/titles/speed.py [--rounds 40]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

from generate import wrap
from texts import LANGUAGES, Language

import cleaner_articles
import cleaner_titles
from cleaner import Document

_COUNT, _BYTES = 60, 3000
_ARTICLES, _TITLES = cleaner_articles.Options(), cleaner_titles.Options()


def _clean(text: str) -> None:
    document = Document("a", text)
    cleaner_articles.clean(text, document, _ARTICLES)
    cleaner_titles.clean(text, document, _TITLES)


def _reference(text: str) -> None:
    """Do what any step that looks at lines does at least: a measure of how busy the machine is."""
    len(set(map(str.strip, text.split("\n"))))


def _texts(language: Language, wrapped: bool) -> list[str]:
    dice = random.Random(1)
    texts = []
    for _ in range(_COUNT):
        text = language.title(dice) + "\n\n"
        while len(text.encode()) < _BYTES:
            paragraph = language.paragraph(dice, 6)
            lines = wrap(paragraph, language, 72) if wrapped else [paragraph]
            text += "\n".join(lines) + "\n\n"
        texts.append(text.encode()[:_BYTES].decode(errors="ignore"))
    return texts


def _seconds(run: Callable[[str], None], text: str) -> float:
    start = time.perf_counter()
    run(text)
    return time.perf_counter() - start


def _least(texts: list[str], rounds: int) -> tuple[float, float]:
    """Return the seconds of the steps and of the reference, of each text the least."""
    ours = [float("inf")] * len(texts)
    others = list(ours)
    for _ in range(rounds):
        for place, text in enumerate(texts):
            ours[place] = min(ours[place], _seconds(_clean, text))
            others[place] = min(others[place], _seconds(_reference, text))
    return sum(ours), sum(others)


def main() -> None:
    """Print MB/s (of UTF-8) of one core by language and layout, and seconds by lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    for language in LANGUAGES:
        for layout, wrapped in (("paragraphs on a line", False), ("wrapped at 72", True)):
            texts = _texts(language, wrapped)
            ours, reference = _least(texts, rounds)
            speed = sum(len(text.encode()) for text in texts) / ours / 1e6
            share = f"{ours / reference:.1f} times the reference's"
            print(f"{language.code} {layout:22} {speed:4.0f} MB/s, {share} time")
    for count in (250_000, 500_000, 1_000_000):
        taken = _seconds(_clean, "The same line\n" * count)
        print(f"{count} equal lines {taken:.2f} s")


if __name__ == "__main__":
    main()
