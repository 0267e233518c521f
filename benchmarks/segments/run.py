"""Measure the segments step beside its peers: ``python benchmarks/segments/run.py [PART ...]``.

Parts are sentences, bounds, topics, speed, tokens, linear; all of them if none is named. Each
peer gets an environment of its own at a pinned version, in the folder ``.environments`` beside
this file; the part ``install`` makes them and measures nothing, so that a later run installs
nothing. Times are processor seconds of one process, the least of some rounds.
"""

import subprocess
import sys

import quality
import speed
from asking import PEERS, python_of
from corpora import HERE


def tokens() -> None:
    """Count in tokens, in the environment where tokenizers is."""
    subprocess.run([python_of("tokenizers"), HERE / "counting.py"], check=True)


PARTS = {
    "sentences": lambda: [quality.quality(folder) for folder in quality.FOLDERS],
    "bounds": quality.bounds,
    "topics": quality.cohesion,
    "speed": speed.speed,
    "tokens": tokens,
    "linear": lambda: speed.linear(100_000_000),
}

if __name__ == "__main__":
    if sys.argv[1:] == ["install"]:
        print(*map(python_of, PEERS), sep="\n")
    else:
        for part in sys.argv[1:] or PARTS:
            PARTS[part]()
