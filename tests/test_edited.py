"""Several goes of edits come to one, on the text that there was before all of them."""

from hypothesis import given
from hypothesis import strategies as st

from cleaner import Edit, EditedText
from cleaner.text.trace import Change, Trace, made


@st.composite
def edits_of(draw: st.DrawFn, length: int, goes: int = 0) -> list[Edit]:
    places = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    new = st.text(alphabet="xyz", max_size=3)
    return [Edit(low, high, draw(new), draw(st.sampled_from("abc"))) for low, high in pairs]


def applied(text: str, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


def as_changes(edits: tuple[Edit, ...]) -> list[Change]:
    return [Change("one", *(edit.start, edit.end, edit.replacement, edit.reason)) for edit in edits]


@given(st.data(), st.text(alphabet="defghij", max_size=20))
def test_goes_of_edits_come_to_one(data: st.DataObject, text: str) -> None:
    edited = EditedText(text)
    now = text
    reasons: set[str] = set()
    for _ in range(3):
        edits = data.draw(edits_of(len(now)))
        edited.edit(edits)
        now = applied(now, edits)
        reasons |= {edit.reason for edit in edits}
        assert edited.text == now
    found = edited.edits()
    assert made(text, as_changes(found)) == now
    assert {edit.reason for edit in found} <= reasons


@given(st.data(), st.text(alphabet="defghij", max_size=20))
def test_a_trace_makes_the_text_of_every_step(data: st.DataObject, text: str) -> None:
    now, trace = text, Trace.of(text)
    for step in ("one", "two", "three"):
        edits = data.draw(edits_of(len(now)))
        trace = trace.edited(step, now, edits)
        now = applied(now, edits)
        assert made(text, trace.changes) == now
        assert all(0 <= change.start <= change.end <= len(text) for change in trace.changes)


@given(st.data(), st.text(alphabet="defghij", max_size=20))
def test_what_is_left_of_a_text_leads_to_where_it_was(data: st.DataObject, text: str) -> None:
    trace = Trace.of(text)
    now: list[tuple[int | None, str]] = list(enumerate(text))
    for _ in range(3):
        edits = data.draw(edits_of(len(now)))
        trace = trace.edited("one", "".join(each for _, each in now), edits)
        for edit in reversed(edits):
            now[edit.start : edit.end] = [(None, each) for each in edit.replacement]
        start = data.draw(st.integers(0, len(now)))
        end = data.draw(st.integers(start, len(now)))
        now, trace = now[start:end], trace.cut(start, end)
    for place, (origin, _) in enumerate(now):
        if origin is not None:
            assert trace.origin(place) == origin


@given(st.data(), st.text(alphabet="defghij", min_size=1, max_size=20))
def test_the_parts_of_a_text_share_its_changes(data: st.DataObject, text: str) -> None:
    edits = data.draw(edits_of(len(text)))
    whole = Trace.of(text).edited("one", text, edits)
    length = len(applied(text, edits))
    middle = data.draw(st.integers(1, max(1, length - 1)))
    parts = [whole.cut(0, middle), whole.cut(middle, length)] if length > 1 else [whole]
    assert set(whole.changes) == {change for part in parts for change in part.changes}
