"""Score the steps `articles` and `titles`, and the ways of others, on labelled documents.

python benchmarks/titles/run.py [--texts first|second] [--rounds 8] [--seed 1] [--show 10]
"""

from __future__ import annotations

import argparse
from functools import partial

import generate
import rivals
import second
from labelled import Labelled
from scoring import Way, ours, score

GENERATORS = {"first": generate.documents, "second": second.documents}


def _removing(way: rivals.Way, labelled: Labelled) -> tuple[set[int], set[int]]:
    """Return what a way removes; it is given where the document starts."""
    return way(labelled), {0}


def main() -> None:
    """Score every way on the same documents."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", choices=GENERATORS, default="first")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    documents = list(GENERATORS[args.texts](args.seed, args.rounds))
    print(len(documents), "documents")
    ways: dict[str, Way] = {"cleaner": ours}
    ways |= {name: partial(_removing, way) for name, way in rivals.WAYS.items()}
    for name, way in ways.items():
        total = score(way, documents)
        print(f"{name:28} {total}")
        if name == "cleaner":
            print(*total.errors[: args.show], sep="\n")
            print(dict(total.kinds.most_common()))


if __name__ == "__main__":
    main()
