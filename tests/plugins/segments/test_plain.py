"""What is soon told of plain text is what looking at all of a segment tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner_segments.plain import Plain
from cleaner_segments.sentences import Sentences
from cleaner_segments.sizes import Characters
from cleaner_segments.spreading import Bounds, Spreading
from cleaner_segments.structure import structure

PIECES = [
    "He went home. ",
    "Dr. Lee, who ",
    "came? ",
    "no!  ",
    "\n",
    "\n\n",
    " ",
    "word ",
    "\u0301",
]
PIECES += [
    "Ж. ",
    "我。",
    "1.5 ",
    ", ",
    "a",
    "(so) ",
    "“Hi.” ",
    "Über. ",
    "long; ",
    "\u00a0",
    "x" * 30,
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=120).map("".join)


def compared(text, most, least):
    bounds = Bounds(least, most, overlap=0, firm=False)
    sentences = Sentences(text)
    asked = []
    slow = Spreading(text, Characters(text), structure(text), bounds, sentences)

    def otherwise(new):
        asked.append(new)
        return slow.end(new)

    quick = Plain(text, sentences).ends(most, least, otherwise)
    return quick, [segment.end for segment in slow.segments([len(text)])], asked


@given(TEXTS, st.sampled_from([9, 20, 50, 100, 300]))
def test_the_cuts_are_the_same(text, most):
    quick, slow, _ = compared(text, most, max(1, most // 8))
    assert quick == slow


PROSE = "It was late when they came to the house. The door was open, and nobody was there! "
SHAPES = {
    "paragraphs": f"{PROSE * 9}\n\n" * 40,
    "wrapped": "\n\n".join(["They went on\nuntil it was\ndark. Then " * 30] * 40),
    "one line": PROSE * 400,
    "lines": f"{PROSE * 9}\n" * 40,
    "commas": "one, two, three, " * 2_000,
    "words": "one two three " * 2_000,
    "letters": "abc" * 10_000,
    "line ends": "\n" * 30_000,
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_of_common_texts_it_is_soon_told(text):
    quick, slow, asked = compared(text, 2000, 250)
    assert quick == slow
    assert not asked
