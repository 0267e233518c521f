"""Titles and articles: what is told from the text as a whole agrees with what its lines say."""

import importlib
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner_articles
import cleaner_titles
from cleaner import Document
from cleaner_articles import doubled
from cleaner_titles import cleaning, running
from cleaner_titles.anchor import Title
from cleaner_titles.copies import Limits, matches
from cleaner_titles.precheck import shown_twice

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "titles"
TITLES = [
    "The old mill opens again",
    "The old mill opens again | Town",
    "Stadtbücherei wird später fertig",
    "Récolte des vergers",
    "Новый мост через реку",
    "Η ΠΑΛΙΑ ΟΔΟΣ",
    "榆河新建步行桥",
    "새로운 다리가 열린다",
    "नया पुल",
    "جسر جديد فوق النهر",
    "Mill",
    "Ａｎ ｏｌｄ ｍｉｌｌ",
]
FORMS = [
    "{}",
    " {} ",
    "## {}",
    "{} 7",
    "{} - page 3 of 9",
    "{} 第4页",
    "Photo: {}",
    "{} - Town",
    "- {}",
    "«{}»",
    "{}.",
    "He said that {} and so it went on until the evening of that day, when all the carts came",
]
CHANGES = [str, str.upper, str.lower, str.title, lambda line: line[: len(line) * 2 // 3] + "…"]
PROSE = [
    "",
    "",
    "the harbour was shut for a year, and so the carts went round (by the mill)",
    "the harbour was shut for a year, and so the carts went round by 1998",
    "He sells the boat. " * 20,
    "старый паромщик чинил ворота до первого снега, у излучины реки, и",
    "老船夫修好了那扇木门，就在第一场雪之前",
    "7",
    "- 8 -",
    "Elm Valley",
    "Elm Valley 9",
    "12 Elm Valley",
    "(٣)",
]


def _labelled():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARK))
        generate = importlib.import_module("generate")
        return [(one.text, dict(one.meta)) for one in generate.documents(11, 1)]


def _mixture(seed):
    """Return lines of prose, heads, and showings of a title or two."""
    dice = random.Random(seed)
    titles = dice.sample(TITLES, 2)
    lines = [titles[0]] if dice.random() < 0.8 else []
    for _ in range(dice.randint(0, 30)):
        if dice.random() < 0.25:
            shape, change = dice.choice(FORMS), dice.choice(CHANGES)
            lines.append(shape.format(change(dice.choice(titles))))
        else:
            lines.append(dice.choice(PROSE))
    meta = {"title": titles[1]} if dice.random() < 0.2 else {}
    return dice.choice(["\n", "\n\n", "\r\n"]).join(lines), meta


def _steps(text, meta):
    """Return what the two steps answer, without what could be told beforehand."""
    document = Document("a", text, meta=meta)
    apart = cleaner_articles.clean(text, document, cleaner_articles.Options())
    cleaned = cleaner_titles.clean(text, document, cleaner_titles.Options())
    return apart, cleaned and (cleaned.text, cleaned.edits, cleaned.meta)


def _unchecked(text, meta):
    def always(*_):
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleaning, "shown_twice", always)
        patch.setattr(cleaning, "may_run", always)
        patch.setattr(running, "_may_be_numbered", always)
        patch.setattr(running, "_may_be_plain", always)
        patch.setattr(doubled, "_comes_twice", always)
        return _steps(text, meta)


def test_the_checks_change_nothing_on_labelled_documents():
    for text, meta in _labelled():
        assert _steps(text, meta) == _unchecked(text, meta)


@settings(max_examples=400)
@given(st.integers(0, 2**40))
def test_the_checks_change_nothing_on_mixtures(seed):
    text, meta = _mixture(seed)
    assert _steps(text, meta) == _unchecked(text, meta)


@settings(max_examples=400)
@given(st.integers(0, 2**40), st.sampled_from([1.0, 0.8]))
def test_a_title_is_shown_twice_where_its_lines_say_so(seed, similarity):
    text, _ = _mixture(seed)
    limits = Limits(similarity=similarity)
    lines = [line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    for line in TITLES:
        title = Title(line)
        if not shown_twice(text, filled, [title], limits):
            assert len(matches(lines, title, limits)) < 2


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_not_shown_twice_by_its_words_in_prose(title):
    text = f"{title}\n\nHe said that {title} and so on, until the evening of that day." + " x" * 90
    filled = [line for line in text.split("\n") if line]
    assert not shown_twice(text, filled, [Title(title)], Limits())
    assert shown_twice(f"{text}\n{title} 7", [*filled, f"{title} 7"], [Title(title)], Limits())


@pytest.mark.parametrize(
    ("title", "copy"),
    [
        ("GRÖSSERE BRÜCKE ERÖFFNET", "Größere Brücke eröffnet"),
        ("Η παλιά οδός", "Η ΠΑΛΙΑ ΟΔΟΣ"),
        ("Η ΠΑΛΙΑ ΟΔΟΣ", "Η παλιά οδός"),
        ("Récolte des vergers", "RE\u0301COLTE DES VERGERS"),
        ("Новый мост через реку", "НОВЫЙ МОСТ ЧЕРЕЗ РЕКУ"),
        ("IĞDIR ÇARŞISI AÇILDI", "Iğdır çarşısı açıldı"),
        ("नया पुल बन गया", "## नया पुल बन गया"),
    ],
    ids=[
        "double s",
        "accents off",
        "accents on",
        "accents apart",
        "Cyrillic capitals",
        "no dot",
        "Indic",
    ],
)
def test_a_copy_in_other_letters_is_one_of_the_lines_compared(title, copy):
    lines = [title, "", copy]
    assert len(matches(lines, Title(title), Limits())) == 2
    assert shown_twice("\n".join(lines), [title, copy], [Title(title)], Limits())
