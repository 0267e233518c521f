"""What is soon told of plain text is what looking at all of a segment tells."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner_segments.plain import Plain, compiled, noted, parts
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
    "Some things\n",
    "Other ones of these, as it is\n",
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

    quick = Plain(text, most, least, otherwise).ends()
    return quick, [segment.end for segment in slow.segments([len(text)])], asked


@example(f"long; {'x' * 90}He went home. ", 100)  # parted before the minimum alone
@example(f"{'x' * 97} {'y' * 6}", 100)  # parted behind it alone
@given(TEXTS, st.sampled_from([9, 20, 50, 100, 300]))
def test_the_cuts_are_the_same(text, most):
    quick, slow, _ = compared(text, most, max(1, most // 8))
    assert quick == slow


@pytest.mark.skipif(compiled() is None, reason="there was no C compiler")
@example(f"{'x' * 97} {'y' * 6}", 100, 8)
@given(TEXTS, st.sampled_from([9, 20, 50, 100, 300]), st.sampled_from([1, 2, 4, 8]))
def test_the_compiled_form_cuts_the_same(text, most, share):
    least = max(1, most // share)
    bounds = Bounds(least, most, overlap=0, firm=False)
    slow = Spreading(text, Characters(text), structure(text), bounds, Sentences(text))

    def plain(*_):
        return Plain(text, most, least, slow.end)

    assert parts(text, most, least, plain, None, is_plain=True) == noted(plain().ends())


@pytest.mark.skipif(compiled() is None, reason="there was no C compiler")
def test_what_is_raised_below_the_compiled_form_comes_through():
    def fails(new):
        raise RuntimeError(new)

    with pytest.raises(RuntimeError, match="0"):
        parts(" \u0301" * 500, 100, 10, lambda *_: fails, None)


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
    "lines without marks": "Some things of this town\nOther things, it seems\n" * 800,
    "lines of one length": "".join(f"Number {n:05} of the ships of old\n" for n in range(900)),
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_of_common_texts_it_is_soon_told(text):
    quick, slow, asked = compared(text, 2000, 250)
    assert quick == slow
    assert not asked
