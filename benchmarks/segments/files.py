"""Measure where files of one's own are cut: ``python benchmarks/segments/files.py FOLDER [COUNT]``.

For each cut at 1000 characters it is told what stands before it: a blank line, a mark that may end
a sentence, the end of a line, or none of these. Ends of lines are where lists, tables and code are
cut, which have no sentences; COUNT of the last two kinds are shown, to be looked at.
"""

import random
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from asking import segments

KINDS = {
    "a blank line": re.compile(r"\n[^\S\n]*\n\s*\Z"),
    "a mark": re.compile(r"[.!?…。！？:：;；।॥؟۔][\"'’”»)\]」』*_`¹²³⁰-⁹]*\s*\Z"),
    "a line": re.compile(r"\n[ \t]*\Z"),
    "none": re.compile(r"\Z"),
}


def main(folder: str, count: int) -> None:
    """Print the share of each kind of cut, and some of those that look worst."""
    found: Counter[str] = Counter()
    odd = []
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            for one, other in pairwise(segments(path.read_text("utf-8", "replace"), max=1000)):
                kind = next(name for name, kind in KINDS.items() if kind.search(one.text[-200:]))
                found[kind] += 1
                if kind in ("a line", "none"):
                    odd.append((path.name, one.text[-80:], other.text[:60]))
    for kind in KINDS:
        print(f"{kind}: {found[kind]} of {found.total()}, {found[kind] / found.total():.2%}")
    for name, before, behind in random.Random(1).sample(odd, min(count, len(odd))):
        print(f"{name}\n  {before!r}\n  {behind!r}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
