"""Which texts come out right: tables beside the peers, and the bars of each group."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import real
from bars import Bar, table
from corpora import DAMAGED, PREFIX, SHORT, WHOLE, Item
from environments import DETECTORS, OURS, ask

_TITLES = {
    WHOLE: "whole files",
    PREFIX: "their first 256 B, 1 KiB, 4 KiB",
    SHORT: "short strings of 30 to 240 characters",
    DAMAGED: "damaged files",
}
_SHARES = {WHOLE: 99.5, PREFIX: 99.2, SHORT: 97.5, DAMAGED: 99.0}
# Variants of one character among the tables that vendors made of East Asian encodings.
_VARIANTS = str.maketrans("〜‖−¢£¬—–・•‧¥‾€∼⋯¦⊙", "～∥－￠￡￢――···\\~¤～…￤◉")


def is_right(item: Item, text: str | None) -> bool:
    """Say whether a text is one of the right ones, variants of vendors aside."""
    if text is None or not item.texts:
        return text is None and not item.texts
    text = text.removeprefix("\ufeff")
    return text in item.texts or text.translate(_VARIANTS) in {
        right.translate(_VARIANTS) for right in item.texts
    }


def score(corpus: str, items: list[Item], show: int) -> list[Bar]:
    """Print the share of right texts by kind and decoder; return what the groups have to reach."""
    sums = Counter(row for item in items for row in _rows(item))
    rights: dict[str, Counter[tuple[str, str]]] = {}
    for name in DETECTORS:
        rights[name] = Counter()
        answers = ask(name, "decode", [item.data for item in items])
        for item, answer in zip(items, answers, strict=True):
            if is_right(item, answer):
                rights[name].update(_rows(item))
            elif show and name == OURS:
                show -= 1
                print("wrong:", item.group, item.kind, repr(answer)[:70], repr(item.texts)[:70])
    shares = {
        row: {name: 100 * rights[name][row] / count for name in DETECTORS}
        for row, count in sums.items()
    }
    print(f"\n## {corpus}: texts right, %\n")
    lines = [
        (f"{group} {kind}".strip(), str(sums[group, kind]), *(f"{s:.1f}" for s in each.values()))
        for (group, kind), each in sorted(shares.items())
    ]
    print(table(("", "n", *DETECTORS), lines))
    return [
        _bar(corpus, group, sums[group, ""], shares[group, ""])
        for group in _TITLES
        if (group, "") in sums
    ]


def _rows(item: Item) -> tuple[tuple[str, str], tuple[str, str]]:
    return (item.group, ""), (item.group, item.kind)


def _bar(corpus: str, group: str, count: int, shares: dict[str, float]) -> Bar:
    best = max((share, name) for name, share in shares.items() if name != OURS)
    least = _SHARES[group]
    return Bar(
        f"{_TITLES[group]} ({corpus}, {count})",
        f"{best[0]:.1f} % ({best[1]})",
        f"{shares[OURS]:.2f} %",
        f"{least} %",
        shares[OURS] >= least,
    )


def valid_files(roots: list[Path]) -> Bar:
    """Return how many real files in valid UTF-8 or ASCII are given another text: none may be."""
    files = real.files(roots)
    right = [data.decode().removeprefix("\ufeff") for data in files]
    wrong = {
        name: sum(map(str.__ne__, map(_never_none, ask(name, "decode", files)), right))
        for name in DETECTORS
    }
    best = min((count, name) for name, count in wrong.items() if name != OURS)
    return Bar(
        f"valid UTF-8/ASCII files given another text, of {len(files)}",
        f"{best[0]} ({best[1]})",
        str(wrong[OURS]),
        "0",
        not wrong[OURS],
    )


def _never_none(text: str | None) -> str:
    return "\x00refused" if text is None else text
