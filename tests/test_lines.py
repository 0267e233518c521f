"""The lines of a text, shared by the steps that look at them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cleaner import lines_of

TEXTS = st.text(st.sampled_from("ab \t\n\r\u3000\x85"), max_size=40)


@given(TEXTS, TEXTS)
def test_the_lines_are_those_of_the_text_whatever_was_asked_before(before, text):
    lines_of(before)
    lines = lines_of(text)
    assert lines.view == re.sub(r"\r(?!\n)", "\n", text)
    assert lines.stripped == [line.strip() for line in lines.view.split("\n")]
    assert lines.filled == [line for line in lines.stripped if line]
    assert lines.repeats == any(lines.filled.count(line) > 1 for line in lines.filled)


def test_a_second_step_is_given_the_same_lines_and_a_long_text_is_not_kept():
    text = "one line\n" * 3
    assert lines_of(text) is lines_of(text)
    long = "one line\n" * 2_000_000
    first = lines_of(long)
    assert lines_of(long) is not first
    assert lines_of(long).filled == first.filled
