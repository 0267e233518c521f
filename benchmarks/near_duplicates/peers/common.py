"""What the scripts of the peers share: the corpus in, what is kept out."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

THRESHOLD = 0.8
PERMUTATIONS = 128
BANDS, ROWS = 16, 8
GRAM = 5
_WORD = re.compile(r"\w+")


def arguments() -> tuple[Path, Path, int]:
    """Return the corpus, where to write what is kept, and the number of workers."""
    corpus, output, jobs = sys.argv[1:]
    return Path(corpus), Path(output), int(jobs)


def read(corpus: Path) -> list[dict[str, str]]:
    """Return all records of the corpus."""
    with corpus.open() as lines:
        return [json.loads(line) for line in lines]


def grams(text: str) -> list[str]:
    """Return the 5-grams of words, case and punctuation aside."""
    words = _WORD.findall(text.lower())
    return [" ".join(words[at : at + GRAM]) for at in range(max(len(words) - GRAM + 1, 1))]


def write(output: Path, records: Iterable[dict[str, str]]) -> None:
    """Write what is kept."""
    with output.open("w") as kept:
        kept.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
