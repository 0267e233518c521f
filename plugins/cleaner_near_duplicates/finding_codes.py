"""What checks call the findings of this step."""

from __future__ import annotations

from cleaner import Code

CODES = (
    Code(
        "N101",
        "exact copy",
        "exact copy of {twin}; remove one of them",
        why="Two documents have the same words in the same order; case, spacing and punctuation"
        " may differ.",
        allow="a per-file ignore for the folder that holds the copies.",
        fixable=False,
    ),
    Code(
        "N201",
        "near-duplicate",
        "near-duplicate of {twin}, similarity {similarity:.2f}; keep one, or tell them apart",
        why="Two documents share most of their word n-grams: the exact Jaccard similarity of the"
        " two sets is at or above the threshold.",
        allow="near-duplicates.threshold decides how alike is too alike;"
        " --max near-duplicates=1% allows some.",
        fixable=False,
    ),
    Code(
        "N202",
        "contained",
        "contained in {twin} to {containment:.0%}; keep the whole",
        why="Most of a document's n-grams are those of a longer one.",
        allow="near-duplicates.containment decides from which share on.",
        fixable=False,
    ),
)
