"""Documents of which nothing should go: what their authors meant to say twice."""

from __future__ import annotations

import random
from collections.abc import Callable

from labelled import Labelled

from second.languages import Language, wrap

Dice = random.Random


def plain(language: Language, dice: Dice) -> Labelled:
    """Make a title and its text."""
    document = Labelled("plain", language.code)
    document.add(dice.choice(language.titles))
    for _ in range(dice.randint(1, 9)):
        text = language.paragraph(dice, dice.randint(1, 7))
        document.add(*(wrap(text, language, 68) if dice.random() < 0.5 else [text]))
    return document


def poem(language: Language, dice: Dice) -> Labelled:
    """Make a song named by its refrain, or a poem named by its first line."""
    document = Labelled("poem", language.code)
    lines = dice.sample(language.verses, 7)
    title = lines[0]
    document.add(title)
    for at in (1, 3, 5):
        shape = dice.randrange(4)
        if shape == 0:
            document.add(*lines[at : at + 2], title, title)
        elif shape == 1:
            document.add(title, *lines[at : at + 2], title)
        elif shape == 2:
            document.add(*lines[at : at + 2])
            document.add(title)
        else:
            document.add(title + ",", *lines[at : at + 2])
    return document


def song_in_story(language: Language, dice: Dice) -> Labelled:
    """Make a song within prose, its refrain doubled."""
    document = Labelled("song in a story", language.code)
    lines = dice.sample(language.verses, 4)
    document.add(dice.choice(language.titles))
    document.add(language.paragraph(dice, 4))
    for _ in range(2):
        document.add(*lines[:3], lines[3], lines[3])
        document.add(language.paragraph(dice, 3))
    return document


def bare_items(language: Language, dice: Dice) -> Labelled:
    """Make lists without marks: what to buy, what else to read with the title among it."""
    document = Labelled("bare items", language.code)
    title = dice.choice(language.titles)
    document.add(title)
    document.add(language.paragraph(dice))
    document.add(language.notes, *dice.sample(language.titles, 3))
    document.add(*language.nouns[:3])
    document.add(language.paragraph(dice))
    document.add(*language.nouns[1:4])
    return document


def dialogue(language: Language, dice: Dice) -> Labelled:
    """Speakers' names on lines of their own, dashes, and quoted speech that recurs."""
    document = Labelled("dialogue", language.code)
    one, two = language.names[:2]
    said = dice.choice(language.heads)
    title = dice.choice((one, dice.choice(language.titles), f"{one} – {two}"))
    document.add(title)
    shape = dice.randrange(4)
    for _ in range(dice.randint(3, 6)):
        if shape == 0:
            document.add(one, language.sentence(dice))
            document.add(two, said + (language.stop or ""))
        elif shape == 1:
            document.add(f"— {said}?", f"— {language.sentence(dice)}", f"— {said}?")
        elif shape == 2:
            document.add(f"“{said}!”")
            document.add(language.paragraph(dice, 2))
        else:
            document.add(f"{one}: {language.sentence(dice)}", f"{two}: {said}")
    return document


def log(language: Language, dice: Dice) -> Labelled:
    """Lines of a program, some of which come again, with and without a time."""
    document = Labelled("log", language.code)
    says = dice.sample(language.heads, 3)
    stamp = dice.choice(
        ("[12:0{n}:31] ", "2024-03-07T12:0{n}:00Z INFO ", "Mar  7 12:0{n} host: ", "")
    )
    lines = [says[0]] + [dice.choice(says) for _ in range(dice.randint(12, 40))]
    document.add(*(stamp.format(n=n % 10) + line for n, line in enumerate(lines)))
    return document


def sections(language: Language, dice: Dice) -> Labelled:
    """Headings that recur under different parents, marked, underlined, or plain."""
    document = Labelled("sections", language.code)
    title, *parents = dice.sample(language.titles, 4)
    shape = dice.randrange(3)
    document.add(f"# {title}" if shape == 0 else title)
    for parent in parents:
        document.add(f"## {parent}" if shape == 0 else parent)
        document.add(language.paragraph(dice))
        for heading in (language.notes, language.tags[0]):
            if shape == 1:
                document.add(heading, "-" * max(3, len(heading)))
            else:
                document.add(f"### {heading}" if shape == 0 else heading)
            document.add(language.paragraph(dice, 2))
    return document


