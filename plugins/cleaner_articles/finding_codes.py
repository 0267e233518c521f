"""What checks call the findings of this step."""

from __future__ import annotations

from cleaner import Code

CODES = (
    Code(
        "A101",
        "split",
        "another article begins here; make it a file of its own",
        why="The file holds several articles: a title line comes doubled where one can begin.",
        before="First title\nFirst title\n\nText.\n\nSecond title\nSecond title\n\nText.",
        allow="articles.doubled = false looks for none.",
        fixable=False,
    ),
)
