"""Titles and articles: what is told from the text as a whole agrees with what its lines say."""

import importlib
import random
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import cleaner_articles
import cleaner_titles
from cleaner import Document, Lines, lines_of
from cleaner.text.lines import _kernel as lines_kernel
from cleaner_articles import doubled
from cleaner_titles import cleaning, copies, native, running
from cleaner_titles.anchor import Title
from cleaner_titles.copies import Limits, matches
from cleaner_titles.page import DIGITS
from cleaner_titles.precheck import shown_twice
from cleaner_titles.title import LINES_READ, can_be_title, find_titles, plain_titles

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
    "{} xii",
    "iv {}",
    "Town » News » {}",
    "Fig. 3: {}",
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
    "Elm Valley xiv",
    "xv Elm Valley",
    "– xvi –",
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
        patch.setattr(cleaning, "plain_titles", lambda *_: None)
        patch.setattr(cleaning, "shown_twice", always)
        patch.setattr(cleaning, "may_run", always)
        patch.setattr(cleaning, "may_show_twice", always)
        patch.setattr(running, "_may_be_numbered", always)
        patch.setattr(running, "_may_be_plain", always)
        patch.setattr(doubled, "lines_of", _as_if_doubled)
        return _steps(text, meta)


def _as_if_doubled(text):
    lines = Lines(text)
    lines.in_a_row = True
    return lines


