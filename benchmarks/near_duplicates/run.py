"""Find near-duplicates by `cleaner` and by other programs, and compare speed and truth.

    python run.py [--documents 100000] [--quick] [--only cleaner,daft] [--folder build/near]

Makes the corpus and a virtual environment for each program where they are not there yet, runs each
with one worker and with two, and prints a table. README.md says what the columns mean.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
import venv
from pathlib import Path
from typing import NamedTuple

import alone
import corpus as maker
import truth

HERE = Path(__file__).parent
PEERS = {
    "datatrove": ("datatrove[processing,io]==0.10.1", "spacy==3.8.18"),
    "datasketch": ("datasketch==2.0.0", "numpy==2.4.6"),
    "rensa": ("rensa==0.5.0",),
    "gaoya": ("gaoya==0.2.2",),
    "daft": ("daft==0.7.26", "numpy==2.4.6", "pyarrow==25.0.0"),
}
SMALL = {"datatrove"}
"""Too slow for more than 10,000 documents."""


class Cost(NamedTuple):
    """What one run took; ``processor`` is the time of all its processes together."""

    seconds: float
    processor: float
    peak_mb: float


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
    if name == "cleaner":
        step = ["--steps", "near-duplicates", "--id-field", "id", "-q", "-j", str(jobs)]
        return [
            *pinned,
            sys.executable,
            "-m",
            "cleaner",
            "run",
            str(data),
            "-o",
            str(output),
            *step,
        ]
    script = HERE / "peers" / f"with_{name}.py"
    return [*pinned, str(environment(name, folder)), str(script), str(data), str(output), str(jobs)]


def measure(what: list[str]) -> Cost:
    """Run a command; its memory is that of all its processes together."""
    before, began = os.times(), time.perf_counter()
    process = subprocess.Popen(what, stdout=subprocess.DEVNULL)
    peak = [0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    failed = process.wait()
    seconds = time.perf_counter() - began
    watch.join()
    if failed:
        raise SystemExit(f"{what} ended with {failed}")
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    return Cost(seconds, used, peak[0] / 1e6)


def _watch(process: subprocess.Popen[bytes], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_memory, _family(process.pid))))
        time.sleep(0.02)


def _family(process: int) -> list[int]:
    found = [process]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def _memory(process: int) -> int:
    """Return the proportional share of memory, which counts shared pages once."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--quick", action="store_true", help="10,000 documents")
    parser.add_argument("--only", default=",".join(["cleaner", *PEERS]))
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--folder", type=Path, default=Path("build/near-duplicates"))
    given = parser.parse_args()
    folder = given.folder.absolute()
    count = 10_000 if given.quick else given.documents
    print(
        f"{'':12}{'documents':>10}{'workers':>8}  {truth.HEAD}{'MB/s':>7}{'MB/cpu s':>9}{'MB':>7}"
    )
    for name in given.only.split(","):
        documents = min(count, 10_000) if name in SMALL else count
        data = folder / str(documents)
        maker.make(documents, data)
        for jobs in map(int, given.jobs.split(",")):
            output = folder / f"{name}.jsonl"
            cost = measure(command(name, data / "corpus.jsonl", output, jobs, folder))
            size = (data / "corpus.jsonl").stat().st_size / 1e6
            found = truth.compare(data, output)
            rate = f"{size / cost.seconds:7.1f}{size / cost.processor:9.1f}{cost.peak_mb:7.0f}"
            print(f"{name:12}{documents:>10}{jobs:>8}  {found}{rate}", flush=True)
            if name == "cleaner":
                truth.check_rejected(data, output)
    for line in alone.rates(folder / str(count) / "corpus.jsonl"):
        print(line)


if __name__ == "__main__":
    main()
