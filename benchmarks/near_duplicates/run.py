"""Find near-duplicates by `cleaner` and by other programs, and compare speed and truth.

    python run.py [--documents 100000] [--quick] [--only cleaner,daft] [--runs 3] [--folder ...]
    python run.py --growth                  cleaner alone, 10,000 to 1,000,000 documents

Makes the corpus and a virtual environment for each program where they are not there yet, runs each
with one worker and with two, and prints a table. README.md says what the columns mean.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import alone
import corpus as maker
import truth
from cost import Cost, measure

HERE = Path(__file__).parent
PEERS = {
    "datatrove": ("datatrove[processing,io]==0.10.1", "spacy==3.8.18"),
    "datasketch": ("datasketch==2.0.0", "numpy==2.4.6"),
    "rensa": ("rensa==0.5.0",),
    "gaoya": ("gaoya==0.2.2",),
    "daft": ("daft==0.7.26", "numpy==2.4.6", "pyarrow==25.0.0"),
}
SMALL = {"datatrove"}
"""Too slow for more than 10,000 documents, and for more than one run."""

WANTED = {"daft": 2, "gaoya": 4, "rensa": 4, "datatrove": 100}
"""How many times as fast as each program it is to be."""

HEAD = (
    f"{'':12}{'documents':>10}{'workers':>8}  {truth.HEAD}"
    f"{'MB/s':>7}{'least':>7}{'most':>7}{'MB/cpu s':>9}{'MB':>7}"
)


class Rate(NamedTuple):
    """MB of the corpus by the seconds that passed, and by those of processors."""

    passed: float
    processor: float


# Of each program, by workers.
Rates = dict[tuple[str, int], Rate]


def environment(name: str, folder: Path) -> Path:
    """Return the Python of a program's own environment, made at need."""
    home = folder / "environments" / name
    if not (home / "done").exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin/pip", "install", "-q", *PEERS[name]], check=True)
        (home / "done").touch()
    return home / "bin/python"


def command(name: str, data: Path, output: Path, jobs: int, folder: Path) -> list[str]:
    """Return what to run, on as many processors as there are workers."""
    pinned = ["taskset", "-c", ",".join(map(str, sorted(os.sched_getaffinity(0))[:jobs]))]
    if name != "cleaner":
        script = str(HERE / "peers" / f"with_{name}.py")
        return [*pinned, str(environment(name, folder)), script, str(data), str(output), str(jobs)]
    words = f"run {data} -o {output} --steps near-duplicates --id-field id -q -j {jobs}"
    return [*pinned, sys.executable, "-m", "cleaner", *words.split()]


def several(name: str, count: int, jobs: int, runs: int, folder: Path) -> tuple[str, list[Cost]]:
    """Run a program so many times; return its line of the table, and what each run took."""
    data = folder / str(count)
    maker.make(count, data)
    place = folder / name
    place.mkdir(exist_ok=True)
    output = place / "kept.jsonl"
    what = command(name, data / "corpus.jsonl", output, jobs, folder)
    costs = [measure(what, place) for _ in range(runs)]
    size = (data / "corpus.jsonl").stat().st_size / 1e6
    rates = sorted(size / cost.seconds for cost in costs)
    found = truth.compare(data, output)
    if name == "cleaner":
        truth.check_rejected(data, output)
    processor = size / median(cost.processor for cost in costs)
    memory = max(cost.memory for cost in costs)
    for path in place.glob("*.jsonl"):
        path.unlink()
    line = f"{name:12}{count:>10}{jobs:>8}  {found}{median(rates):7.1f}{rates[0]:7.1f}"
    return f"{line}{rates[-1]:7.1f}{processor:9.1f}{memory:7.0f}", costs


def compare(names: list[str], count: int, jobs: list[int], runs: int, folder: Path) -> Rates:
    """Print the table; return the rates."""
    print(HEAD)
    rates: Rates = {}
    for name in names:
        documents = min(count, 10_000) if name in SMALL else count
        for each in jobs:
            line, costs = several(name, documents, each, 1 if name in SMALL else runs, folder)
            print(line, flush=True)
            size = (folder / str(documents) / "corpus.jsonl").stat().st_size / 1e6
            passed, processor = (
                median(taken) for taken in zip(*(cost[:2] for cost in costs), strict=True)
            )
            rates[name, each] = Rate(size / passed, size / processor)
    return rates


def verdicts(rates: Rates, corpus: Path) -> Iterator[str]:
    """Yield what was reached of what is wanted, a line each."""
    for (name, jobs), rate in rates.items():
        if name in WANTED and ("cleaner", jobs) in rates:
            times = rates["cleaner", jobs].passed / rate.passed
            yield f"{times:8.1f} times {name}, {jobs} workers (wanted: {WANTED[name]})"
    parts = alone.rates(corpus)
    for name, rate in parts.items():
        yield f"{rate:8.0f} MB/s {name} alone"
    allowed = 1 / sum(1 / rate for rate in parts.values())
    yield f"{allowed:8.0f} MB/s one after the other"
    if ("cleaner", 1) in rates:
        passed, processor = (100 * rate / allowed for rate in rates["cleaner", 1])
        yield f"{passed:8.0f} % of that are reached with one worker (wanted: 60)"
        yield f"{processor:8.0f} % by processor time, where the machine is not idle"


def grow(folder: Path, runs: int) -> None:
    """Print what ten and a hundred times as many documents take."""
    before: tuple[int, float] | None = None
    print(f"{HEAD}{'disk MB':>9}{'us/doc':>8}{'bytes/doc more':>16}")
    for count in (10_000, 100_000, 1_000_000):
        line, costs = several("cleaner", count, 1, runs, folder)
        memory = max(cost.memory for cost in costs)
        disk = max(cost.disk for cost in costs)
        each = 1e6 * median(cost.seconds for cost in costs) / count
        more = (memory - before[1]) * 1e6 / (count - before[0]) if before else 0
        print(f"{line}{disk:9.0f}{each:8.1f}{more:16.0f}", flush=True)
        before = count, memory


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--quick", action="store_true", help="10,000 documents")
    parser.add_argument("--growth", action="store_true", help="10,000 to 1,000,000 documents")
    parser.add_argument("--only", default=",".join(["cleaner", *PEERS]))
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--runs", type=int, default=3, help="of each; the median counts")
    parser.add_argument("--folder", type=Path, default=Path("build/near-duplicates"))
    given = parser.parse_args()
    folder = given.folder.absolute()
    if given.growth:
        grow(folder, given.runs)
        return
    count = 10_000 if given.quick else given.documents
    jobs = [int(each) for each in given.jobs.split(",")]
    rates = compare(given.only.split(","), count, jobs, given.runs, folder)
    for line in verdicts(rates, folder / str(count) / "corpus.jsonl"):
        print(line)


if __name__ == "__main__":
    main()
