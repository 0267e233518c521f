"""The readers of `cleaner` alone: what they give is counted, and nothing made of it.

python alone.py FORMAT corpus -
"""

from __future__ import annotations

import sys

from cleaner import Document
from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.input.walk import Walk
from cleaner.runner.outcome import new_tally
from cleaner.runner.reading import Reading


def main() -> None:
    """Read, and print how many documents there are."""
    chain = build_chain(Recipe(()))
    reading = Reading(chain, {}, new_tally())
    sources = (piece for source in Walk([sys.argv[2]]) for piece in chain.split(source))
    print(sum(isinstance(item, Document) for one in sources for item in reading.read(one)))


if __name__ == "__main__":
    main()
