"""Segments are bounded, put together they are the document, and they end where they should."""

from pathlib import Path

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner import CleanerError, Document
from cleaner_segments import Options, clean

ROOT = Path(__file__).parents[3]
AWKWARD = [
    " ",
    "\n",
    "\r\n",
    "\t",
    ".",
    "。",
    ",",
    "# ",
    "```\n",
    "|",
    "-",
    "1.",
    "\u0301",
    "\u200d",
]
AWKWARD += ["\u0301", "\u200d", "👩\u200d👧", "🇩🇪", "🇫🇷", "👍🏽", "한", "ᄒ", "क्षि"]
AWKWARD += ["\n\n", "\u2028", "\x85"]
TEXTS = st.lists(st.one_of(st.sampled_from(AWKWARD), st.characters()), max_size=80).map("".join)


def clusters_cut(text, ends):
    whole = {match.end() for match in regex.finditer(r"\X", text)}
    return [end for end in ends if end not in whole]


@given(TEXTS, st.integers(1, 40), st.sampled_from(["size", "topic"]), st.integers(0, 39))
def test_put_together_segments_are_the_document(segments, text, most, by, overlap):
    overlap = min(overlap, most - 1)
    found = segments(text, max=most, by=by, overlap=overlap)
    pieces = []
    for index, segment in enumerate(found):
        noted = segment.meta["segment"]
        assert (noted["index"], noted["count"]) == (index, len(found))
        assert text[noted["start"] : noted["end"]] == segment.text
        assert len(segment.text) <= most
        assert segment.text or not text
        pieces.append(segment.text[noted.get("overlap", 0) :])
        assert pieces[-1] or not text
    assert "".join(pieces) == text


@given(TEXTS, st.integers(1, 40))
def test_the_same_text_gives_the_same_segments(segments, text, most):
    assert segments(text, max=most) == segments(text, max=most)


@given(TEXTS, st.integers(12, 40))
def test_no_grapheme_cluster_is_cut_that_fits(segments, text, most):
    ends = [segment.meta["segment"]["end"] for segment in segments(text, max=most)]
    longest = max((len(match[0]) for match in regex.finditer(r"\X", text)), default=0)
    if text and longest <= most:
        assert not clusters_cut(text, ends)


@given(TEXTS, st.integers(1, 20))
def test_a_minimum_of_half_the_maximum_is_kept(segments, text, least):
    # Clusters may not be cut for it, so that they take part in the sum.
    longest = max((len(match[0]) for match in regex.finditer(r"\X", text)), default=0)
    found = segments(text, max=3 * least, min=least)
    if len(found) > 1 and longest == 1 and text.strip():
        assert min(len(segment.text) for segment in found) >= least


@example(". 。, # .", 2)  # a word that is cut in two
@given(TEXTS, st.integers(1, 10))
def test_no_segment_has_more_words_than_the_maximum(segments, text, most):
    found = segments(text, max=most, unit="words")
    assert "".join(segment.text for segment in found) == text
    assert all(len(segment.text.split()) <= most for segment in found)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n"], ids=["empty", "space", "newlines"])
def test_without_text_there_is_one_segment(segments, text):
    (found,) = segments(text)
    assert found.meta["segment"] == {"index": 0, "count": 1, "start": 0, "end": len(text)}


CUTS = {
    "a paragraph before a sentence": (
        "One. Two.\n\nThree. Four",
        16,
        ["One. Two.\n\n", "Three. Four"],
    ),
    "a sentence before a clause": ("One, two. Three, four.", 16, ["One, two. ", "Three, four."]),
    "a clause before a word": ("one two, three four", 13, ["one two, ", "three four"]),
    "a word before a letter": ("onetwo three", 10, ["onetwo ", "three"]),
    "evenly, not with a crumb at the end": ("a b c d e f", 10, ["a b c ", "d e f"]),
    "an item before a sentence": ("- One. Two\n- Three", 14, ["- One. Two\n", "- Three"]),
    "letters evenly, where there is nothing else": ("aaaaa", 4, ["aaa", "aa"]),
    "no sentence at an abbreviation": (
        "It was Dr. Foo here. Bar baz.",
        25,
        ["It was Dr. Foo here. ", "Bar baz."],
    ),
    "between marks of a script without spaces": ("我来了。他走了。", 6, ["我来了。", "他走了。"]),
    "a sentence before a line that goes on": (
        "They said so here. THE HOUSE WAS OLD\nAND THE GARDEN HAD GROWN WILD.",
        48,
        ["They said so here. ", "THE HOUSE WAS OLD\nAND THE GARDEN HAD GROWN WILD."],
    ),
    "a term stays with what is told of it": (
        "alpha\n    The first one\nbeta\n    The second one\n",
        30,
        ["alpha\n    The first one\n", "beta\n    The second one\n"],
    ),
    "not within a flag": ("🇩🇪🇫🇷🇮🇹", 3, ["🇩🇪", "🇫🇷", "🇮🇹"]),
    "not within a line end": ("aaa\r\nbbb", 4, ["aaa", "\r\nb", "bb"]),
    "a word rather than no crumb": (f"{'x' * 195} {'y' * 6}", 200, [f"{'x' * 195} ", "y" * 6]),
    "white space stays with what it follows": ("one\n\n\n\ntwo", 9, ["one\n\n\n\n", "two"]),
}


