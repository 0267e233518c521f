"""Titles: running heads of long texts, whose surroundings alone are looked at."""

import textwrap

import pytest

from cleaner import Document
from cleaner_titles import Options, amid, clean

SENTENCE = "the ferryman of place {} counted his wild geese while the market was closed and went on"
LINES = 44
PAGES = 140


def _body(lines):
    words = " ".join(SENTENCE.format(number) for number in range(lines))
    return textwrap.wrap(f"T{words[1:]}.", 72)[:lines]


def _paged(body, head):
    """Print a text on pages, the head right between two lines of the text."""
    lines = []
    for number, start in enumerate(range(0, len(body), LINES), 1):
        lines += [head.format(number), *body[start : start + LINES]]
    return "\n".join(lines) + "\n"


def _cleaned(text):
    found = clean(text, Document("a", text), Options())
    return found.text if found and found.edits else text


@pytest.mark.parametrize("head", ["Notes of the valley {}", "Notes of the long valley"])
def test_does_remove_the_heads_of_a_long_text(head):
    body = _body(LINES * PAGES)
    assert len(body) > 4000
    left = _cleaned(_paged(body, head)).split("\n")
    assert left in ([*body, ""], [head.format(1), *body, ""])


def test_leaves_lines_at_regular_distances_in_a_long_list_alone():
    entries = [f"Entry {number} of the list\nheld at a low place" for number in range(3000)]
    text = "Held in the valley\n\n" + "\n".join(entries) + "\n"
    assert _cleaned(text) == text


def test_reads_the_surroundings_of_candidates_and_not_the_whole_text_for_each(monkeypatch):
    read = []
    prose_lines = amid.prose_lines

    def counting(lines, indices, copies):
        read.append(len(indices))
        return prose_lines(lines, indices, copies)

    monkeypatch.setattr(amid, "prose_lines", counting)
    body = _body(LINES * PAGES)
    for place in range(30):
        # A line that comes a few times, far from most of the text, and breaks its sentences.
        for at in range(6):
            body[100 + place * 200 + at * 12] = f"Valley at the mill {chr(97 + place)}"
    _cleaned("\n".join(body) + "\n")
    assert read
    assert max(read) < len(body) / 4


def test_numbers_that_are_data_hide_no_page():
    body = _body(LINES * 8)
    data = [str(7 * number % 100) for number in range(400)]
    text = _paged(body, "Notes of the valley {}") + "\n" + "\n".join(data) + "\n"
    left = _cleaned(text).split("\n")
    assert left[-401:-1] == data
    assert "Notes of the valley 5" not in left


@pytest.mark.parametrize(
    ("entry", "stays"),
    [("{}  The bridge of the valley, part {}/5", True), ("The bridge of the valley {}/5", False)],
    ids=["entries with numbers of their own", "pages"],
)
def test_tells_entries_in_parts_from_pages(entry, stays):
    texts = []
    for part in range(1, 6):
        own = (359767 + part * 1523, part) if stays else (part,)
        paragraph = f"The clerk of place {part} lost the key of the archive behind the old mill."
        texts += [entry.format(*own), *[paragraph] * 6]
    text = "\n".join(["Changes of the valley", "", *texts]) + "\n"
    assert (_cleaned(text) == text) is stays
