"""Read the same documents in every format and write JSON Lines, beside datatrove and pandas.

    python run.py [--documents 10000] [--runs 5] [--only jsonl,csv] [--folder build/formats]

Makes the files, and a virtual environment for each peer, where they are not there yet. Whole
processes are run in turns, with one worker; README.md says what the columns mean.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import venv
from pathlib import Path
from statistics import median

import make as maker
from measuring import HERE, Cost, cleaner, measure, pinned

PINNED = {
    "datatrove": ("datatrove[io,processing]==0.10.1", "pyarrow==26.0.1"),
    "pandas": ("pandas==3.0.3", "pyarrow==26.0.1", "zstandard==0.25.0"),
}
TAKES = {
    "datatrove": {"jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet", "warc"},
    "pandas": {
        *("jsonl", "jsonl.gz", "jsonl.bz2", "jsonl.xz", "jsonl.zst"),
        *("json", "csv", "tsv", "parquet"),
    },
}


def environment(name: str, folder: Path) -> Path:
    """Return the Python of a peer's own environment, made at need."""
    home = folder / "environments" / name
    if not (home / "done").exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin/pip", "install", "-q", *PINNED[name]], check=True)
        (home / "done").touch()
    return home / "bin/python"


def command(name: str, format_: str, data: Path, output: str, folder: Path) -> list[str]:
    """Return what to run; an output of ``-`` is the reader alone."""
    if name != "cleaner":
        script = str(HERE / "peers" / f"with_{name}.py")
        return pinned([str(environment(name, folder)), script, format_, str(data), output])
    if output == "-":
        return pinned([sys.executable, str(HERE / "alone.py"), format_, str(data), output])
    return pinned(cleaner(data, "-o", output))


def compare(formats: list[str], count: int, runs: int, folder: Path) -> None:
    """Print, format by format, MB/s of text of whole processes, and seconds of readers alone."""
    size = (maker.make("jsonl", count, folder)).stat().st_size / 1e6
    print(f"{count:,} documents, {size:.1f} MB as JSON Lines; medians of {runs}, least to most")
    print(
        f"{'format':10}{'program':11}{'MB/s':>7}  {'':13}{'CPU s':>7}{'MB':>6}{'reader, CPU s':>15}"
    )
    for format_ in formats:
        data = maker.make(format_, count, folder)
        names = ["cleaner", *(name for name in PINNED if format_ in TAKES[name])]
        found: dict[str, list[tuple[Cost, Cost]]] = {name: [] for name in names}
        for _ in range(runs):
            for name in names:
                place = folder / "runs" / name
                both = [
                    measure(command(name, format_, data, output, folder), place, count)
                    for output in (str(place / "kept.jsonl"), "-")
                ]
                found[name].append((both[0], both[1]))
        for name, costs in found.items():
            print(f"{format_:10}{name:11}{_line(size, costs)}", flush=True)


def _line(size: float, costs: list[tuple[Cost, Cost]]) -> str:
    rates = sorted(size / whole.seconds for whole, _ in costs)
    processor = median(whole.processor for whole, _ in costs)
    memory = max(whole.memory for whole, _ in costs)
    alone = median(reader.processor for _, reader in costs)
    spread = f"({rates[0]:.1f}-{rates[-1]:.1f})"
    return f"{median(rates):7.1f}  {spread:13}{processor:7.2f}{memory:6.0f}{alone:15.2f}"


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default=",".join(maker.MAKERS))
    parser.add_argument("--folder", type=Path, default=Path("build/formats"))
    given = parser.parse_args()
    formats, folder = given.only.split(","), given.folder.absolute()
    compare(formats, given.documents, given.runs, folder)


if __name__ == "__main__":
    main()
