"""Make labelled documents from a seed: every line says whether it is a copy that should go."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import verbatim
from labelled import Labelled
from texts import LANGUAGES, Language
from variants import VARIANTS, vary


def with_suffix(title: str, language: Language, dice: random.Random) -> str:
    """Return a title as it stands in a page: alone, with tags, or with the name of the site."""
    site, tag = dice.sample(language.sites, 2)
    shapes = (title, f"{title} | {site} | {tag}", f"{title} - {site}", f"{title} | {site}")
    return dice.choice(shapes)


def wrap(text: str, language: Language, columns: int) -> list[str]:
    """Break a paragraph into lines as a typewriter does."""
    if not language.gap:
        return [text[at : at + columns // 2] for at in range(0, len(text), columns // 2)]
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > columns:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def _body(document: Labelled, language: Language, dice: random.Random, count: int) -> None:
    for _ in range(count):
        document.add(language.paragraph(dice, dice.randint(2, 6)))


def bundle(language: Language, dice: random.Random) -> Labelled:
    """Glue articles together, each behind its doubled title."""
    document = Labelled("bundle", language.code, starts=[])
    gaps = dice.choice((True, False))
    titles = [with_suffix(language.title(dice), language, dice) for _ in range(7)]
    for title in dict.fromkeys(titles):
        document.starts.append(len(document.lines))
        document.add(title, blank=gaps and dice.random() < 0.5)
        document.add(title, remove=True)
        _body(document, language, dice, dice.randint(1, 5))
        if dice.random() < 0.4:
            document.add(title, remove=True)
            _body(document, language, dice, 2)
    return document


def scattered(language: Language, dice: random.Random) -> Labelled:
    """Make a title, and copies of it in every form between the paragraphs."""
    document = Labelled("scattered", language.code)
    title = with_suffix(language.title(dice), language, dice)
    document.add(title)
    for _ in range(dice.randint(2, 6)):
        _body(document, language, dice, dice.randint(1, 3))
        document.add(*vary(title, language, dice), remove=True)
    _body(document, language, dice, dice.randint(1, 2))
    return document


def leading(language: Language, dice: random.Random) -> Labelled:
    """Make a title said again at once, in another form."""
    document = Labelled("leading", language.code)
    title = with_suffix(language.title(dice), language, dice)
    document.add(title, blank=dice.random() < 0.5)
    document.add(*vary(title, language, dice), remove=True)
    _body(document, language, dice, dice.randint(2, 5))
    return document


def given(language: Language, dice: random.Random) -> Labelled:
    """Make a title that is known from the page, shown in the body without the site's name."""
    document = Labelled("given", language.code)
    title = language.title(dice)
    document.meta["title"] = f"{title} | {dice.choice(language.sites)}"
    document.add(title)
    _body(document, language, dice, 2)
    document.add(title, remove=True)
    _body(document, language, dice, 2)
    return document


def paged(language: Language, dice: random.Random) -> Labelled:
    """Make a wrapped text whose pages carry the title, or another head, with their number."""
    document = Labelled("paged", language.code)
    title = language.title(dice)
    document.add(title)
    body: list[str] = []
    for _ in range(14):
        body += wrap(language.paragraph(dice, 8), language, 68)
    head = (
        title if dice.random() < 0.5 else f"{dice.choice(language.sites)} {language.code.upper()}"
    )
    number, every = dice.randint(2, 90), dice.randint(18, 24)
    shape: Callable[[int], str] = dice.choice(
        (
            lambda n: f"{head} {n}",
            lambda n: f"{n} {head}",
            lambda n: f"{head} - {language.page} {n}",
            lambda n: f"{head} | {n}",
            lambda n: f"- {n} -",
        )
    )
    for at, line in enumerate(body):
        if at and at % every == 0:
            document.add(shape(number), remove=True, blank=False)
            number += 1
        document.add(line, blank=False)
    return document


def clean(language: Language, dice: random.Random) -> Labelled:
    """Make a title and its text, nothing twice."""
    document = Labelled("clean", language.code)
    document.add(with_suffix(language.title(dice), language, dice))
    _body(document, language, dice, dice.randint(2, 8))
    return document


def quoted(language: Language, dice: random.Random) -> Labelled:
    """Say the title within sentences, and as the beginning of the first."""
    document = Labelled("quoted", language.code)
    title = language.title(dice)
    document.add(title)
    document.add(title + language.stop + language.gap + language.paragraph(dice))
    document.add(language.sentence(dice) + f" “{title}” " + language.paragraph(dice))
    return document


def contents(language: Language, dice: random.Random) -> Labelled:
    """Make a table of contents, its headings, and headings under several parents."""
    document = Labelled("contents", language.code)
    title = language.title(dice)
    headings = [language.title(dice) for _ in range(4)]
    headings = [one for one in dict.fromkeys(headings) if one != title]
    document.add(title)
    dotted = dice.random() < 0.5
    entries = [f"{h} ..... {n}" if dotted else h for n, h in enumerate([title, *headings], 1)]
    document.add(*entries)
    for heading in headings:
        document.add(heading)
        document.add(language.paragraph(dice))
        document.add(f"## {language.sites[0]}")
        document.add(language.paragraph(dice))
    return document


def refrain(language: Language, dice: random.Random) -> Labelled:
    """Make a song that is called by its refrain, doubled in places."""
    document = Labelled("refrain", language.code)
    title = language.topics[dice.randrange(len(language.topics))]
    document.add(title)
    for _ in range(3):
        document.add(*(dice.choice(language.where) for _ in range(4)))
        document.add(*([title] * dice.randint(1, 3)))
    return document


def lists(language: Language, dice: random.Random) -> Labelled:
    """Make a list, a dialogue and an abbreviation list that say the title again."""
    document = Labelled("lists", language.code)
    title = language.title(dice)
    document.add(title)
    document.add(language.paragraph(dice))
    document.add(*(f"- {line}" for line in (language.title(dice), title, language.title(dice))))
    document.add(language.paragraph(dice))
    answer = language.who[0]
    document.add(f"— {answer}!", f"— {title}", f"— {answer}!", f"— {answer}!")
    document.add(language.paragraph(dice))
    document.add(f"ABC: {language.topics[0]}", f"DEF: {title}", f"GHI: {language.topics[1]}")
    return document


def numbered(language: Language, dice: random.Random) -> Labelled:
    """Make sections that are counted, as far apart as pages are."""
    document = Labelled("numbered", language.code)
    document.add(language.title(dice))
    for number in range(1, 7):
        document.add(f"{language.who[0]} {number}")
        document.add(*wrap(language.paragraph(dice, 6), language, 68))
    return document


WITH_COPIES = (bundle, scattered, leading, given, paged)
WITHOUT = (clean, quoted, contents, refrain, lists, numbered)


def documents(seed: int, rounds: int) -> Iterator[Labelled]:
    """Yield documents of all kinds and languages, ``rounds`` of each."""
    dice = random.Random(seed)
    for _ in range(rounds):
        for language in LANGUAGES:
            for make in (*WITH_COPIES, *WITHOUT):
                yield make(language, dice)
        for kind, lines in verbatim.documents(dice):
            kept = Labelled(kind, "any")
            kept.add(*lines, blank=False)
            yield kept


__all__ = ["VARIANTS", "documents"]
