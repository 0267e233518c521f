"""Measure decoding and repairing beside the decoders that there are; see README.md."""

from __future__ import annotations

import argparse
from pathlib import Path

import corpora
import labelled
import real
from bars import Bar, summary
from mojibake import mojibake
from scores import score, valid_files
from speed import speed


def main() -> None:
    """Print tables, and last what is to be reached and whether it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="labelled files to score as well")
    parser.add_argument("--seed", type=int, default=1, help="of what is made from our own texts")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong answers of ours")
    parser.add_argument("--real", type=Path, action="append", help="a folder of real files")
    parser.add_argument("--only", choices=("scores", "speed"), help="leave the rest out")
    arguments = parser.parse_args()
    bars: list[Bar] = []
    if arguments.only != "speed":
        bars += score("own texts", corpora.make(arguments.seed), arguments.show)
        for folder in arguments.folders:
            bars += score(folder.name, list(labelled.read(folder)), arguments.show)
        bars += [valid_files(arguments.real or real.folders()), *mojibake()]
    if arguments.only != "scores":
        bars += speed(arguments.seed)
    print(f"\n## To reach\n\n{summary(bars)}")


if __name__ == "__main__":
    main()
