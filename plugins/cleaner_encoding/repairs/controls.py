"""Control characters, and what belongs to them: none of it is text."""

from __future__ import annotations

import re

from cleaner_encoding.repairs.substitution import Substitution

AFFECTED = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\u206a-\u206f"
# Terminal colours and the like are removed whole: "\x1b[31m". FEFF is a mark that lost its
# place, FFF9 to FFFB annotate for a program, 206A to 206F are deprecated by Unicode.
CONTROLS = Substitution(
    re.compile(
        "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b[@-_]?"
        "|[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\u206a-\u206f]"
    ),
    "",
)


def remove_controls(text: str) -> tuple[str, int]:
    r"""Remove control characters; tab and line ends are none.

    >>> remove_controls("a\x00b\t\x1b[31mc")
    ('ab\tc', 2)
    """
    return CONTROLS.apply(text)
