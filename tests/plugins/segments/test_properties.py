"""What holds of the segments of any Markdown: blocks, headings, overlaps, clusters."""

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from cleaner_segments.sentences import Sentences
from cleaner_segments.structure import structure

WORDS = ["One", "word", "of", "more.", "Then", "it,", "was!", "我。", "é", "x" * 30]
PARAGRAPH = st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join).map("{}\n\n".format)
HEADING = st.sampled_from(["# One\n", "## Two\n\n", "Three\n=====\n\n", "### Four ###\n\n\n"])
CODE = st.integers(0, 4).map(lambda lines: "```\n" + "x = 1 # no heading\n" * lines + "```\n\n")
TABLE = st.integers(0, 4).map(lambda rows: "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * rows + "\n")
LIST = st.integers(1, 4).map(lambda items: "- One item. More\n" * items + "\n")
DOCUMENTS = st.lists(PARAGRAPH | HEADING | CODE | TABLE | LIST, max_size=14).map("".join)
SIZES = st.integers(40, 250)


def headings_before(form, at):
    """Return where the headings begin that stand directly above a place, or the place."""
    for start, body in zip(
        reversed(form.heading_starts), reversed(form.heading_bodies), strict=True
    ):
        if body == at:
            at = start
    return at


@given(DOCUMENTS, SIZES)
def test_blocks_that_fit_are_whole(segments, text, most):
    form = structure(text)
    ends = {segment.meta["segment"]["end"] for segment in segments(text, max=most)}
    for start, end in zip(form.block_starts, form.block_ends, strict=True):
        # A heading stays with its block, also if the two do not fit together.
        if end - headings_before(form, start) <= most:
            assert not any(start < cut < end for cut in ends)


@given(DOCUMENTS, SIZES)
def test_no_segment_ends_with_a_heading(segments, text, most):
    form = structure(text)
    for segment in segments(text, max=most)[:-1]:
        start, end = segment.meta["segment"]["start"], segment.meta["segment"]["end"]
        if form.heading_at(end):
            # Only where a segment has room for nothing but headings.
            body = next(at for at in form.heading_bodies if at >= end)
            while body in form.heading_starts:
                body = form.heading_bodies[form.heading_starts.index(body)]
            assert headings_before(form, body) <= start
            assert body - start >= most


@given(DOCUMENTS, SIZES, st.integers(1, 120))
def test_what_is_repeated_is_whole_sentences(segments, text, most, overlap):
    starts = {0, *Sentences(text).ends(0, len(text))}
    for segment in segments(text, max=most, overlap=min(overlap, most - 1)):
        noted = segment.meta["segment"]
        assert noted["overlap"] <= overlap
        assert noted["overlap"] == 0 or noted["start"] in starts


@given(DOCUMENTS, SIZES)
def test_headings_are_those_above_the_first_text(segments, text, most):
    form = structure(text)
    for segment in segments(text, max=most):
        start = segment.meta["segment"]["start"]
        above = [i for i, at in enumerate(form.heading_starts) if at <= start]
        if above and form.heading_bodies[above[-1]] <= start:
            assert segment.meta["headings"] == list(form.paths[above[-1]])


CLUSTERS = st.sampled_from(
    ["e\u0301", "👩\u200d👧\u200d👦", "🇩🇪", "क्षि", "\r\n", "각", "a", " ", ". "]
)


@given(st.lists(CLUSTERS, max_size=60).map("".join), st.integers(1, 12))
def test_no_cluster_is_cut_that_fits(segments, text, most):
    clusters = [(found.start(), found.end()) for found in regex.finditer(r"\X", text)]
    for segment in segments(text, max=most):
        cut = segment.meta["segment"]["end"]
        assert all(end - start > most for start, end in clusters if start < cut < end)


@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["CRLF", "CR"])
@given(DOCUMENTS, SIZES)
def test_kept_line_ends_are_kept(segments, newline, text, most):
    text = text.replace("\n", newline)
    found = segments(text, max=most)
    assert "".join(segment.text for segment in found) == text
    assert not any(re.search(r"\r\Z", one.text) for one in found[:-1]) or newline == "\r"
