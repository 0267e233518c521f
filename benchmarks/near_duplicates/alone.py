"""What reading, decoding, the kernel, and encoding cost alone, in one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from cleaner import Document
from cleaner_near_duplicates import native
from cleaner_near_duplicates.minhash import bands

_MOST = 30_000_000


def rates(corpus: Path) -> Iterator[str]:
    """Yield a line for each part of the work, and one for all of them one after the other."""
    with corpus.open("rb") as file:
        lines = file.read(_MOST).splitlines()[:-1]
    data = b"\n".join(lines)
    size = len(data) / 1e6
    decoder, encoder = msgspec.json.Decoder(), msgspec.json.Encoder()
    records = [decoder.decode(line) for line in lines]
    documents = [Document(record["id"], record["text"]) for record in records]
    parts: dict[str, Callable[[], Any]] = {
        "reading": lambda: _read(corpus),
        "JSON decoding": lambda: [decoder.decode(line) for line in lines],
        "kernel": lambda: native.sketch(documents, 5, 128, bands(0.8, 128)),
        "JSON encoding": lambda: [encoder.encode(record) for record in records],
    }
    total = 0.0
    for name, work in parts.items():
        seconds = min(map(_processor_time, [work] * 7))
        total += seconds / size
        yield f"{name + ' alone':24}{size / seconds:8.0f} MB/s"
    yield f"{'one after the other':24}{1 / total:8.0f} MB/s"


def _read(corpus: Path) -> None:
    with corpus.open("rb", buffering=0) as file:
        file.read(_MOST)


def _processor_time(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
