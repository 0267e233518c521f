"""Time the steps `articles` and `titles` on clean documents of 3 kB, and on many equal lines.

python benchmarks/titles/speed.py
"""

from __future__ import annotations

import random
import textwrap
import time
from collections.abc import Callable

from texts import LANGUAGES

import cleaner_articles
import cleaner_titles
from cleaner import Document

_COUNT, _ROUNDS = 300, 15


def _clean(text: str) -> None:
    document = Document("a", text)
    cleaner_articles.clean(text, document, cleaner_articles.Options())
    cleaner_titles.clean(text, document, cleaner_titles.Options())


def _texts(wrapped: bool) -> list[str]:
    dice = random.Random(1)
    texts = []
    for _ in range(_COUNT):
        text = LANGUAGES[0].title(dice) + "\n\n"
        while len(text) < 3000:
            paragraph = LANGUAGES[0].paragraph(dice, 6)
            text += (textwrap.fill(paragraph, 72) if wrapped else paragraph) + "\n\n"
        texts.append(text[:3000])
    return texts


def _seconds(run: Callable[[str], None], text: str) -> float:
    start = time.perf_counter()
    run(text)
    return time.perf_counter() - start


def main() -> None:
    """Print MB/s of one core (the least time of each document), and seconds by lines."""
    for name, wrapped in (("paragraphs on a line", False), ("wrapped at 72", True)):
        texts = _texts(wrapped)
        taken = sum(min(_seconds(_clean, text) for _ in range(_ROUNDS)) for text in texts)
        print(f"{name:22} {sum(len(text) for text in texts) / taken / 1e6:.0f} MB/s")
    for count in (250_000, 500_000, 1_000_000):
        taken = _seconds(_clean, "The same line\n" * count)
        print(f"{count} equal lines {taken:.2f} s")


if __name__ == "__main__":
    main()
