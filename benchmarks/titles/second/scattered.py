"""Documents with copies of their title, and bundles of articles."""

from __future__ import annotations

import random

from labelled import Labelled

from second.copies import TABLES, copy
from second.languages import Language, wrap


def _body(document: Labelled, language: Language, dice: random.Random, count: int) -> None:
    """Add paragraphs on a line each, or wrapped ones."""
    for _ in range(count):
        text = language.paragraph(dice, dice.randint(2, 7))
        broken = document.kind.endswith("wrapped")
        document.add(*(wrap(text, language, document.width) if broken else [text]))


class _Document(Labelled):
    width = 72


def _new(kind: str, language: Language, dice: random.Random) -> _Document:
    broken = dice.random() < 0.4
    document = _Document(kind + (", wrapped" if broken else ""), language.code)
    document.width = dice.choice((56, 64, 72, 79, 96))
    return document


def _named(title: str, language: Language, dice: random.Random) -> str:
    if dice.random() < 0.5:
        return title
    return dice.choice(list(TABLES["site"].values()))(title, language, dice)


def _top(document: Labelled, title: str, dice: random.Random) -> None:
    """Add the title as documents begin: alone, marked, with a date or a name under it."""
    shape = dice.randrange(5)
    if shape == 0:
        document.add(f"# {title}")
    elif shape == 1:
        document.add(title, "=" * max(3, len(title)))
    elif shape == 2:
        document.add(title, blank=False)
        document.add("2024-03-07")
    else:
        document.add(title)


def scattered(language: Language, dice: random.Random) -> Labelled:
    """Put copies of all variants between paragraphs."""
    document = _new("scattered", language, dice)
    title = _named(dice.choice(language.titles), language, dice)
    _top(document, title, dice)
    for _ in range(dice.randint(1, 5)):
        _body(document, language, dice, dice.randint(1, 4))
        name, lines = copy(title, language, dice)
        document.notes.update({len(document.lines) + at: name for at in range(len(lines))})
        document.add(*lines, remove=True)
    _body(document, language, dice, dice.randint(1, 3))
    return document


def consecutive(language: Language, dice: random.Random) -> Labelled:
    """Say the title again at once, once or twice."""
    document = _new("consecutive", language, dice)
    title = _named(dice.choice(language.titles), language, dice)
    document.add(title, blank=dice.random() < 0.6)
    for _ in range(dice.choice((1, 1, 2))):
        name, lines = copy(title, language, dice)
        document.notes.update({len(document.lines) + at: name for at in range(len(lines))})
        document.add(*lines, remove=True)
    _body(document, language, dice, dice.randint(2, 5))
    return document


def html(language: Language, dice: random.Random) -> Labelled:
    """Know the title of the page, with the name of its site, and show it in the body without."""
    document = _new("html", language, dice)
    title = dice.choice(language.titles)
    document.meta["title"] = dice.choice(list(TABLES["site"].values()))(title, language, dice)
    if dice.random() < 0.5:
        document.add(language.tags[0], language.tags[1])
    document.add(title)
    for _ in range(dice.randint(1, 3)):
        _body(document, language, dice, dice.randint(1, 3))
        document.add(title, remove=True)
    _body(document, language, dice, 2)
    return document


def picture(language: Language, dice: random.Random) -> Labelled:
    """Put the title under pictures, as pages turned to text have it."""
    document = _new("picture", language, dice)
    title = dice.choice(language.titles)
    document.add(title)
    for number in range(dice.randint(1, 4)):
        _body(document, language, dice, dice.randint(1, 3))
        stand_in = dice.choice(("[image]", "![](img/%d.jpg)", "(foto)", "[IMG_%d.JPG]"))
        document.add(stand_in % number if "%" in stand_in else stand_in, blank=dice.random() < 0.3)
        document.add(title, remove=True)
    _body(document, language, dice, 2)
    return document


def broken(language: Language, dice: random.Random) -> Labelled:
    """Put the title amid wrapped paragraphs, where pages ended."""
    document = _Document("broken", language.code)
    title = dice.choice(language.titles)
    document.add(title)
    width = dice.choice((60, 66, 72, 80))
    lines: list[str] = []
    for _ in range(dice.randint(4, 7)):
        lines += [*wrap(language.paragraph(dice, 8), language, width), ""]
    every = dice.randint(11, 17)
    gap = dice.random() < 0.5
    number = dice.randint(2, 60)
    shape = dice.choice(("{t}", "{t} {n}", "{n} {t}", "{t} - {n}"))
    for at, line in enumerate(lines):
        if at and at % every == 0:
            if gap:
                document.add()
            document.add(shape.format(t=title, n=number), remove=True, blank=gap)
            number += 1
        document.add(line, blank=False)
    return document


def only_title(language: Language, dice: random.Random) -> Labelled:
    """Say the title and nothing else, two or three times."""
    document = _Document("only the title", language.code)
    title = dice.choice(language.titles)
    document.add(title, blank=dice.random() < 0.5)
    for _ in range(dice.randint(1, 2)):
        document.add(title, remove=True, blank=dice.random() < 0.5)
    return document


def bundle(language: Language, dice: random.Random) -> Labelled:
    """Glue articles together by doubled titles, and by marks in half of the documents."""
    document = _new("bundle", language, dice)
    document.starts = []
    mark = dice.choice(("", "", "", "\f", "-----", "* * *", "==========", "***", "~~~~~~"))
    if mark:
        document.kind += " with " + ("form feeds" if mark == "\f" else "rules")
        document.marks = {"form_feeds" if mark == "\f" else "separators": True}
    gaps = dice.randint(0, 2)
    below = dice.choice(("", "", "{name}", "{name}, 7.3.2024", "2024-03-07"))
    titles = dice.sample(language.titles, dice.randint(2, 6))
    for place, title in enumerate(titles):
        shown = _named(title, language, dice) if dice.random() < 0.3 else title
        if mark and place:
            # A rule ends the article before it, and so does a form feed on its line.
            document.add(mark, blank=mark != "\f" and dice.random() < 0.5)
        document.starts.append(len(document.lines))
        if mark and dice.random() < 0.4:
            document.add(shown)
        else:
            document.add(shown, blank=False)
            document.lines += [("", False)] * gaps
            document.add(shown, remove=True)
        if below:
            document.add(below.format(name=dice.choice(language.names)))
        _body(document, language, dice, dice.randint(1, 5))
        if dice.random() < 0.3:
            document.add(shown, remove=True)
            _body(document, language, dice, 1)
        document.lines += [("", False)] * dice.randint(0, 2)
    return document


MAKERS = (scattered, scattered, consecutive, html, picture, broken, only_title, bundle, bundle)
