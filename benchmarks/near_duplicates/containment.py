"""How many of the excerpts of real texts are found to lie in them, by their length.

    python benchmarks/near_duplicates/containment.py [FOLDER] [--excerpts N] [--share S] [--seed N]

The texts of FOLDER (/usr/share/doc where none is named) are given first, behind them excerpts of
them, most with some words changed. Truth is the exact share of each excerpt's shingles in each text
that was kept, by an index of all shingles.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaner.chain import Recipe
from cleaner.runner import Run, run
from cleaner_near_duplicates.shingles import Kind, shingles

LENGTHS = (10, 15, 20, 30, 50, 100, 200, 400)


def texts_of(folder: Path) -> Iterator[list[str]]:
    """Yield the words of the texts below a folder that can be read and are not short."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in ("", ".txt", ".md"):
            try:
                words = path.read_text(encoding="utf-8").split()
            except (OSError, ValueError):
                continue
            if 500 < len(words) < 50_000:
                yield words


def excerpts(
    texts: list[list[str]], count: int, chance: random.Random
) -> Iterator[tuple[int, str]]:
    """Yield excerpts, each with its length in words."""
    for _ in range(count):
        words = chance.choice(texts)
        length = chance.choice(LENGTHS)
        start = chance.randrange(len(words) - length)
        part = words[start : start + length]
        for _ in range(chance.choice([0, 0, 0, 1, 1, 2])):
            part[chance.randrange(length)] = chance.choice(chance.choice(texts))
        yield length, " ".join(part)


def clean(lines: list[dict[str, Any]], share: float) -> set[str]:
    """Run the step; return the ids of what was left out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
        values = {"near-duplicates": {"containment": share, "contained": "drop", "alarm": 0.0}}
        recipe = Recipe(steps=("near-duplicates",), values=values)
        output = str(folder / "out.jsonl")
        rejected = folder / "rejected.jsonl"
        run(Run(recipe, (str(folder / "in.jsonl"),), output, str(rejected), id_field="id"))
        return {json.loads(line)["id"] for line in rejected.read_text().splitlines()}


def main() -> None:
    """Measure, and print a line for each length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("/usr/share/doc"))
    parser.add_argument("--excerpts", type=int, default=20_000)
    parser.add_argument("--share", type=float, default=0.8)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    texts = list(texts_of(given.folder))
    cut = list(excerpts(texts, given.excerpts, random.Random(given.seed)))
    lines = [{"id": f"text {n}", "text": " ".join(words)} for n, words in enumerate(texts)]
    lines += [{"id": f"excerpt {n}", "text": text} for n, (_, text) in enumerate(cut)]
    left_out = clean(lines, given.share)

    having: dict[int, list[int]] = defaultdict(list)
    kept = [n for n in range(len(lines)) if lines[n]["id"] not in left_out]
    for number in kept:
        for shingle in shingles(lines[number]["text"], 5).hashes.tolist():
            having[shingle].append(number)
    there: Counter[int] = Counter()
    missed: Counter[int] = Counter()
    wrong = 0
    for number, (length, text) in enumerate(cut, len(texts)):
        found = shingles(text, 5)
        own = found.hashes.tolist()
        shared = Counter(n for each in own for n in having[each] if n < number)
        lies = max(shared.values(), default=0) >= given.share * len(own)
        is_left_out = lines[number]["id"] in left_out
        if found.kind == Kind.WORDS:
            there[length] += lies or is_left_out
            missed[length] += lies and not is_left_out
            wrong += is_left_out and not lies
    print(f"{len(texts)} texts, {len(cut)} excerpts, share {given.share}; {wrong} dropped wrongly")
    print("words   lie in a kept text   missed     share")
    for length in LENGTHS:
        if there[length]:
            share = missed[length] / there[length]
            print(f"{length:5}   {there[length]:18}   {missed[length]:6}   {share:7.3%}")


if __name__ == "__main__":
    main()
