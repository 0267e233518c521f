"""Titles: further forms of copies, and what only looks like one."""

import pytest

from cleaner import Document
from cleaner_titles import Options, clean

TITLE = "The old mill opens again"
ONE = "The bridge was shut for a year, and the carts went round by the mill."
TWO = "Now the carts roll over it, and the ferryman has sold his boat. It was a good boat."
THAI = "อุณหภูมิทะเลสูงขึ้นเป็นปีที่สิบ"


def _run(*blocks):
    text = "\n\n".join(blocks) + "\n"
    found = clean(text, Document("a", text), Options())
    return (found.text if found and found.edits else text).rstrip("\n").split("\n\n")


@pytest.mark.parametrize(
    ("title", "copy"),
    [
        (TITLE, f"{TITLE} | NW24"),
        (TITLE, f"NW24: {TITLE}"),
        (TITLE, f"Fig. 3: {TITLE}"),
        (TITLE, f"Figure 4. {TITLE}"),
        ("老图书馆为何不关门", "图3：老图书馆为何不关门"),
        (THAI, "อุณหภูมิทะเลสูงขึ้น…"),
    ],
    ids=[
        "a site with digits",
        "before a colon",
        "a numbered picture",
        "the word in full",
        "of ideographs",
        "cut, without spaces",
    ],
)
def test_does_remove(title, copy):
    assert _run(title, ONE, copy, TWO) == [title, ONE, TWO]


@pytest.mark.parametrize(
    "block",
    [
        f"| {TITLE} | 3 |\n| {TITLE} | 4 |",
        f"{TITLE} | 24",
        f"Chapter 3: {TITLE}",
        f"He said: {ONE} {TITLE}",
    ],
    ids=["rows of a Markdown table", "a value", "a numbered heading", "a sentence"],
)
def test_leaves_alone(block):
    assert _run("Elm Valley", ONE, block, TWO) == ["Elm Valley", ONE, block, TWO]
    if "| 24" not in block:
        assert _run(TITLE, ONE, block, TWO) == [TITLE, ONE, block, TWO]


def test_leaves_a_paragraph_alone_that_comes_twice():
    assert _run(TITLE, ONE, ONE, TWO) == [TITLE, ONE, ONE, TWO]
