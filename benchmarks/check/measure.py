"""Time `cleaner check` beside `cleaner run`, and what a change of a few files costs with an index.

    python benchmarks/check/measure.py [--files 10000] [--corpus 100000] [--changed 10] [--runs 5]

Makes Markdown files of about 3 kB in a temporary git repository. The two commands run in turn, as
whole processes; told are the medians, and the ratio pair by pair.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

_TEXT = """
ferry lake road seven late around longer hours nobody minds june evenings light winter ice thin
thick boat village own until end february books cards teacher chalk board door ticket office time
told summer bridge names two water shore stone house garden letter clock market
"""
_WORDS = _TEXT.split()


def _text(random_: random.Random) -> str:
    """Return a Markdown file of about 3 kB in sentences of words drawn at random."""
    parts = [f"# {' '.join(random_.choices(_WORDS, k=6)).capitalize()}"]
    for _ in range(7):
        sentences = []
        for _ in range(6):
            words = random_.choices(_WORDS, k=random_.randint(7, 16))
            sentences.append(" ".join(words).capitalize() + ".")
        parts.append(" ".join(sentences))
    return "\n\n".join(parts) + "\n"


def _make(folder: Path, count: int) -> None:
    random_ = random.Random(1)
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:06}.md").write_text(_text(random_), encoding="utf-8")


def _seconds(command: Sequence[str | Path], cwd: Path, statuses: Sequence[int] = (0,)) -> float:
    began = perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, check=False)
    if done.returncode not in statuses:
        raise SystemExit(f"{command}: {done.stderr.decode()}")
    return perf_counter() - began


def _told(name: str, times: Sequence[float]) -> str:
    return f"{name:40} {min(times):6.2f} {statistics.median(times):6.2f} {max(times):6.2f} s"


def _beside_run(work: Path, count: int, runs: int, jobs: str) -> None:
    _make(work / "texts", count)
    cleaner = [sys.executable, "-m", "cleaner"]
    run = [*cleaner, "run", "texts", "-o", "out.jsonl", "-q", "-j", jobs]
    check = [*cleaner, "check", "texts", "-q", "-j", jobs]
    pairs = []
    for number in range(runs + 1):
        pair = _seconds(run, work), _seconds(check, work, (0, 1))
        if number:  # the first warms up
            pairs.append(pair)
    ratios = [check / run for run, check in pairs]
    print(_told(f"run, {count:,} files, -j {jobs}", [pair[0] for pair in pairs]))
    print(_told(f"check, {count:,} files, -j {jobs}", [pair[1] for pair in pairs]))
    reached = "reached" if statistics.median(ratios) <= 1.2 else "not reached"
    print(
        f"check / run: {min(ratios):.2f} {statistics.median(ratios):.2f} {max(ratios):.2f}", end=""
    )
    print(f" (to reach: 1.2 at most; {reached})")


def _with_index(work: Path, count: int, changed: int, runs: int) -> None:
    _make(work / "texts", count)
    git = ["git", "-c", "gc.auto=0", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "texts"]):
        _seconds([*git, *command], work)
    cleaner = [sys.executable, "-m", "cleaner"]
    index = ["--near-duplicates-index", "known.index"]
    _seconds([*cleaner, "run", "texts", "-o", "out.jsonl", "-q", *index], work)
    check = [*cleaner, "check", "texts", "-q", "--changed-since", "HEAD", "--changed-only", *index]
    _tell_bound(f"check, none of {count:,} files changed", check, work, runs)
    random_ = random.Random(2)
    for path in random_.sample(sorted((work / "texts").rglob("*.md")), changed):
        path.write_text(_text(random_), encoding="utf-8")
    _tell_bound(f"check, {changed} of {count:,} files changed", check, work, runs)


def _tell_bound(name: str, command: Sequence[str | Path], work: Path, runs: int) -> None:
    times = [_seconds(command, work, (0, 1)) for _ in range(runs + 1)][1:]
    reached = "reached" if statistics.median(times) < 2 else "not reached"
    print(_told(name, times), end="")
    print(f" (to reach: under 2 s; {reached})")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--corpus", type=int, default=100_000)
    parser.add_argument("--changed", type=int, default=10)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jobs", default="2")
    given = parser.parse_args()
    for count, measure in ((given.files, "run"), (given.corpus, "index")):
        with tempfile.TemporaryDirectory() as name:
            if measure == "run":
                _beside_run(Path(name), count, given.runs, given.jobs)
            else:
                _with_index(Path(name), count, given.changed, given.runs)


if __name__ == "__main__":
    main()
