"""What checks call the findings of this step."""

from __future__ import annotations

from cleaner import Code

CODES = (
    Code(
        "T101",
        "title repeated",
        "title line repeated, first at line {line}; remove it",
        why="The document's title stands in its body again. Page breaks, picture captions and"
        " templates leave such copies, and whoever counts words or trains on the text counts them.",
        before="A lake with two names\n\nThe ferry leaves at seven.\nA lake with two names\nIt is"
        " late.",
        after="A lake with two names\n\nThe ferry leaves at seven.\nIt is late.",
        allow="a line that is meant to come again is not found where it stands in a refrain, a"
        " list, a table, code or speech; of scattered copies, titles.reach says how far they are"
        " looked for.",
    ),
    *(
        Code(
            code,
            reason,
            f"title line repeated {how}; remove it",
            why=f"The document's title stands in its body again, {how}.",
            allow="titles.variants says how a copy may differ.",
        )
        for code, reason, how in (
            ("T103", "title with page number", "with the number of a page"),
            ("T104", "title cut short", "with its end cut off"),
            ("T105", "title with other site name", "with another name of the site"),
        )
    ),
    Code(
        "T102",
        "running head",
        "running head or foot of a page; remove it",
        why="The same line comes at regular distances, with a changing number: the head or foot of"
        " printed pages, in the middle of the text.",
        before="... and whoever is late\nLake stories 12\ntakes the road around the lake.",
        after="... and whoever is late\ntakes the road around the lake.",
        allow="titles.running = false leaves them all.",
    ),
)
