"""Titles: the heads and feet of pages of equal length, and records that only look like pages."""

import textwrap

import pytest

from cleaner import Document
from cleaner_titles import Options, clean

WORDS = (
    "the ferryman counted the wild geese while the market was closed and wrote a long letter home"
    " about the price of salt, which nobody in the village could pay before the first snow fell."
    " He mended the gate, and the clerk lost the key of the archive on the road behind the mill."
)
BODY = textwrap.wrap(" ".join([WORDS[0].upper() + WORDS[1:]] * 40), 72)
# As many lines on a page, between its head and its foot.
LINES = 44


def _paged(head, foot, above=2, below=3):
    """Print the text on pages, as tools for plain text do."""
    lines = []
    for number, start in enumerate(range(0, len(BODY), LINES), 1):
        page = BODY[start : start + LINES]
        page += [""] * (LINES - len(page))
        lines += [*[""] * above, head.format(number), *[""] * above, *page]
        lines += [*[""] * below, *([foot.format(number)] if foot else []), *[""] * below]
    return "\n".join(lines) + "\n"


PRINTED = {
    "date, name and page": ("2031-04-02 10:00      notes/valley.txt      Page {}", ""),
    "a manual": (
        "FERRY(1)     General Commands Manual     FERRY(1)",
        "Elm 2.1  16 June 2008 (v3.0)  {}",
    ),
    "a report": (
        "Request 793      Elm Protocol      September 1981",
        "Postel                [Page {}]",
    ),
    "a number alone": ("Notes of the valley", "{}"),
    "a head alone": ("The notes of the valley, volume 2", ""),
}


def _cleaned(text):
    found = clean(text, Document("a", text), Options())
    return found.text if found and found.edits else text


@pytest.mark.parametrize(("head", "foot"), PRINTED.values(), ids=PRINTED.keys())
def test_does_remove_the_heads_and_feet_of_equal_pages(head, foot):
    left = [line for line in _cleaned(_paged(head, foot)).split("\n") if line]
    # What the text begins with may stay.
    assert left in (BODY, [head.format(1), *BODY])


def _records(line, count=9):
    """Make entries of equal length, each with a number and whole sentences."""
    entry = [sentence + "." for sentence in WORDS.rstrip(".").split(". ")] * 12
    sections = ("\n".join([line.format(n), "", *entry, ""]) for n in range(1, count))
    return "The station book\n\n" + "\n".join(sections) + "\n"


RECORDS = {
    "numbered sections": _records("Station {}"),
    "numbers alone": _records("{}"),
    "recurring headings": _records("Observations"),
    "code": "\n".join(
        "\n".join(
            [
                f"def step_{n}(value):",
                *["    value = turn(value, [1, 2])"] * 22,
                "    return value",
                "",
            ]
        )
        for n in range(9)
    ),
    "a log": "\n".join(
        f"{n:04} gate opened" if n % 25 else "Restarted by the watchman" for n in range(400)
    ),
    "sonnets": "\n".join(
        "\n".join(
            [
                str(n),
                "",
                *[f"And verse {n} comes with line {i} to the shore" for i in range(22)],
                "",
            ]
        )
        for n in range(1, 9)
    ),
}


@pytest.mark.parametrize("text", RECORDS.values(), ids=RECORDS.keys())
def test_leaves_records_of_equal_length_alone(text):
    assert _cleaned(text) == text


def test_a_word_that_pages_are_called_by_in_another_tongue_makes_no_page():
    gap = "\n".join(f"const value_{n} = {n};" for n in range(9))
    text = "\n".join(
        f'operator""s(const char{size}_t* __str, size_t __len)\n{gap}' for size in (8, 16, 32, 64)
    )
    assert _cleaned(text) == text


