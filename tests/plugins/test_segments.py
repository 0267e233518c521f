"""What the segments step does to a document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import CleanerError, Document
from cleaner_segments import Options, clean

TEXTS = st.text(
    st.one_of(st.sampled_from(list(" \n\r\t.,#-\u0301\u200d👩🇩🇪👍🏽한aA")), st.characters())
)


def segments(text, **options):
    found = clean(text, Document("a", text), Options(**options))
    return found if isinstance(found, list) else [found]


@given(TEXTS, st.integers(1, 30))
def test_put_together_segments_are_the_document(text, most):
    found = segments(text, max=most)
    assert "".join(segment.text for segment in found) == text
    for index, segment in enumerate(found):
        noted = segment.meta["segment"]
        assert noted["index"] == index
        assert noted["count"] == len(found)
        assert text[noted["start"] : noted["end"]] == segment.text
        assert len(segment.text) <= most
        assert segment.text or not text


def test_empty_document_is_one_empty_segment():
    (found,) = segments("")
    assert found.meta["segment"] == {"index": 0, "count": 1, "start": 0, "end": 0}


def test_minimum_above_maximum_is_refused():
    with pytest.raises(CleanerError, match="min is 10"):
        Options(max=5, min=10)
