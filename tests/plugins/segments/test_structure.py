"""Headings stay with their text, code and tables stay whole, segments know their headings."""

import pytest

from cleaner_segments.structure import structure

BODY = "Words are put here, one after another. They go on for a while. "
CODE = "```python\n# no heading\nx = 1\n\ny = 2\n```\n"
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"


@pytest.mark.parametrize("block", [CODE, TABLE], ids=["fenced code", "table"])
@pytest.mark.parametrize("before", range(0, 160, 7))
def test_blocks_that_fit_stay_whole(segments, block, before):
    text = f"{(BODY * 3)[:before]}\n\n{block}\n{BODY * 2}"
    found = segments(text, max=100)
    assert any(block.strip() in segment.text for segment in found)


def test_a_block_stays_whole_though_little_is_behind_it(segments):
    text = f"```\n{'x = compute(1)' * 13}\n```\n\n{BODY[:20]}"
    assert [segment.text for segment in segments(text, max=200)] == [text[:-20], text[-20:]]


@pytest.mark.parametrize(
    "heading", ["# One\n", "## Two ##\n\n", "Three\n=====\n\n", "# A\n\n## B\n\n"]
)
@pytest.mark.parametrize("before", range(0, 160, 7))
def test_headings_are_never_left_at_the_end(segments, heading, before):
    text = f"{(BODY * 3)[:before].strip()}\n\n{heading}{BODY * 3}".lstrip()
    for segment in segments(text, max=90)[:-1]:
        assert not segment.text.endswith(heading)


@pytest.mark.parametrize("block", [CODE, TABLE], ids=["fenced code", "table"])
@pytest.mark.parametrize("before", range(0, 160, 7))
def test_an_overlap_neither_begins_within_a_block_nor_costs_one(segments, block, before):
    text = f"{(BODY * 3)[:before]}\n\n{block}\n{BODY * 2}{block}"
    form = structure(text)
    for segment in segments(text, max=100, overlap=40):
        place = segment.meta["segment"]
        assert form.block_at(place["start"]) is form.block_at(place["end"]) is None


DOCUMENT = f"""\
{BODY}

# One

{BODY}

## Two

### Three

{BODY}

```
# not a heading
```

## Four #

{BODY}

Five
====

{BODY}

#

#nothing

    # code
"""


def test_segments_carry_their_headings(segments):
    found = segments(DOCUMENT, max=80)
    paths = [tuple(segment.meta.get("headings", ())) for segment in found]
    assert list(dict.fromkeys(paths)) == [
        (),
        ("One",),
        ("One", "Two", "Three"),
        ("One", "Four"),
        ("Five",),
        ("",),
    ]


def test_a_short_document_carries_its_headings(segments):
    (found,) = segments("# One\n\n## Two\n\ntext")
    assert found.meta["headings"] == ["One", "Two"]


UNDERLINED = {
    "a bar": ("Home | My Site\n====\n\ntext", ["Home | My Site"]),
    "a bar and a rule": ("Home | My Site\n----\n\ntext", ["Home | My Site"]),
    "a blank line with a space": ("text\n \nOne\n===\n\ntext", ["One"]),
    "a heading right above": ("# One\nTwo\n---\n\ntext", ["One", "Two"]),
    "a block right above": ("```\nx\n```\nOne\n===\n\ntext", ["One"]),
}


@pytest.mark.parametrize(("text", "path"), UNDERLINED.values(), ids=UNDERLINED)
def test_underlined_titles_are_headings(text, path):
    assert list(structure(text).paths[-1]) == path


NO_HEADINGS = {
    "a rule below a paragraph of lines": "one\ntwo\n---\n",
    "a rule": "text\n\n---\n\ntext",
    "front matter": "---\ntitle: a\n---\n",
    "seven hashes": "####### one\n",
    "no space": "#one\n",
    "in a fence that is not closed": "~~~\n# one\n",
    "a table of one column": "| a |\n|---|\n",
    "a table of one column without bars": "| a |\n---\n",
}


TABLES = {
    "bars at the sides": TABLE,
    "bars within": "a | b\n--- | :-:\n1 | 2\n",
    "one column": "| a |\n---\n| 1 |\n",
    "a bar that is text": "| a \\| b |\n|---|\n| 1 |\n",
    "in an item of a list": "- | a | b |\n  |---|---|\n  | 1 | 2 |\n",
}
NO_TABLES = {
    "fewer dashes than cells": "| a | b |\n|---|\n| 1 | 2 |\n",
    "more dashes than cells": "| a | b |\n|---|---|---|\n| 1 | 2 |\n",
    "a bar in code": "| `a|b` | c |\n|---|---|\n",
    "no header": "\n|---|---|\n| 1 | 2 |\n",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_tables_are_blocks(text):
    found = structure(text)
    assert (found.block_starts, found.block_ends) == ([0], [len(text)])


@pytest.mark.parametrize("text", NO_TABLES.values(), ids=NO_TABLES)
def test_what_has_another_count_of_cells_is_text(text):
    assert not structure(text)


@pytest.mark.parametrize("behind", ["# One | two\n", "```x|y\ncode\n```\n", "> a | b\n"])
def test_another_block_ends_a_table(behind):
    found = structure(TABLE + behind)
    assert found.block_ends[0] == len(TABLE)


@pytest.mark.parametrize("text", NO_HEADINGS.values(), ids=NO_HEADINGS)
def test_no_heading_is(segments, text):
    (found,) = segments(text)
    assert "headings" not in found.meta


def test_headings_are_cut_at_first(segments):
    text = f"# One\n\n{BODY}\n\n{BODY}\n\n## Two\n\n{BODY}\n\n# Three\n\n{BODY}"
    starts = [segment.text[:5] for segment in segments(text, max=250)]
    assert starts == ["# One", "# Thr"]
