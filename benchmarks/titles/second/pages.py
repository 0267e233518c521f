"""Texts on pages: running heads and feet of books, reports and manuals."""

from __future__ import annotations

import random

from labelled import Labelled

from second.languages import Language, columns, wrap

_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def roman(number: int) -> str:
    """Return a number below 40 in small Roman numerals."""
    return "x" * (number // 10) + _ONES[number % 10]


def _text(language: Language, dice: random.Random, lines: int, width: int) -> list[str]:
    """Return a wrapped text of so many lines, its paragraphs set apart or set in."""
    indent = dice.choice(("", "", "   ", "  "))
    found: list[str] = []
    while len(found) < lines:
        found += wrap(language.paragraph(dice, dice.randint(3, 9)), language, width, indent)
        if not indent:
            found.append("")
    return found[:lines]


def _middle(text: str, width: int) -> str:
    return " " * max(0, (width - columns(text)) // 2) + text


def _right(left: str, right: str, width: int) -> str:
    return left + " " * max(2, width - columns(left) - columns(right)) + right


def _styles(title: str, other: str, language: Language, dice: random.Random) -> list[list[str]]:
    """Return the styles of heads: what stands on left pages and on right ones, {n} the number."""
    site, name = dice.choice(language.sites), dice.choice(language.names)
    page = language.page
    return [
        [f"{title} {{n}}"],
        [f"{{n}} {site}"],
        [f"{title}", f"{other} {{n}}"],
        [f"{{n}} {name}", f"{other} {{n}}"],
        [f"{{n}}   {title.upper()}", f"{other.upper()}   {{n}}"],
        [f"{site} | {page} {{n}}"],
        [f"{site} • {{n}}"],
        [f"{page} {{n}}"],
        [f"{page} {{n}} {language.of} 48"],
        ["- {n} -"],
        ["– {n} –"],
        ["[{n}]"],
        ["{n}/48"],
        ["{n}"],
        [f"2024-03-07 {site} {{n}}"],
        [f"{name} – {title} – {{n}}"],
        [f"{language.chapter} 3. {other} {{n}}"],
        [f"{site}, 7.3.2024, {page} {{n}}"],
        [f"( {{n}} ) {site}"],
    ]


def book(language: Language, dice: random.Random) -> Labelled:
    """Make pages of about equal length with heads, feet, or both, in Roman numerals or others."""
    document = Labelled("book", language.code)
    title, other = language.two(dice)
    width = dice.choice((58, 64, 70, 76))
    document.add(title)
    pages, begun = dice.randint(4, 9), dice.randint(2, 30)
    numeral = roman if dice.random() < 0.2 else str
    styles = _styles(title, other, language, dice)
    style = dice.choice(styles)
    if numeral is roman:
        document.kind += ", Roman"
    document.kind += f" {styles.index(style)}"
    size, spread = dice.randint(18, 44), dice.choice((0, 0, 1, 3))
    placed = dice.choice((lambda t: t, lambda t: _middle(t, width), lambda t: _right("", t, width)))
    blanks = dice.choice((0, 0, 1, 2))
    feed = dice.random() < 0.25
    text = _text(language, dice, (pages + 1) * (size + spread), width)
    at = 0
    for number in range(begun, begun + pages):
        end = at + size + dice.randint(-spread, spread)
        document.add(*text[at:end], blank=False)
        at = end
        document.lines += [("", False)] * blanks
        head = placed(style[number % len(style)].format(n=numeral(number)))
        document.add(("\f" if feed else "") + head, remove=True, blank=False)
        document.lines += [("", False)] * blanks
    document.add(*text[at : at + size // 2], blank=False)
    return document


def printed(language: Language, dice: random.Random) -> Labelled:
    """Make pages as `pr` prints them: a head with date, name and page, and blank lines around."""
    document = Labelled("printed", language.code, starts=[0])
    width, site = 72, dice.choice(language.sites).replace(" ", "_")
    text = _text(language, dice, dice.randint(190, 420), width)
    for page, at in enumerate(range(0, len(text), 56), 1):
        left, right = "2024-03-07 10:15", f"Page {page}"
        half = (width - len(left) - len(right) - columns(site)) // 2
        head = left + " " * half + site + " " * half + right
        document.add("", "", blank=False)
        # The first line of all may stay, as that of a document.
        document.lines.append((head, True if page > 1 else None))
        document.add("", "", *text[at : at + 56], *[""] * 5, blank=False)
    return document


def report(language: Language, dice: random.Random) -> Labelled:
    """Make pages with a foot, a form feed and a head, as reports of standards have them."""
    document = Labelled("report", language.code)
    title, name = dice.choice(language.titles), dice.choice(language.names)
    width, size = 72, dice.choice((48, 52, 54))
    text = _text(language, dice, dice.randint(200, 400), width)
    document.add(_middle(title, width), "", _middle(name, width))
    head = _right(f"RFX {dice.randint(100, 999)}", "March 2024", width)
    head = head.replace(" " * columns(title), title, 1) if columns(title) < 40 else head
    document.lines.append(("", False))
    starts = range(0, len(text), size)
    for page, at in enumerate(starts, 1):
        if page > 1:
            document.lines += [("\f" + head, True if page > 2 else None), ("", False), ("", False)]
        chunk = text[at : at + size]
        document.add(*chunk, *[""] * (size - len(chunk) + 2), blank=False)
        foot = _right(_right(name, "Informational", 44), f"[Page {page}]", width)
        document.add(foot, remove=True, blank=False)
    return document


def manual(language: Language, dice: random.Random) -> Labelled:
    """Make a manual page: its name at both ends of the head, a foot with date and page."""
    document = Labelled("manual", language.code)
    name = dice.choice(("LANTERN(1)", "BEEKEEP(8)", "glass_melt(3)"))
    width, size = 78, 58
    text = _text(language, dice, dice.randint(150, 330), width - 7)
    text = ["       " + line if line else "" for line in text]
    blanks = [at for at, line in enumerate(text) if not line]
    for heading in ("DESCRIPTION", "OPTIONS", "FILES", "NOTES", "BUGS"):
        if blanks:
            text[blanks.pop(dice.randrange(len(blanks)))] = f"\n{heading}\n"
    text = "\n".join(text).split("\n")
    head = _right(_right(name, "User Commands", 46), name, width)
    for page, at in enumerate(range(0, len(text), size), 1):
        document.lines += [("", False), (head, True if page > 1 else None), ("", False)]
        chunk = text[at : at + size]
        document.add(*chunk, *[""] * (size - len(chunk) + 1), blank=False)
        document.add(_right(_right("glass 4.2", "March 2024", 46), str(page), width), remove=True)
        document.lines += [("", False)] * 2
    return document


def chapters(language: Language, dice: random.Random) -> Labelled:
    """Make a book whose head on the right names the chapter, each of several pages."""
    document = Labelled("chapters", language.code)
    title, *names = dice.sample(language.titles, 4)
    width, size = 66, dice.randint(26, 38)
    document.add(title)
    number = dice.randint(3, 20)
    for name in names:
        document.add("", f"{language.chapter} {names.index(name) + 1}", "", name)
        pages = dice.randint(4, 6)
        # A chapter ends with its sentence, amid a page.
        text = _text(language, dice, pages * size + dice.randint(5, size - 5), width)
        text += wrap(language.sentence(dice), language, width)
        for page in range(pages):
            document.add(*text[page * size : (page + 1) * size], blank=False)
            head = f"{number} {title}" if number % 2 == 0 else f"{name} {number}"
            document.add(head, remove=True, blank=False)
            number += 1
        document.add(*text[pages * size :])
    return document


MAKERS = (book, book, book, printed, report, manual, chapters)
