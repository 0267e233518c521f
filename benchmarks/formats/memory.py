"""How much memory a run takes for one file of a format, in three sizes.

    python memory.py [--documents 10000] [--only jsonl,csv] [--jobs 1,2] [--folder build/formats]

Each file holds the same documents 1, 4 and 16 times; it is read and JSON Lines are written, or it
is JSON Lines and the format is written. The figures are the peaks of all processes together.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import make as maker
from measuring import cleaner, measure

TIMES = (1, 4, 16)
WRITTEN = {
    **{name: [] for name in ("jsonl", "jsonl.gz", "jsonl.bz2", "jsonl.xz", "jsonl.zst", "parquet")},
    "shards": ["--shard-size", "10MB"],
    "shards of parquet": ["--shard-size", "10MB", "--output-format", "parquet"],
}


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--only", help="formats to read")
    parser.add_argument("--only-written", help="formats to write")
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--folder", type=Path, default=Path("build/formats"))
    given = parser.parse_args()
    jobs, folder = [int(number) for number in given.jobs.split(",")], given.folder.absolute()
    columns = "".join(f"{f'x{times}, {n} w.':>11}" for n in jobs for times in TIMES)
    print(f"MB of memory at the peak, {given.documents:,} documents once, 4 and 16 times")
    read = maker.MAKERS if given.only is None else filter(None, given.only.split(","))
    written = WRITTEN if given.only_written is None else filter(None, given.only_written.split(","))
    print(f"{'read':18}{columns}")
    for name in read:
        peaks = _read(name, given.documents, jobs, folder)
        print(f"{name:18}" + "".join(f"{peak:11.0f}" for peak in peaks), flush=True)
    print(f"{'written':18}{columns}")
    for name in written:
        peaks = _written(name, given.documents, jobs, folder)
        print(f"{name:18}" + "".join(f"{peak:11.0f}" for peak in peaks), flush=True)


def _read(name: str, documents: int, jobs: list[int], folder: Path) -> list[float]:
    place, peaks = folder / "runs" / "memory", {}
    for times in TIMES:
        data = maker.make(name, documents, folder, times)
        for number in jobs:
            command = cleaner(data, "-o", place / "kept.jsonl", jobs=number)
            peaks[number, times] = measure(command, place, documents * times).memory
        if times > 1:
            maker.remove(data)
    return [peaks[number, times] for number in jobs for times in TIMES]


def _written(name: str, documents: int, jobs: list[int], folder: Path) -> list[float]:
    place, peaks = folder / "runs" / "memory", {}
    for times in TIMES:
        data = maker.make("jsonl", documents, folder, times)
        for number in jobs:
            output = place / f"kept-there.{name.partition(' ')[0]}"
            command = cleaner(data, "-o", output, *WRITTEN[name], jobs=number)
            # With a count of None: not all of these have lines.
            peaks[number, times] = measure(command, place, None).memory
    return [peaks[number, times] for number in jobs for times in TIMES]


if __name__ == "__main__":
    main()
