"""Compare what a program kept with the truth."""

from __future__ import annotations

import json
from pathlib import Path

THRESHOLD = 0.8
WRONG = 0.7
HEAD = f"{'found %':>8}{'wrong':>7}{'kept':>9}"


def pairs(data: Path) -> list[tuple[str, str, float]]:
    """Return every pair of documents that are alike, with its similarity."""
    return [tuple(json.loads(line)) for line in (data / "pairs.jsonl").read_text().splitlines()]


def identities(path: Path) -> set[str]:
    """Return the ids of the documents in a file."""
    with path.open() as lines:
        return {json.loads(line)["id"] for line in lines}


def compare(data: Path, output: Path) -> str:
    """Return how many of the pairs are parted, and how many documents were removed wrongly.

    A pair at the threshold is found where not both are kept. A document is removed wrongly where it
    is less similar than 0.7 to every kept one.
    """
    kept, everything = identities(output), identities(data / "corpus.jsonl")
    alike, found = 0, 0
    nearest: dict[str, float] = {}
    for one, other, similarity in pairs(data):
        alike += similarity >= THRESHOLD
        found += similarity >= THRESHOLD and not (one in kept and other in kept)
        for removed, twin in ((one, other), (other, one)):
            if removed not in kept and twin in kept:
                nearest[removed] = max(nearest.get(removed, 0), similarity)
    wrong = sum(nearest.get(name, 0) < WRONG for name in everything - kept)
    return f"{100 * found / max(alike, 1):8.2f}{wrong:7}{len(kept):9,}"


def check_rejected(data: Path, output: Path) -> None:
    """Hold that each rejected document names a kept twin and its true similarity."""
    kept = identities(output)
    true = {frozenset(pair): similarity for *pair, similarity in pairs(data)}
    for line in output.with_suffix(".rejected.jsonl").read_text().splitlines():
        record = json.loads(line)
        name, twin = record["id"], record["duplicate_of"]
        assert twin in kept, record
        assert record["similarity"] >= THRESHOLD, record
        assert abs(record["similarity"] - true[frozenset((name, twin))]) < 1e-9, record