@pytest.fixture(params=["compiled", "in Python"])
def kernels(request):
    """Have the compiled kernels, or none."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "compiled" and shutil.which("cc"):
            assert lines_kernel()
            assert native._kernel()
        if request.param == "in Python":
            patch.setattr("cleaner.text.lines._kernel", lambda: None)
            patch.setattr("cleaner_titles.native._kernel", lambda: None)
        yield request.param


def test_the_checks_change_nothing_on_labelled_documents(kernels):
    for text, meta in _labelled():
        assert _steps(text, meta) == _unchecked(text, meta)


_SHARED = [HealthCheck.function_scoped_fixture]


@settings(max_examples=300, suppress_health_check=_SHARED)
@given(st.integers(0, 2**40))
def test_the_checks_change_nothing_on_mixtures(kernels, seed):
    text, meta = _mixture(seed)
    assert _steps(text, meta) == _unchecked(text, meta)


@settings(max_examples=300, suppress_health_check=_SHARED)
@given(st.integers(0, 2**40), st.sampled_from([1.0, 0.8]))
def test_a_title_is_shown_twice_where_its_lines_say_so(kernels, seed, similarity):
    text, _ = _mixture(seed)
    limits = Limits(similarity=similarity)
    lines = Lines(text)
    for line in TITLES:
        title = Title(line)
        if not shown_twice(lines, [title], limits):
            assert len(matches(lines.stripped, title, limits)) < 2


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_not_shown_twice_by_its_words_in_prose(kernels, title):
    text = f"{title}\n\nHe said that {title} and so on, until the evening of that day." + " x" * 90
    assert not shown_twice(Lines(text), [Title(title)], Limits())
    assert shown_twice(Lines(f"{text}\n{title} 7"), [Title(title)], Limits())


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
def test_a_copy_in_other_letters_is_one_of_the_lines_compared(kernels, title, copy):
    lines = [title, "", copy]
    assert len(matches(lines, Title(title), Limits())) == 2
    assert shown_twice(Lines("\n".join(lines)), [Title(title)], Limits())


# Letters that fold to others, to several, to none, that change places, or are white space.
_ALPHABET = st.one_of(
    st.sampled_from(
        "aAeéĖİıIißẞﬁŉǆΣςσΐ가각한ｶﾞゞａ１²½ｘ:|-–_# .…12٣४\u0301\u0323\u093c\u064b\u05b0\xa0\u3000"
    ),
    st.characters(codec="utf-8", exclude_characters="\n\r"),
)
_CHANGED = st.sampled_from(
    [
        *CHANGES,
        lambda line: unicodedata.normalize("NFD", line),
        lambda line: unicodedata.normalize("NFKC", line),
        lambda line: line + " 12",
        lambda line: "3 " + line,
        lambda line: line + " | Town",
        lambda line: "\xa0" + line + "\u2003",
    ]
)


@settings(max_examples=3000)
@given(st.text(_ALPHABET, min_size=2, max_size=40), _CHANGED, st.booleans())
def test_the_compiled_search_misses_no_copy(title, change, whole):
    title = title.strip()
    assume(title and can_be_title(title, 300) and native._kernel())
    words = title if whole else title + " and the other side of it"
    copy = change(words).strip()
    if copies.kind_of_copy(copy, Title(title), Limits()):
        lines = Lines(f"{title}\n\n{copy}")
        limit = Title(title).longest_copy
        if native.NARROWER < len(copy) <= limit and len(title) > native.NARROWER:
            assert native.may_show_twice(lines.utf8, Title(title).bare, limit)


def _begins(part):
    """Return the letters that a part is looked for by; None: it may be anything."""
    letters, columns = "", 0
    for sign in part:
        entry = native._entry(ord(sign))
        if columns >= 8:
            break
        if entry == native._ANYTHING:
            return None
        columns += entry >> 63
        entry &= ~native._ONE_MORE
        while entry and columns < 8:
            columns += 2 if ord(sign) >= 0x1100 else 1
            if entry == native._SILENT:
                break
            letters += chr(entry & 0x1FFFFF)
            entry >>= 21
    return letters if letters or not columns else None


def _shown(line, begun, told_by):
    """Say whether a line has what one of the parts begins with, or what may be any letters."""
    letters = ""
    for sign in line:
        entry = native._entry(ord(sign))
        if entry == native._ANYTHING:
            return True
        entry &= ~native._ONE_MORE
        while entry > native._ANYTHING:
            letters += chr(entry & 0x1FFFFF)
            entry >>= 21
    return any(told_by(part) in told_by(letters) for part in begun)


def _last_bytes(letters):
    return bytes(ord(letter) & 255 for letter in letters)


_LINES = st.lists(st.text(_ALPHABET, min_size=1, max_size=30), max_size=8)


@settings(max_examples=500)
@given(_LINES, st.text(_ALPHABET, min_size=2, max_size=20), st.integers(0, 3), _CHANGED)
def test_the_compiled_search_counts_the_lines_that_fold_to_what_a_part_begins_with(
    lines, title, copies_of_it, change
):
    assume(native._kernel() and "\n" not in title)
    lines = [*lines, *[f"x {change(title)} y" for _ in range(copies_of_it)]]
    parts = [_begins(part) for part in native.parts_of(title)]
    begun = [part for part in parts if part]
    told = native.may_show_twice("\n".join(lines).encode(), title, 1000)
    if len(parts) > 32 or None in parts:
        assert told
    else:
        long = [line for line in lines if len(line.strip("\t\v\f\r\x1c\x1d\x1e\x1f ").encode()) > 3]
        # Whether the last byte of a letter tells it or all of it is the search's own affair.
        assert told >= (sum(_shown(line, begun, str) for line in long) > 1)
        assert told <= (sum(_shown(line, begun, _last_bytes) for line in long) > 1)


_TOPS = st.lists(
    st.one_of(
        st.sampled_from([*PROSE, *TITLES, "# A head", "===", "* item", "“So”", "\u2003b", "x(1)"]),
        st.text(_ALPHABET, min_size=1, max_size=12),
    ),
    max_size=20,
)


@settings(max_examples=500)
@given(_TOPS, st.sampled_from(["\n", "\n\n", "\r\n", "\n \n"]), st.sampled_from(["", "Mill", "7"]))
def test_the_titles_of_a_plain_text_are_those_that_its_lines_show(pieces, end, named):
    lines = Lines(end.join(pieces))
    plain = plain_titles(lines, named, 300)
    found = find_titles(Lines(lines.view).top(LINES_READ), named, 300, Lines(lines.view))
    assert plain is None or plain == found


@pytest.mark.parametrize("below", ["\n\n", "\n"], ids=["a blank line below", "none"])
def test_a_plain_text_is_known_to_be_one(kernels, below):
    if kernels == "compiled" and shutil.which("cc"):
        assert plain_titles(Lines(f"The old mill{below}It burned."), "", 300)
    assert not plain_titles(Lines(f"The old mill{below}# A head"), "", 300)


@pytest.mark.parametrize("sign", "\0\1\2", ids=ascii)
def test_a_title_with_a_control_character_is_looked_for(sign):
    title = f"0000000 {sign}000A2"
    assert native.may_show_twice(f"{title}\n\n0000000 {sign}…".encode(), title, 88)


WORDS = ["a", "b", "A 1", "a 2", "12 a", "ж 3", "Ж 4", "٣ ص", "٤ ص", "제 지", "- 7 -", "८ न", "९ न"]
ROMAN = [
    "x",
    "A iv",
    "a xii",
    "XI b",
    "[ii] a",
    "– v –",
    "(c) a",
    "ж i",
    "I a",
    "（x）",
    "A iv （x）",
]
BLANKS = " \t\x1c\x85\xa0\u1680\u2009\u2028\u3000\r"
_PIECES = st.lists(
    st.sampled_from([*WORDS, *ROMAN, "", *BLANKS]),
    max_size=14,
)


@settings(max_examples=1000)
@given(_PIECES, st.sampled_from(["\n", "\n\n", "\r\n", "\xa0\n "]))
def test_compiled_and_plain_lines_have_the_same_in_common(pieces, end):
    text = end.join(pieces)
    compiled = Lines(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cleaner.text.lines._kernel", lambda: None)
        plain = Lines(text)
    assert (compiled.again, compiled.in_a_row) == (plain.again, plain.in_a_row)
    assert compiled.stripped == plain.stripped
    if running._may_be_numbered(plain.filled):
        assert compiled.may_count


def test_the_compiled_lines_know_all_white_space():
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if sign.isspace() and sign not in "\n\r":
            assert Lines(f"a{sign}\n{sign}a\n{sign}\nb").again == 1, hex(code)


def test_the_compiled_lines_know_the_digits_of_all_scripts():
    for place in range(0, len(DIGITS), 10):
        one, two, three = DIGITS[place + 1 : place + 4]
        assert Lines(f"Elm {one}\nElm {two}\nElm {three}").may_count
        assert Lines(f"{one} Elm\n{two} Elm\n{three} Elm").may_count


def test_many_lines_are_compared_as_few_are():
    lines = [f"line {number} of it" for number in range(5000)]
    assert Lines("\n".join(lines)).again == 0
    assert Lines("\n".join([*lines, *lines[:3000]])).again == 3000
    assert Lines("\n".join([*lines, lines[-1]])).in_a_row


def test_the_same_text_is_given_the_same_lines():
    text = "a\nb"
    assert lines_of(text) is lines_of(text)
    assert lines_of(text).top(1) == ["a"]
    assert lines_of(text).filled == ["a", "b"]
    assert lines_of(text).top(1) == ["a"]
