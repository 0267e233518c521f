"""What other cleaners do with lines that come twice, in code of our own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from labelled import Labelled

Way = Callable[[Labelled], set[int]]

_DIGIT = re.compile(r"\d")


def every_repeated_line(labelled: Labelled) -> set[int]:
    """Drop each line that was there before."""
    return _again([line.strip() for line, _ in labelled.lines])


def like_cc_net(labelled: Labelled) -> set[int]:
    """Drop each line whose folded form was there before.

    cc_net compares hashes of lines in small letters, without accents and punctuation, with a 0
    for each digit (Wenzek et al. 2020, section 3.1), over a shard; here the shard is a document.
    """
    folded = []
    for line, _ in labelled.lines:
        plain = unicodedata.normalize("NFD", line.lower().strip())
        plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
        plain = _DIGIT.sub("0", plain)
        folded.append("".join(c for c in plain if unicodedata.category(c)[0] not in "PS"))
    return _again(folded)


def like_datatrove(labelled: Labelled) -> set[int]:
    """Drop a document whose lines or paragraphs are repeated too much; all its lines go.

    The thresholds are those of the Gopher rules for repetition (Rae et al. 2021, table A1), which
    datatrove's filter takes: 0.30 of the lines or paragraphs, 0.20 of the characters.
    """
    lines = [line for line, _ in labelled.lines if line.strip()]
    paragraphs = [part for part in labelled.text.strip().split("\n\n") if part.strip()]
    for parts in (lines, paragraphs):
        seen: set[str] = set()
        repeated = [part for part in parts if part in seen or seen.add(part)]
        share = sum(map(len, repeated)) / max(1, len(labelled.text))
        if len(repeated) > 0.3 * max(1, len(parts)) or share > 0.2:
            return {at for at, (line, _) in enumerate(labelled.lines) if line.strip()}
    return set()


def _again(lines: list[str]) -> set[int]:
    seen: set[str] = set()
    found = set()
    for at, line in enumerate(lines):
        if line and line in seen:
            found.add(at)
        seen.add(line)
    return found


WAYS = {
    "drop every repeated line": every_repeated_line,
    "cc_net's way": like_cc_net,
    "datatrove's way": like_datatrove,
}
