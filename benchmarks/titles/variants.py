"""The forms in which a title is said again."""

from __future__ import annotations

import random
from collections.abc import Callable

from texts import Language

_PARTS = (" | ", " - ")


def _proper(title: str) -> str:
    return title.split(" | ", maxsplit=1)[0].split(" - ", maxsplit=1)[0]


def _full_width(title: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in title)


def _cut(title: str, language: Language, dice: random.Random) -> str:
    keep = len(_proper(title)) * dice.randint(5, 8) // 10
    return title[:keep].rstrip() + dice.choice(("...", "…", " ..."))


def _page(title: str, language: Language, dice: random.Random) -> str:
    number, total = dice.randint(2, 40), dice.randint(41, 99)
    if language.page == "第":
        return dice.choice(
            (f"{title} {number}", f"{title} 第{number}页", f"{title} - {number}/{total}")
        )
    page = language.page
    return dice.choice(
        (
            f"{title} {number}",
            f"{number} {title}",
            f"{title} - {page} {number}",
            f"{title} - {page} {number}/{total}",
            f"{title} ({number}/{total})",
        )
    )


def _other_site(title: str, language: Language, dice: random.Random) -> str:
    proper = _proper(title)
    if proper != title:
        return proper
    site = dice.choice(language.sites)
    return dice.choice((f"{title} | {site}", f"{title} - {site}", f"{site}: {title}"))


VARIANTS: dict[str, Callable[[str, Language, random.Random], str]] = {
    "same": lambda title, _, __: title,
    "capitals": lambda title, _, __: title.upper(),
    "small": lambda title, _, __: title.lower(),
    "spacing": lambda title, _, __: "  ".join(title.split(" ")),
    "punctuation": lambda title, _, dice: title + dice.choice(("!", ":", "")),
    "quotes": lambda title, _, dice: dice.choice(("“{}”", "«{}»", '"{}"')).format(title),
    "full width": lambda title, _, __: _full_width(title),
    "heading": lambda title, _, dice: dice.choice(("# {}", "## {}", "**{}**")).format(title),
    "underlined": lambda title, _, dice: title + "\n" + dice.choice("=-") * len(title),
    "other site": _other_site,
    "cut": _cut,
    "page": _page,
}


def vary(title: str, language: Language, dice: random.Random) -> list[str]:
    """Return the lines of a copy in one of the forms."""
    return VARIANTS[dice.choice(list(VARIANTS))](title, language, dice).split("\n")
