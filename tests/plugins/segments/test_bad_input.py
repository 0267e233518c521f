"""What is odd about a text or an option costs nothing of the text."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Document
from cleaner_segments import Options, clean

ODD = {
    "nothing": "",
    "spaces": "   ",
    "a combining mark at each edge": "\u0301abc def\u0301",
    "joined emoji at each edge": "👩\u200d👧 word word 👩\u200d👧",
    "a joiner alone at each edge": "\u200dword word\u200d",
    "flags at each edge": "🇩🇪🇫 word 🇩🇪🇫",
    "line ends of two characters": "One is.\r\n\r\nTwo is.\r\nThree is.\r\n",
    "line ends of old": "One is.\rTwo is.\rThree is.\r",
    "a byte order mark": "\ufeffword word",
    "half of a pair": "word \ud83d word",
    "no character": "word\0word \uffff\ufffe",
    "marks from right to left": "\u202eword\u202c \u2067word\u2069",
}
OPTIONS = [
    {"max": 1},
    {"max": 2, "min": 2},
    {"max": 7, "overlap": 6},
    {"max": 1, "unit": "words"},
    {"max": 3, "unit": "words", "overlap": 2},
    {"max": 9, "by": "topic"},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_are_put_together_again(segments, text, options):
    found = segments(text, **options)
    pieces = [segment.text[segment.meta["segment"].get("overlap", 0) :] for segment in found]
    assert "".join(pieces) == text
    assert all(pieces) or not text
    if options.get("unit") != "words":
        assert max(len(segment.text) for segment in found) <= options["max"]


PIECES = st.sampled_from(["a b. ", "C d! ", "我。", "\n", "\u0301", ". ", ","])
WORDS = st.lists(PIECES | st.characters(), max_size=60).map("".join)


@given(WORDS, st.integers(1, 9), st.integers(0, 8))
def test_overlap_in_words_is_taken_off_again(segments, text, most, overlap):
    found = segments(text, max=most, unit="words", overlap=min(overlap, most - 1))
    assert all(len(segment.text.split()) <= most for segment in found)
    pieces = [segment.text[segment.meta["segment"].get("overlap", 0) :] for segment in found]
    assert "".join(pieces) == text


@pytest.mark.parametrize("unit", ["characters", "words"])
def test_a_word_of_megabytes_is_kept(segments, unit):
    text = "x" * 5_000_000
    found = segments(text, unit=unit)
    assert "".join(segment.text for segment in found) == text
    assert len(found) == (1 if unit == "words" else 2_500)


MANY = {
    "prose": "It was late when they came. The door was open! " * 20_000,
    "paragraphs": f"{'It was late. ' * 40}\n\n" * 2_000,
    "lines": f"{'It was late, and dark ' * 3}\n" * 14_000,
    "letters": "x" * 5_000_000,
    "headings": f"# One\n\n{'It was late. ' * 40}\n\n" * 2_000,
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_memory_is_a_constant_number_of_copies(text):
    document, options = Document("a", text), Options()
    clean(text[:10_000], document, options)
    tracemalloc.start()
    try:
        clean(text, document, options)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # The segments are one copy; where they are, and what is noted of each, is less than another.
    assert peak < 2 * len(text)
