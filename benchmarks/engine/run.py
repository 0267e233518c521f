"""Measure whole runs of `cleaner`, and of two other ways to the same end.

    python run.py [peers] [workers] [files] [start] [--runs 3] [--folder build/engine]

Without names it measures all four. The corpus, the small files and an environment for each peer
are made where they are not there yet. README.md says what the figures mean.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import signal
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
MAKER = HERE.parent / "near_duplicates" / "corpus.py"
SEEDS = HERE.parent.parent / "seeds"
DOCUMENTS = 90_000
"""So many documents of the maker are the 266 MB."""
PART = 10_000
"""For the peers, which would take an hour for all."""
FILES, FILE_BYTES, FILES_A_FOLDER = 100_000, 3000, 1000
PEERS = {
    "with_datatrove": ("datatrove[processing,io]==0.10.1", "spacy==3.8.18", "ftfy==6.3.1"),
    "plain_script": (
        "ftfy==6.3.1",
        "datasketch==2.0.0",
        "langchain-text-splitters==1.1.3",
        "numpy==2.4.6",
    ),
}
CLEANER = [sys.executable, "-m", "cleaner", "run", "-q"]


class Times(NamedTuple):
    """Seconds of several runs of one thing."""

    seconds: list[float]

    @property
    def median(self) -> float:
        """The run in the middle."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        spread = f"{min(self.seconds):.2f} to {max(self.seconds):.2f}"
        return f"{self.median:8.2f} s ({spread}, {len(self.seconds)} runs)"


def wall(command: Sequence[str | Path]) -> float:
    """Run a command and return the seconds that it took."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def in_turns(runs: int, *measures: Callable[[], float]) -> list[Times]:
    """Measure several things in turns, so that they meet the same machine."""
    rounds = [[measure() for measure in measures] for _ in range(runs)]
    return [Times(list(column)) for column in zip(*rounds, strict=True)]


def corpus(folder: Path) -> Path:
    """Return the corpus, made at need."""
    made = folder / "corpus"
    if not (made / "pairs.jsonl").exists():
        subprocess.run([sys.executable, MAKER, str(DOCUMENTS), made], check=True)
    return made / "corpus.jsonl"


def part_of(whole: Path) -> Path:
    """Return the first documents of the corpus as a file of their own."""
    part = whole.with_name("part.jsonl")
    with whole.open("rb") as lines:
        part.write_bytes(b"".join(itertools.islice(lines, PART)))
    return part


def environment(name: str, folder: Path) -> Path:
    """Return the Python of a peer's own environment, made at need."""
    home = folder / "environments" / name
    if not (home / "done").exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin/pip", "install", "-q", *PEERS[name]], check=True)
        (home / "done").touch()
    return home / "bin" / "python"


def cleaner(data: Path, folder: Path, jobs: int) -> Callable[[], float]:
    """Return what measures a run of the default chain."""
    output = folder / "out.jsonl"
    return lambda: wall([*CLEANER, data, "-o", output, "-j", str(jobs)])


def peers(folder: Path, runs: int) -> None:
    """Hold the default chain against the peers, with one worker and with two."""
    whole = corpus(folder)
    part = part_of(whole)
    sizes = [file.stat().st_size / 1e6 for file in (whole, part, part)]
    for jobs in (1, 2):
        of_peers = [
            [environment(name, folder), HERE / "peers" / f"{name}.py", part, folder / "kept", jobs]
            for name in PEERS
        ]
        times = in_turns(
            runs,
            cleaner(whole, folder, jobs),
            *(lambda command=command: wall(list(map(str, command))) for command in of_peers),
        )
        speeds = [size / taken.median for size, taken in zip(sizes, times, strict=True)]
        print(f"{jobs} worker{'s' * (jobs > 1)}: MB/s, and how often that is in cleaner's")
        for name, taken, speed in zip(("cleaner", *PEERS), times, speeds, strict=True):
            print(f"  {name:16}{speed:8.2f} {speeds[0] / speed:7.1f}   {taken}", flush=True)


def workers(folder: Path, runs: int) -> None:
    """Hold two workers against one."""
    whole = corpus(folder)
    one, two = in_turns(runs, cleaner(whole, folder, 1), cleaner(whole, folder, 2))
    print(f"one worker  {one}\ntwo workers {two}\nratio {one.median / two.median:.2f}", flush=True)


def files(folder: Path, runs: int) -> None:
    """Hold many small files against one file of the same texts."""
    many, one = folder / "many", folder / "many.jsonl"
    if not (many.exists() and one.exists()):
        write_files(corpus(folder), many, one)
    in_files, in_one = in_turns(runs, cleaner(many, folder, 2), cleaner(one, folder, 2))
    print(f"{FILES:,} files {in_files}\none file      {in_one}")
    print(f"speed of the files, of that of the one: {in_one.median / in_files.median:.0%}")


def write_files(whole: Path, many: Path, one: Path) -> None:
    """Write texts of one size, joined from those of the corpus, as files and as lines."""
    with whole.open("rb") as lines:
        joined = "".join(json.loads(line)["text"] + "\n\n" for line in lines)
    joined = (joined * 2)[: FILES * FILE_BYTES]
    with one.with_suffix(".tmp").open("w", encoding="utf-8") as out:
        for number in range(FILES):
            text = joined[number * FILE_BYTES : (number + 1) * FILE_BYTES]
            path = many / f"{number // FILES_A_FOLDER:03}" / f"{number:06}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            out.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    one.with_suffix(".tmp").rename(one)


def start(folder: Path, runs: int) -> None:
    """Measure how long the first output takes, and a run over next to nothing."""
    whole = corpus(folder)
    first, seeds = in_turns(
        max(runs, 5),
        lambda: first_output([*CLEANER, str(whole), "-o", "-"]),
        lambda: wall([*CLEANER, SEEDS, "-o", folder / "out.jsonl"]),
    )
    print(f"start to first output {first}\na run over seeds/     {seeds}")


def first_output(command: Sequence[str]) -> float:
    """Run a command until it has given a byte, and return the seconds until then."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    process.stdout.read(1)
    seconds = time.perf_counter() - began
    # As by Ctrl-C, so that it takes its temporary files away.
    process.send_signal(signal.SIGINT)
    process.communicate()
    return seconds


def main() -> None:
    """Run as a program."""
    measures = {"peers": peers, "workers": workers, "files": files, "start": start}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(measures))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("build/engine"))
    given = parser.parse_args()
    folder = given.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    for name in given.names or measures:
        measures[name](folder, given.runs)


if __name__ == "__main__":
    main()