FLOW = textwrap.wrap(" ".join([WORDS[0].upper() + WORDS[1:]] * 120), 72)
ROMAN = ["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii"]
FLOWING = {
    "Roman, of so many": [f"página {number} de 48" for number in ROMAN],
    "Roman": [f"Notes of the valley {n}" for n in ROMAN],
    "Roman, alone": [f"– {n} –" for n in ROMAN],
    "Roman, before": [f"{n}   Notes of the valley" for n in ROMAN],
    "of so many": [f"{n}/48" for n in range(7, 20)],
    "in brackets before": [f"( {n} ) Elm Radio" for n in range(7, 20)],
    "behind a date": [f"2024-03-07 Elm Valley Radio {n}" for n in range(7, 20)],
    "on each side another": [f"{n} Notes" if n % 2 else f"The mill {n}" for n in range(7, 20)],
    "on each side another, of two chapters": [
        f"{n} Notes" if n % 2 else f"The {'mill' if n < 12 else 'weir'} {n}" for n in range(7, 20)
    ],
    "in a script without capitals": [f"بريد الوادي {n}" for n in range(7, 20)],
}


@pytest.mark.parametrize("heads", FLOWING.values(), ids=FLOWING.keys())
@pytest.mark.parametrize("spread", [0, 3], ids=["equal pages", "pages of other lengths"])
def test_does_remove_heads_amid_the_text(heads, spread):
    lines = ["Ferries of the elm", ""]
    at = 0
    for number, head in enumerate(heads):
        end = at + 24 + number % (spread + 1)
        lines += [*FLOW[at:end], head]
        at = end
    lines += FLOW[at : at + 9]
    kept = [line for line in lines if line not in heads]
    assert _cleaned("\n".join(lines) + "\n") == "\n".join(kept) + "\n"


PARAGRAPH = textwrap.wrap(WORDS[0].upper() + WORDS[1:], 72)
THAI_PARAGRAPH = [
    "ช่างเป่าแก้วจุดเตาตั้งแต่ก่อนรุ่งสาง เพื่อให้น้ำไหลลงทั้งสองด้าน",
    "สูบน้ำตัวที่สอง เพื่อให้น้ำไหลลงทั้งสองด้าน คุณยายของฉันเก็บเมล็ดพันธุ์",
    "นานก่อนที่เพื่อนบ้านจะตื่น",
]
VERSES = ["O lantern on the northern hill so far", "and no one hears the watchman shout"]


def _entries(headings, paragraphs):
    return "Book\n\n" + "\n".join(
        "\n".join([heading, "", *(paragraphs[number % 2]), ""])
        for number, heading in enumerate(headings)
    )


MORE_RECORDS = {
    "dates of a diary": _entries(
        [f"{n} March 2024" for n in range(5, 14)], [PARAGRAPH, PARAGRAPH * 2]
    ),
    "chapters from the third on": _entries(
        [f"Experiment {n}" for n in range(3, 12)], [PARAGRAPH * 3, [*PARAGRAPH * 3, "It rained."]]
    ),
    "chapters in Roman numbers": _entries(
        [f"Chapter {n}" for n in ROMAN], [PARAGRAPH * 3, PARAGRAPH * 2]
    ),
    "chapters of a script without marks": _entries(
        [f"บทที่ {n}" for n in range(3, 12)], [THAI_PARAGRAPH, THAI_PARAGRAPH * 2]
    ),
    "subtitles": "\n".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{VERSES[n % 2]}\n" for n in range(1, 20)
    ),
}


@pytest.mark.parametrize("text", MORE_RECORDS.values(), ids=MORE_RECORDS.keys())
def test_leaves_counted_sections_alone(text):
    assert _cleaned(text) == text


def test_leaves_text_alone_that_begins_each_page_alike():
    """Paragraphs of one author may begin alike, also below the heads of pages."""
    lines = []
    for number in range(1, 8):
        start = BODY[0] if number % 2 else BODY[1]
        lines += ["", "", f"2031-04-02 10:00   valley.txt   Page {number}", "", "", start]
        lines += [*FLOW[number * 50 : number * 50 + 50], "", "", ""]
    left = [line for line in _cleaned("\n".join(lines)).split("\n") if line]
    assert [line for line in left if "Page" not in line] == [
        line for line in lines if line and "Page" not in line
    ]
