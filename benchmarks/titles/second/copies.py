"""The ways in which a copy differs from its title, one table for each that there is a name for."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from second.languages import Language, columns

Change = Callable[[str, Language, random.Random], str]

_CASE: dict[str, Change] = {
    "capitals": lambda t, _l, _d: t.upper(),
    "small": lambda t, _l, _d: t.lower(),
    "each word": lambda t, _l, _d: " ".join(w[:1].upper() + w[1:] for w in t.split(" ")),
}
_SPACING: dict[str, Change] = {
    "two blanks": lambda t, _l, _d: t.replace(" ", "  "),
    "no-break": lambda t, _l, _d: t.replace(" ", "\u00a0"),
    "thin": lambda t, _l, _d: t.replace(" ", "\u2009"),
    "set in the middle": lambda t, _l, _d: " " * max(1, (72 - columns(t)) // 2) + t,
    "behind": lambda t, _l, _d: t + "   ",
}
_PUNCTUATION: dict[str, Change] = {
    "exclaimed": lambda t, _l, _d: t.rstrip("?;") + "!",
    "ended": lambda t, _l, _d: t.rstrip("?;") + ".",
    "no question": lambda t, _l, _d: t.strip("¿?;:"),
    "no commas": lambda t, _l, _d: re.sub("[,:]", "", t),
    "colon behind": lambda t, _l, _d: t + ":",
    "other apostrophe": lambda t, _l, _d: t.replace("'", "\u2019").replace("-", "\u2010"),
}
_QUOTED: dict[str, Change] = {
    "curly": lambda t, _l, _d: f"“{t}”",
    "straight": lambda t, _l, _d: f'"{t}"',
    "angles": lambda t, _l, _d: f"«{t}»",
    "low": lambda t, _l, _d: f"„{t}“",
    "corners": lambda t, _l, _d: f"「{t}」",
    "double corners": lambda t, _l, _d: f"『{t}』",
    "single": lambda t, _l, _d: f"‘{t}’",
}
_WIDTH: dict[str, Change] = {
    "full": lambda t, _l, _d: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in t),
    "full, wide blanks": lambda t, _l, _d: "".join(
        "\u3000" if c == " " else chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in t
    ),
}
_MARKED: dict[str, Change] = {
    "top": lambda t, _l, _d: f"# {t}",
    "second": lambda t, _l, _d: f"## {t} ##",
    "third": lambda t, _l, _d: f"### {t}",
    "underlined": lambda t, _l, _d: t + "\n" + "=" * columns(t),
    "dashes under": lambda t, _l, _d: t + "\n" + "-" * columns(t),
    "short line under": lambda t, _l, _d: t + "\n===",
    "waves under": lambda t, _l, _d: t + "\n" + "~" * columns(t),
    "bold": lambda t, _l, _d: f"**{t}**",
    "slanted": lambda t, _l, _d: f"_{t}_",
    "wiki": lambda t, _l, _d: f"== {t} ==",
    "tagged": lambda t, _l, _d: f"<h1>{t}</h1>",
    "strong": lambda t, _l, _d: f"<strong>{t}</strong>",
    "marked and bold": lambda t, _l, _d: f"# **{t}**",
}
_SITE: dict[str, Change] = {
    "pipe": lambda t, x, d: f"{t} | {d.choice(x.sites)}",
    "pipe and tags": lambda t, x, d: f"{t} | {x.tags[0]} | {x.tags[1]}",
    "tag and site": lambda t, x, d: f"{t} | {d.choice(x.tags)} | {d.choice(x.sites)}",
    "hyphen": lambda t, x, d: f"{t} - {d.choice(x.sites)}",
    "dash": lambda t, x, d: f"{t} – {d.choice(x.sites)}",
    "long dash": lambda t, x, d: f"{t} — {d.choice(x.sites)}",
    "dot": lambda t, x, d: f"{t} · {d.choice(x.sites)}",
    "bullet": lambda t, x, d: f"{t} • {d.choice(x.sites)}",
    "colons": lambda t, x, d: f"{t} :: {d.choice(x.sites)}",
    "angle": lambda t, x, d: f"{t} « {d.choice(x.sites)}",
    "section and site": lambda t, x, d: f"{t} - {d.choice(x.tags)} - {d.choice(x.sites)}",
    "before a colon": lambda t, x, d: f"{d.choice(x.sites)}: {t}",
    "before a pipe": lambda t, x, d: f"{d.choice(x.sites)} | {t}",
    "before a hyphen": lambda t, x, d: f"{d.choice(x.sites)} - {t}",
    "crumbs": lambda t, x, d: f"{d.choice(x.sites)} » {d.choice(x.tags)} » {t}",
}


def _cut(t: str, share: float, mark: str) -> str:
    return t[: max(12, int(len(t) * share))].rstrip(" ,:") + mark


_CUT: dict[str, Change] = {
    "dots": lambda t, _l, _d: _cut(t, 0.7, "..."),
    "one sign": lambda t, _l, _d: _cut(t, 0.75, "…"),
    "apart": lambda t, _l, _d: _cut(t, 0.6, " ..."),
    "brackets": lambda t, _l, _d: _cut(t, 0.8, " [...]"),
    "sign in brackets": lambda t, _l, _d: _cut(t, 0.7, " […]"),
    "at a word": lambda t, _l, _d: t.rsplit(" ", 1)[0] + "…",
}
_PAGED: dict[str, Change] = {
    "behind": lambda t, _l, d: f"{t} {d.randint(2, 90)}",
    "far behind": lambda t, _l, d: f"{t}{' ' * 12}{d.randint(2, 90)}",
    "before": lambda t, _l, d: f"{d.randint(2, 90)} {t}",
    "far before": lambda t, _l, d: f"{d.randint(2, 90)}{' ' * 9}{t}",
    "of so many": lambda t, x, d: f"{t} - {x.page} {d.randint(2, 5)} {x.of} 9",
    "in words": lambda t, x, d: f"{t}, {x.page} {d.randint(2, 50)}",
    "in brackets": lambda t, x, d: f"{t} ({x.page} {d.randint(2, 50)})",
    "share": lambda t, _l, d: f"{t} ({d.randint(2, 6)}/7)",
    "piped": lambda t, _l, d: f"{t} | {d.randint(2, 60)}",
    "piped before": lambda t, _l, d: f"{d.randint(2, 60)} | {t}",
    "bracket": lambda t, _l, d: f"{t} [{d.randint(2, 60)}]",
    "dot": lambda t, x, d: f"{t} · {x.page} {d.randint(2, 60)}",
    "word before": lambda t, x, d: f"{x.page} {d.randint(2, 60)} - {t}",
    "dashes": lambda t, _l, d: f"{t} - {d.randint(2, 60)} -",
    "Roman": lambda t, x, d: f"{t} {d.choice(('iv', 'vii', 'xii', 'xviii'))}",
    "Roman before": lambda t, x, d: f"{d.choice(('iv', 'vii', 'xii', 'xviii'))} {t}",
}
_CAPTION: dict[str, Change] = {
    "numbered": lambda t, x, d: f"{x.figure} {d.randint(1, 9)}: {t}",
    "numbered, point": lambda t, x, d: f"{x.figure} {d.randint(1, 9)}. {t}",
    "word": lambda t, x, _d: f"{x.figure}: {t}",
}
TABLES = {
    "case": _CASE,
    "spacing": _SPACING,
    "punctuation": _PUNCTUATION,
    "quoted": _QUOTED,
    "width": _WIDTH,
    "marked": _MARKED,
    "site": _SITE,
    "cut": _CUT,
    "paged": _PAGED,
    "caption": _CAPTION,
}
# Where two changes come together, they are of these tables, in this order.
_BOTH = (
    ("case", "site"),
    ("case", "paged"),
    ("site", "marked"),
    ("quoted", "site"),
    ("case", "cut"),
)


def copy(title: str, language: Language, dice: random.Random) -> tuple[str, list[str]]:
    """Return the name of a variant and the lines of a copy of the title."""
    roll = dice.random()
    if roll < 0.15:
        return "same", [title]
    if roll < 0.25:
        one, other = dice.choice(_BOTH)
        first, second = dice.choice(list(TABLES[one])), dice.choice(list(TABLES[other]))
        text = TABLES[one][first](title, language, dice)
        text = TABLES[other][second](text, language, dice)
        return f"{one} {first}, {other} {second}", text.split("\n")
    table = dice.choice(list(TABLES))
    name = dice.choice(list(TABLES[table]))
    return f"{table} {name}", TABLES[table][name](title, language, dice).split("\n")
