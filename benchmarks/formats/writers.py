"""Make each output from lines of JSON, beside the plain library on the same bytes.

    python writers.py [--documents 10000] [--times 3] [--runs 3] [--folder build/formats]

What is measured is what comes behind the last document: lines are compressed, made Parquet, or
made shards with their digests. The plain library is one call in Python that has all bytes in
memory. MB/s are of lines of JSON.
"""

from __future__ import annotations

import argparse
import bz2
import functools
import gzip
import io
import json
import lzma
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import make as maker
import pyarrow as pa
import zstandard
from pyarrow import parquet

from cleaner import Target
from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.runner.finishing import Finishing
from cleaner.runner.shards import ShardSize


def _parquet(lines: bytes) -> None:
    rows = [json.loads(line) for line in lines.split(b"\n")[:-1]]
    columns = {name: [row[name] for row in rows] for name in ("id", "text", "source")}
    columns["meta"] = [json.dumps(row["meta"]) for row in rows]
    parquet.write_table(pa.table(columns), io.BytesIO(), compression="zstd")


PLAIN: dict[str, Callable[[bytes], object]] = {
    "jsonl.gz": lambda lines: gzip.compress(lines, 6),
    "jsonl.bz2": bz2.compress,
    "jsonl.xz": lzma.compress,
    "jsonl.zst": lambda lines: zstandard.ZstdCompressor(level=3).compress(lines),
    "parquet": _parquet,
}


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="jsonl.gz,jsonl.bz2,jsonl.xz,jsonl.zst,parquet,shards")
    parser.add_argument("--folder", type=Path, default=Path("build/formats"))
    given = parser.parse_args()
    place = given.folder.absolute() / "runs" / "writers"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    lines = _lines(maker.make("jsonl", given.documents, given.folder, given.times), place)
    size = lines.stat().st_size / 1e6
    print(f"{size:.1f} MB of lines; MB/s, medians of {given.runs}, least to most")
    print(f"{'format':12}{'1 thread':>22}{'2 threads':>22}{'plain library':>22}")
    for name in given.only.split(","):
        work: list[Callable[[], object]] = [
            functools.partial(_finish, name, lines, jobs) for jobs in (1, 2)
        ]
        if name in PLAIN:
            work.append(functools.partial(_call, PLAIN[name], lines))
        seconds: list[list[float]] = [[] for _ in work]
        for _ in range(given.runs):
            for taken, call in zip(seconds, work, strict=True):
                began = time.perf_counter()
                call()
                taken.append(time.perf_counter() - began)
        print(f"{name:12}" + "".join(f"{_rates(size, taken):>22}" for taken in seconds), flush=True)
    shutil.rmtree(place)


def _lines(corpus: Path, place: Path) -> Path:
    """Write the corpus as a run writes it."""
    path = place / "lines"
    with corpus.open() as documents, path.open("w") as file:
        for one in map(json.loads, documents):
            record = {"id": one["id"], "text": one["text"], "source": str(corpus), "meta": {}}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _finish(name: str, lines: Path, jobs: int) -> None:
    chain = build_chain(Recipe(()))
    finisher = None if name == "shards" else chain.writing.finisher(Target("-", name))
    size = ShardSize(bytes=10_000_000) if name == "shards" else None
    maker.remove(Finishing(finisher, size, jobs).make(lines))


def _call(compress: Callable[[bytes], object], lines: Path) -> None:
    compress(lines.read_bytes())


def _rates(size: float, seconds: list[float]) -> str:
    rates = sorted(size / each for each in seconds)
    return f"{median(rates):.1f} ({rates[0]:.1f}-{rates[-1]:.1f})"


if __name__ == "__main__":
    main()
