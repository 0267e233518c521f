"""What reading, decoding, the kernel, and encoding cost alone, in one process."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from cleaner import Document
from cleaner_near_duplicates import native
from cleaner_near_duplicates.minhash import bands

_MOST = 30_000_000
# As many documents as the step is given at a time.
_BATCH = 1400


def rates(corpus: Path) -> dict[str, float]:
    """Return how fast each part of the work is, in MB of the corpus a second.

    Each works on texts that no other has touched: a string keeps its UTF-8 once it was asked for.
    """
    with corpus.open("rb") as file:
        lines = file.read(_MOST).splitlines()[:-1]
    size = sum(map(len, lines)) / 1e6
    decode, encode = msgspec.json.Decoder().decode, msgspec.json.Encoder().encode

    def records() -> list[Any]:
        return [decode(line) for line in lines]

    def documents() -> list[list[Document]]:
        made = [Document(record["id"], record["text"]) for record in records()]
        return [made[at : at + _BATCH] for at in range(0, len(made), _BATCH)]

    cut = bands(0.8, 128)
    parts: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
        "reading": (lambda: corpus, _read),
        "JSON decoding": (lambda: lines, lambda given: [decode(line) for line in given]),
        "the kernel": (
            documents,
            lambda given: [native.sketch(batch, 5, 128, cut) for batch in given],
        ),
        "JSON encoding": (records, lambda given: [encode(record) for record in given]),
    }
    return {name: size / min(_time(*part) for _ in range(7)) for name, part in parts.items()}


def _read(corpus: Path) -> None:
    with corpus.open("rb", buffering=0) as file:
        file.read(_MOST)


def _time(prepare: Callable[[], Any], work: Callable[[Any], Any]) -> float:
    """Return the processor time of the work, without what prepares it."""
    given = prepare()
    began = time.process_time()
    work(given)
    return time.process_time() - began
