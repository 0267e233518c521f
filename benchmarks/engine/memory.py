"""Measure the memory of a run over an input that is made while it runs, and comes from a pipe.

    python memory.py [--gigabytes 10] [--jobs 2] [--every 10] [--folder build/engine]

Prints, every few seconds, how much was read and the resident memory of the main process and of the
largest worker, and at the end the most that each of them took.
The texts are those of the corpus of the near-duplicates benchmark, every word of them made new by
a number, so that no document is like another and the index grows as much as it can. Linux only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from run import CLEANER, corpus

PAGE = 4096


def lines(texts: Path) -> Iterator[bytes]:
    """Make documents without end: the texts again and again, with other words each time."""
    with texts.open("rb") as file:
        originals = file.read().splitlines(keepends=True)
    number = 0
    while True:
        mark = f"{number:x} ".encode()
        for line in originals:
            head, text = line.split(b'"text": "', 1)
            # A word more at every tenth place leaves no n-gram of five as it was.
            yield head + b'"text": "' + mark.join(_spaced(text))
        number += 1


def _spaced(text: bytes) -> list[bytes]:
    words = text.split(b" ")
    return [b" ".join(words[at : at + 4]) + b" " for at in range(0, len(words), 4)]


class Feed(threading.Thread):
    """Writes documents to a process until so many bytes are through."""

    def __init__(self, process: subprocess.Popen[bytes], texts: Path, most: int) -> None:
        super().__init__(daemon=True)
        self.written = 0
        self._process = process
        self._texts = texts
        self._most = most

    def run(self) -> None:
        """Write."""
        assert self._process.stdin is not None
        with self._process.stdin as stream:
            for line in lines(self._texts):
                stream.write(line)
                self.written += len(line)
                if self.written >= self._most:
                    return


def resident(process: int) -> int:
    """Return the resident bytes of a process; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def children(process: int) -> list[int]:
    """List the processes that a process has started."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        found += map(int, task.read_text().split())
    return found


def watch(process: subprocess.Popen[bytes], feed: Feed, every: float) -> tuple[int, int]:
    """Print a line from time to time; return the most of the main process and of a worker."""
    most = [0, 0]
    began = told = time.monotonic()
    while process.poll() is None:
        now = resident(process.pid), max(map(resident, children(process.pid)), default=0)
        most = [max(pair) for pair in zip(most, now, strict=True)]
        if time.monotonic() - told >= every:
            told = time.monotonic()
            line = f"{told - began:7.0f} s {feed.written / 1e9:7.2f} GB read"
            print(
                f"{line}   main {now[0] / 1e6:6.0f} MB   worker {now[1] / 1e6:6.0f} MB", flush=True
            )
        time.sleep(0.05)
    return most[0], most[1]


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=float, default=10)
    parser.add_argument("--steps", help="other steps than those of the default chain")
    parser.add_argument("--folder", type=Path, default=Path("build/engine"))
    given = parser.parse_args()
    texts = corpus(given.folder.absolute())
    steps = ["--steps", given.steps] if given.steps else []
    command = [*CLEANER, "-", "-o", "/dev/null", "-j", str(given.jobs), *steps]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=sys.stderr)
    feed = Feed(process, texts, int(given.gigabytes * 1e9))
    feed.start()
    main_most, worker_most = watch(process, feed, given.every)
    print(f"{feed.written / 1e9:.2f} GB in all, status {process.returncode}")
    print(f"most: main {main_most / 1e6:.0f} MB, a worker {worker_most / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
