"""Measure the segments step beside its peers: ``python benchmarks/segments/run.py [PART ...]``.

Parts are sentences, bounds, topics, speed, tokens, linear; all of them if none is named. Each
peer gets an environment of its own at a pinned version, in the folder ``.environments`` beside
this file. Times are processor seconds of one process, the least of some rounds.
"""

import sys

import quality
import speed

PARTS = {
    "sentences": lambda: [quality.quality(folder) for folder in quality.FOLDERS],
    "bounds": quality.bounds,
    "topics": quality.cohesion,
    "speed": speed.speed,
    "tokens": speed.tokens,
    "linear": lambda: speed.linear(100_000_000),
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
