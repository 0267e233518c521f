"""Titles: which lines are copies, which are the author's, and that lines stay as they are."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner_articles
import cleaner_titles
from cleaner import Document
from cleaner_titles import Options

ONE = "The harbour was shut for a year, and the carts had to go round by the mill."
TWO = "Now the bridge has come back, and the ferryman sells his boat to the teacher."
TITLE = "The old mill opens again"
WRAPPED = (
    "The harbour was shut for a year\n",
    "and the carts had to go round\nby the mill and the weir.\n",
)
FERRY = "老船夫修好了那扇木门，就在第一场雪之前。"


def run(text, *, meta=None, **options):
    """Return the document as the step leaves it."""
    document = Document("a", text, meta=meta or {})
    return cleaner_titles.clean(text, document, Options(**options)) or document


def page(*lines, blank="\n\n"):
    return blank.join(lines) + "\n"


COPIES = {
    "the same": TITLE,
    "capitals": TITLE.upper(),
    "spacing": "The  old mill   opens again",
    "punctuation": "The old mill opens again!",
    "quotation marks": "«The old mill opens again»",
    "full width": "Ｔｈｅ ｏｌｄ ｍｉｌｌ ｏｐｅｎｓ ａｇａｉｎ",
    "heading marks": "## The old mill opens again",
    "bold": "**The old mill opens again**",
    "underlined": "The old mill opens again\n========================",
    "tags": "The old mill opens again | Town | Roads",
    "a site behind it": "The old mill opens again - Elm Valley Courier",
    "a site before it": "Town Page: The old mill opens again",
    "a caption": "Photo: The old mill opens again",
    "a cut end": "The old mill op...",
    "a number behind it": "The old mill opens again 12",
    "a number before it": "12 The old mill opens again",
    "a page of so many": "The old mill opens again - page 3 of 9",
    "a page in brackets": "The old mill opens again (3/9)",
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_does_remove_a_copy_between_paragraphs(copy):
    assert run(page(TITLE, ONE, copy, TWO)).text == page(TITLE, ONE, TWO)


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_does_remove_a_copy_right_behind_the_title(copy):
    assert run(page(TITLE, copy, ONE, TWO)).text == page(TITLE, ONE, TWO)


SHAPES = {
    "the title has a site that the copy lacks": (
        page(f"{TITLE} | Town | Roads", ONE, TITLE, TWO),
        page(f"{TITLE} | Town | Roads", ONE, TWO),
    ),
    "the site stands before the title only": (
        page(f"Town Page: {TITLE}", ONE, TITLE, TWO),
        page(f"Town Page: {TITLE}", ONE, TWO),
    ),
    "the caption of a title with a site": (
        page(f"{TITLE} | Town", ONE, f"[Picture]\nPhoto: {TITLE}", TWO),
        page(f"{TITLE} | Town", ONE, "[Picture]", TWO),
    ),
    "capitals without accents": (
        page("Η παλιά γέφυρα", ONE, "Η ΠΑΛΙΑ ΓΕΦΥΡΑ", TWO),
        page("Η παλιά γέφυρα", ONE, TWO),
    ),
    "a copy at the end takes its gap along": (page(TITLE, ONE, TITLE), page(TITLE, ONE)),
    "a copy at the end without a line feed": (
        f"{TITLE}\n\n{ONE}\n\n{TITLE}",
        f"{TITLE}\n\n{ONE}\n",
    ),
    "directly doubled": (f"{TITLE}\n{TITLE}\n\n{ONE}\n", f"{TITLE}\n\n{ONE}\n"),
    "two copies with gaps": (page(TITLE, ONE, TITLE, TITLE, TWO), page(TITLE, ONE, TWO)),
    "amid a wrapped paragraph": (
        f"{TITLE}\n\n{WRAPPED[0]}{TITLE} 4\n{WRAPPED[1]}",
        f"{TITLE}\n\n{WRAPPED[0]}{WRAPPED[1]}",
    ),
    "nothing but the title": (f"{TITLE}\n{TITLE}\n\n{TITLE}\n", f"{TITLE}\n"),
    "old line ends": (
        f"{TITLE}\r\n{TITLE}\r\n\r\n{ONE}\r\r{TITLE}\r\r{TWO}\r",
        f"{TITLE}\r\n\r\n{ONE}\r\r{TWO}\r",
    ),
    "ideographs": (
        page(
            "榆河新建步行桥 | 榆谷信使报",
            "老船夫修好了那扇木门，就在第一场雪之前。",
            "榆河新建步行桥",
        ),
        page("榆河新建步行桥 | 榆谷信使报", FERRY),
    ),
    "right to left": (
        page("جسر جديد فوق النهر", "أصلح البوابة قبل أن يسقط أول ثلج.", "جسر جديد فوق النهر 7"),
        page("جسر جديد فوق النهر", "أصلح البوابة قبل أن يسقط أول ثلج."),
    ),
}


@pytest.mark.parametrize(("given_text", "wanted"), SHAPES.values(), ids=SHAPES.keys())
def test_does_leave_one_title_and_even_gaps(given_text, wanted):
    assert run(given_text).text == wanted


ALONE = {
    "empty": "",
    "only blank lines": "\n \n\n",
    "one line": "The only line there is\n",
    "a refrain": "Turn, mill, turn\n\nThe river brings the day\nAnd carries off the night\n\n"
    "Turn, mill, turn\n\nThe miller keeps his way\nOne lamp alight\n\nTurn, mill, turn\n",
    "a poem that begins with a doubled line": "Turn, mill, turn\nTurn, mill, turn\nThe river runs\n"
    "By fall and fern\n",
    "code": "import os\n\ndef fold(line):\n    return line\n}\n}\nimport os\n",
    "table rows": "Town | Mills\nAldby | 3\nAldby | 3\nTown | Mills\nElm | 2\n",
    "list items": page(TITLE, ONE, f"- {TITLE}", TWO),
    "a numbered list": page(TITLE, ONE, f"1. Another\n2. {TITLE}", TWO),
    "dialogue": page(TITLE, ONE, f"— Well?\n— {TITLE}\n— No.", TWO),
    "log lines": "gate opened\ngate opened\nwater low\ngate opened\nwater low\n",
    "headings under two parents": page("# Mills", "## Notes", ONE, "# Weirs", "## Notes", TWO),
    "a section of the title's name": page(f"# {TITLE}", ONE, "## Tools", TWO, f"## {TITLE}", ONE),
    "a label above the title": f"(the-old-mill)=\n# The old mill\n\n{ONE}\n",
    "code that counts": "".join(
        f"from a import b{n}\nassert call(b{n}) == {n}\nassert not call({n}, 'of the valley')\n"
        for n in range(2, 9)
    ),
    "a notice that recurs": page(
        TITLE,
        *[
            f"Part {letter} came.\n\nNobody may copy this without the\nMill Office of Elm Valley\n"
            "and its keeper. All may read it."
            for letter in "ABCDEF"
        ],
    ),
    "a recurring heading that comes first": page("Notes", ONE, "Weirs", TWO, "Notes", ONE),
    "a table of contents": page(TITLE, f"{TITLE}\nThe weir\nThe lock", ONE, "The weir", TWO),
    "entries with leaders": f"{TITLE}\n\n{TITLE} .... 1\nThe weir .... 2\n\n{ONE}\n\n{TWO}\n",
    "a title within a sentence": page(TITLE, f"He read “{TITLE}” aloud. {ONE}", TWO),
    "an abbreviation list": page("Royal Mill Office", ONE, "RMO: Royal Mill Office\nTP: Town Page"),
    "a title equal to the first sentence": page("It rained.", f"It rained. {ONE}", TWO),
    "a first sentence on a line of its own": page(TITLE, f"{TITLE}.\n{ONE}", TWO),
    "a salutation": page("Dear Mr Smith,", ONE, "Dear Mr Smith,", TWO),
    "a number": page("12", ONE, "12", TWO),
    "a date": page("2031-05-12", ONE, "2031-05-12", TWO),
    "one character": page("A", ONE, "A", TWO),
    "numbered headings": page("Trials", ONE, "Trials 1", TWO, "Trials 2", ONE, "Trials 3", TWO),
    "years": page("Harvest of the north", ONE, "Harvest of the north 2019", TWO),
    "another number": page("Report of week 12", ONE, "Report of week 13", TWO),
}


@pytest.mark.parametrize("text", ALONE.values(), ids=ALONE.keys())
def test_leaves_alone(text):
    assert run(text).text == text


def _paged(shape, lines=60, every=9):
    text = [TITLE, ""]
    for number in range(lines):
        text.append(f"the {number}th cart went over the weir. After that it was full, and so")
        if number % every == every - 1:
            text.append(shape(number // every + 7))
    return "\n".join(text) + "\n"


@pytest.mark.parametrize(
    "shape",
    [
        lambda number: f"Elm Valley Courier {number}",
        lambda number: f"{number} Elm Valley Courier",
        lambda number: f"- {number} -",
        lambda number: f"Page {number} of 40",
        lambda number: "Elm Valley Courier",
    ],
    ids=["number behind", "number before", "number alone", "page of pages", "no number"],
)
def test_does_remove_running_heads(shape):
    kept = [line for line in _paged(shape).split("\n") if "cart" in line or line in (TITLE, "")]
    assert run(_paged(shape)).text == "\n".join(kept)
    assert run(_paged(shape), running=False).text == _paged(shape)


def test_counted_sections_are_no_running_heads():
    text = page(TITLE, *(f"Chapter {n}\n\n{ONE}\n\n{TWO}" for n in range(1, 8)))
    assert run(text).text == text


def test_the_title_is_noted_where_nothing_goes():
    assert run(page(TITLE, ONE)).meta == {"title": TITLE}
    assert run(page(f"# {TITLE}", ONE)).meta == {"title": TITLE}
    assert run(f"{TITLE}\n=====\n\n{ONE}\n").meta == {"title": TITLE}
    assert run(page(ONE * 6, TWO)).meta == {}


def test_a_title_that_the_input_brought_is_used_and_kept():
    meta = {"title": f"{TITLE} | Town Page"}
    document = run(page(TITLE, ONE, TITLE, TWO), meta=meta)
    assert document.text == page(TITLE, ONE, TWO)
    assert document.meta == meta


def test_every_removal_says_why():
    document = run(page(TITLE, ONE, TITLE, TWO, f"{TITLE} 3", ONE, "The old mill…", TWO))
    assert [edit.reason for edit in document.edits] == [
        "title repeated",
        "title with page number",
        "title cut short",
    ]


def test_options_say_how_near_and_how_far():
    near = page(TITLE, ONE, "The old mil opens again", TWO)
    assert run(near).text == near
    assert run(near, similarity=0.9).text == page(TITLE, ONE, TWO)
    cut = page(TITLE, ONE, "The old mill…", TWO)
    assert run(cut, variants=("site", "page")).text == cut
    far = page(TITLE, ONE, TITLE, TWO, TITLE, ONE)
    assert run(far, reach=4).text == page(TITLE, ONE, TWO, TITLE, ONE)


def test_the_name_of_a_site_is_left_out_where_asked():
    titled = f"{TITLE} - Town Page"
    assert run(page(titled, ONE), strip_site=True).meta == {"title": titled}
    assert run(page(titled, ONE), strip_site=True, sites=("Town Page",)).meta == {"title": TITLE}
    assert run(page(titled, ONE, TITLE, TWO), strip_site=True).meta == {"title": TITLE}


def test_a_bundle_comes_apart_and_keeps_each_title_once():
    first = f"{TITLE} | Town | Roads"
    text = page(first, ONE, first, TWO) + "\n" + f"New weir | Town\nNew weir | Town\n\n{ONE}\n"
    parts = cleaner_articles.clean(text, Document("a", text), cleaner_articles.Options())
    cleaned = [cleaner_titles.clean(part.text, part, Options()) for part in parts]
    assert [one.meta["title"] for one in cleaned] == [first, "New weir | Town"]
    assert [one.text for one in cleaned] == [
        page(first, ONE, TWO) + "\n",
        f"New weir | Town\n\n{ONE}\n",
    ]


def test_the_example_of_the_docs_comes_out_as_printed():
    page_of_docs = (Path(__file__).parents[2] / "docs" / "titles.md").read_text("utf-8")
    text = re.search(r"```text\n(.*?)```", page_of_docs, re.DOTALL)[1]
    shown = re.search(r"```json\n(.*?)```", page_of_docs, re.DOTALL)[1].splitlines()
    parts = cleaner_articles.clean(text, Document("a", text), cleaner_articles.Options())
    for part, line in zip(parts, shown, strict=True):
        document = cleaner_titles.clean(part.text, part, Options())
        assert {"text": document.text, "meta": document.meta}.items() <= json.loads(line).items()


def test_a_long_line_and_a_million_equal_ones_take_no_time():
    run("word " * 2_000_000)
    assert run("The same line\n" * 1_000_000).text == "The same line\n"


LINES = st.sampled_from(
    [
        "",
        " ",
        TITLE,
        TITLE.upper(),
        f"{TITLE} 4",
        f"{TITLE} | Town",
        "The old mill…",
        ONE,
        TWO,
        "12",
        "=====",
        "- x",
        "and so it went",
        "— No.",
        "Weir 1",
        "Weir 2",
        "Weir 3",
    ]
)


@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\r"])), max_size=24))
def test_lines_stay_in_order_and_a_second_run_changes_nothing(lines):
    text = "".join(line + end for line, end in lines)
    document = run(text)
    removed = "".join(text[edit.start : edit.end] for edit in document.edits)
    assert len(removed) + len(document.text) == len(text)
    at = 0
    for edit in document.edits:
        at = edit.start
        assert at == 0 or text[at - 1] in "\r\n"
        assert edit.end == len(text) or text[edit.end - 1] in "\r\n"
    again = run(document.text)
    assert again.text == document.text
    assert run(document.text, meta=document.meta).text == document.text


def test_a_long_row_of_copies_goes_whole_and_leaves_what_is_around_it():
    row = f"{TITLE}\n" * 5000
    text = f"{TITLE}\n\n{ONE}\n\n{row}\n{TWO}\n"
    document = run(text)
    assert document.text == page(TITLE, ONE, TWO)
    assert "".join(text[edit.start : edit.end] for edit in document.edits).count(TITLE) == 5000
    assert run(f"{TITLE}\n\n{ONE}\n\n" + "Nothing\n" * 5000).text.count("Nothing\n") == 5000