@pytest.mark.parametrize(("text", "most", "expected"), CUTS.values(), ids=CUTS)
def test_cuts(segments, text, most, expected):
    assert [segment.text for segment in segments(text, max=most)] == expected


LONG = {
    "one line": "all work and no play " * 5_000,
    "no spaces": "workandplay," * 8_000,
    "a letter": "a" * 100_000,
    "a letter of another script": "ж" * 100_000,
    "newlines": "\n" * 100_000,
    "spaces": " " * 100_000,
    "full stops": "." * 100_000,
    "blank lines": " \n" * 50_000,
    "fences": "```\n" * 25_000,
    "hashes": "#" * 100_000,
    "headings": "# a\n" * 25_000,
    "table rows": "|-|\n" * 25_000,
    "combining marks": "\u0301" * 100_000,
    "joiners": "👩\u200d" * 50_000,
    "flags": "🇩🇪" * 50_000,
    "rules": "---\n" * 25_000,
    "spaces behind a rule": f"a\n-{' ' * 100_000}x\nfoo",
    "spaces behind a table's rule": f"a|b\n|---{' ' * 100_000}x\nfoo",
    "spaces in a heading": f"# x{' ' * 100_000}a\n\nfoo",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_texts_of_one_thing_are_cut_to_the_maximum(segments, text):
    found = segments(text)
    assert "".join(segment.text for segment in found) == text
    assert max(len(segment.text) for segment in found) <= 2000
    assert len(found) <= len(text) / 2000 * 2


SEEDS = sorted(path for path in (ROOT / "seeds").rglob("*") if path.is_file())
OPTIONS = [{}, {"max": 100}, {"max": 1000, "overlap": 200}, {"by": "topic"}, {"max": 9, "min": 4}]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_seeds_are_put_together_again(segments, seed, options):
    text = seed.read_bytes().decode("utf-8", "replace")
    found = segments(text, **options)
    pieces = [segment.text[segment.meta["segment"].get("overlap", 0) :] for segment in found]
    assert "".join(pieces) == text
    assert max(len(segment.text) for segment in found) <= options.get("max", 2000)


REFUSED = {
    "min above max": ({"max": 5, "min": 6}, "min is 6"),
    "overlap of max": ({"max": 5, "overlap": 5}, "overlap is 5"),
    "tokens without a tokenizer": ({"unit": "tokens"}, "tokenizer"),
    "a tokenizer without tokens": ({"tokenizer": "t.json"}, "tokenizer"),
}


@pytest.mark.parametrize(("options", "message"), REFUSED.values(), ids=REFUSED)
def test_refuses(options, message):
    with pytest.raises(CleanerError, match=message):
        Options(**options)


KEPT = {
    "by dropping the overlap": ("\n## สวัสดี", {"max": 8, "overlap": 7}),
    "where a topic begins": (
        "Alpha beta.\n \u0301gamma delta epsilon.",
        {"max": 25, "by": "topic"},
    ),
}


@pytest.mark.parametrize(("text", "options"), KEPT.values(), ids=KEPT)
def test_a_cluster_is_kept(segments, text, options):
    ends = [segment.meta["segment"]["end"] for segment in segments(text, **options)]
    assert not clusters_cut(text, ends)


@pytest.mark.parametrize("unit", ["characters", "words"])
def test_a_maximum_may_be_of_any_size(segments, unit):
    (found,) = segments("One. Two.", max=2**70, unit=unit)
    assert found.text == "One. Two."


def test_what_the_input_noted_is_kept(segments):
    found = clean("a b", Document("a", "a b", meta={"segment": "given"}), Options(max=2))
    assert [segment.meta["given"] for segment in found] == [{"segment": "given"}] * 2


def test_overlap_is_of_whole_sentences(segments):
    text = "One is here. Two is here. Three is here. Four is here. "
    found = segments(text, max=28, overlap=14)
    assert [segment.text for segment in found][:2] == [
        "One is here. Two is here. ",
        "Two is here. Three is here. ",
    ]
    assert found[1].meta["segment"] == {
        "index": 1,
        "count": 3,
        "start": 13,
        "end": 41,
        "overlap": 13,
    }
