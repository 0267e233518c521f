"""A second generator: other texts, other languages, other forms than those of generate.py."""

from __future__ import annotations

import random
from collections.abc import Iterator

from labelled import Labelled

from second import kept, pages, scattered, structured
from second.languages import languages


def documents(seed: int, rounds: int) -> Iterator[Labelled]:
    """Yield documents of all kinds and languages, ``rounds`` of each."""
    dice = random.Random(seed)
    for _ in range(rounds):
        for language in languages():
            for make in (*scattered.MAKERS, *pages.MAKERS, *kept.MAKERS, *structured.MAKERS):
                yield make(language, dice)
