"""Score the steps `articles` and `titles`, and the ways of others, on labelled documents.

python benchmarks/titles/run.py [--rounds 8] [--seed 1] [--show 10]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from itertools import accumulate

import rivals
from generate import Labelled, documents

import cleaner_articles
import cleaner_titles
from cleaner import Document

Removed = set[int]
Starts = set[int]
Way = Callable[[Labelled], tuple[Removed, Starts]]


def ours(labelled: Labelled) -> tuple[Removed, Starts]:
    """Return the lines that the two steps remove, and those that they start articles at."""
    text = labelled.text
    offsets = list(accumulate((len(line) + 1 for line, _ in labelled.lines), initial=0))
    given = Document("a", text, meta=dict(labelled.meta))
    parts = cleaner_articles.clean(text, given, cleaner_articles.Options()) or [given]
    removed, starts = set(), set()
    for part in parts:
        begin = part.meta["article"]["start"] if "article" in part.meta else 0
        starts.add(offsets.index(begin))
        answer = cleaner_titles.clean(part.text, part, cleaner_titles.Options())
        for edit in answer.edits if answer else ():
            span = range(begin + edit.start, begin + edit.end)
            removed.update(at for at, offset in enumerate(offsets[:-1]) if offset in span)
    return {at for at in removed if labelled.lines[at][0].strip()}, starts


def score(
    name: str, way: Callable[[Labelled], tuple[Removed, Starts]], args: argparse.Namespace
) -> None:
    """Print precision and recall of removed lines, F1 of article starts, and harmed documents."""
    hits = wrong = missed = harmed = whole = 0
    start_hits = start_wrong = start_missed = 0
    errors: Counter[tuple[str, str]] = Counter()
    shown = 0
    for labelled in documents(args.seed, args.rounds):
        removed, starts = way(labelled)
        wanted = {at for at, (line, gone) in enumerate(labelled.lines) if gone and line.strip()}
        hits += len(removed & wanted)
        wrong += len(removed - wanted)
        missed += len(wanted - removed)
        whole += not wanted
        harmed += not wanted and bool(removed)
        start_hits += len(starts & set(labelled.starts))
        start_wrong += len(starts - set(labelled.starts))
        start_missed += len(set(labelled.starts) - starts)
        for at in sorted(removed ^ wanted):
            errors[labelled.kind, "wrong" if at in removed else "missed"] += 1
            if name == "cleaner" and shown < args.show:
                shown += 1
                said = "WRONG" if at in removed else "MISSED"
                print(
                    said,
                    labelled.kind,
                    labelled.language,
                    repr(labelled.lines[at][0]),
                    "| title:",
                    repr(labelled.meta.get("title", labelled.lines[0][0])),
                )
        if name == "cleaner" and starts != set(labelled.starts) and shown < args.show:
            shown += 1
            print("STARTS", labelled.kind, labelled.language, sorted(starts), labelled.starts)
    precision = hits / max(1, hits + wrong)
    recall = hits / max(1, hits + missed)
    f1 = 2 * start_hits / max(1, 2 * start_hits + start_wrong + start_missed)
    print(
        f"{name:28} precision {precision:.4f}  recall {recall:.4f}  starts F1 {f1:.4f}  "
        f"documents without copies harmed {harmed} of {whole}"
    )
    if name == "cleaner":
        print(dict(errors))


def main() -> None:
    """Score every way on the same documents."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    print(sum(1 for _ in documents(args.seed, args.rounds)), "documents")
    score("cleaner", ours, args)
    for name, way in rivals.WAYS.items():
        score(name, lambda labelled, way=way: (way(labelled), {0}), args)


if __name__ == "__main__":
    main()