def contents(language: Language, dice: Dice) -> Labelled:
    """Make a table of contents in one of many forms, and the headings that it names."""
    document = Labelled("contents", language.code)
    title, *headings = dice.sample(language.titles, 5)
    document.add(title)
    entries = {
        "dots": lambda n, h: f"{h} {'.' * 20} {n * 7}",
        "parted dots": lambda n, h: f"{h} . . . . . . . {n * 7}",
        "blanks": lambda n, h: f"{h}          {n * 7}",
        "numbers": lambda n, h: f"{n}. {h}",
        "chapters": lambda n, h: f"{language.chapter} {n}: {h}",
        "links": lambda n, h: f"- [{h}](#{n})",
        "bare": lambda _n, h: h,
    }
    form: Callable[[int, str], str] = dice.choice(list(entries.values()))
    listed = [title, *headings] if dice.random() < 0.5 else headings
    document.add(*(form(n, heading) for n, heading in enumerate(listed, 1)))
    for number, heading in enumerate(headings, 1):
        document.add(f"{number}. {heading}" if dice.random() < 0.3 else heading)
        document.add(language.paragraph(dice, 5))
        document.add(language.paragraph(dice, 3))
    return document


def within(language: Language, dice: Dice) -> Labelled:
    """Say the title within sentences, at their beginning, and as the whole of the first."""
    document = Labelled("within", language.code)
    title, said = dice.choice(language.titles), dice.choice(language.heads)
    shape = dice.randrange(3)
    if shape == 0:
        document.add(title)
        document.add(f"{language.sentence(dice)} “{title}” {language.paragraph(dice)}")
        document.add(f"{title} – {language.paragraph(dice)}")
    elif shape == 1:
        document.add(said)
        document.add(f"{said}{language.stop} {language.paragraph(dice)}")
    else:
        document.add(said)
        document.add(
            *wrap(
                f"{said} {dice.choice(language.tails)}{language.stop} "
                + language.paragraph(dice, 5),
                language,
                70,
            )
        )
    return document


def abbreviations(language: Language, dice: Dice) -> Labelled:
    """Make a list of abbreviations, of which one stands for the title."""
    document = Labelled("abbreviations", language.code)
    title, *others = dice.sample(language.titles, 4)
    document.add(title)
    document.add(language.paragraph(dice))
    shape = dice.choice(
        ("{a}: {t}", "{a} – {t}", "{a} = {t}", "{t} ({a})", "{a}\t{t}", "{a}   {t}")
    )
    pairs = list(zip(("HGM", "BKG", "WCT", "TSR"), [title, *others], strict=True))
    dice.shuffle(pairs)
    document.add(*(shape.format(a=a, t=t) for a, t in pairs))
    document.add(language.paragraph(dice))
    return document


def one_line(language: Language, dice: Dice) -> Labelled:
    """One line and nothing else."""
    document = Labelled("one line", language.code)
    document.add(dice.choice([*language.titles, *language.whole]), blank=False)
    return document


def chapters(language: Language, dice: Dice) -> Labelled:
    """Numbered chapters or dated entries, wrapped, about as long as each other."""
    document = Labelled("chapters kept", language.code)
    title = dice.choice(language.titles)
    document.add(title)
    shape = dice.choice(
        ("{c} {n}", "{n}", "{n}.", "§ {n}", "{c} {r}", "{d} March 2024", "{t} {n}", "{n}. {v}")
    )
    begun = dice.randint(1, 3)
    for number in range(begun, begun + dice.randint(4, 9)):
        heading = shape.format(
            c=language.chapter,
            n=number,
            d=number + 3,
            t=language.tags[0],
            r=("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[number],
            v=dice.choice(language.verses),
        )
        document.add(heading)
        for _ in range(dice.randint(1, 3)):
            document.add(*wrap(language.paragraph(dice, 6), language, 68))
    return document


def forms(language: Language, dice: Dice) -> Labelled:
    """Make records with the same fields and answers, cards, and letters with the same close."""
    document = Labelled("forms", language.code)
    document.add(dice.choice(language.titles))
    shape = dice.randrange(3)
    for number in range(dice.randint(3, 7)):
        if shape == 0:
            document.add(
                f"{language.tags[0]}: {language.nouns[number % 5]}", f"{language.tags[1]}: 12"
            )
        elif shape == 1:
            document.add(language.sentence(dice))
            document.add(language.tags[0], language.tags[1])
        else:
            document.add(language.paragraph(dice, 3))
            document.add(language.names[0], language.sites[0])
    return document


def subtitles(language: Language, dice: Dice) -> Labelled:
    """Numbered captions of a film, some of which come twice."""
    document = Labelled("subtitles", language.code, starts=[0])
    lines = dice.sample(language.verses, 4)
    for number in range(1, dice.randint(8, 20)):
        document.add(
            str(number), f"00:00:{number:02},000 --> 00:00:{number + 1:02},000", dice.choice(lines)
        )
    return document


MAKERS = (
    plain,
    plain,
    poem,
    song_in_story,
    bare_items,
    dialogue,
    log,
    sections,
    contents,
    within,
    abbreviations,
    one_line,
    chapters,
    chapters,
    forms,
    subtitles,
)
