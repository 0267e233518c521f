"""Documents: ids, edits that say why, notes that keep what was given, and parts."""

from itertools import pairwise
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Document, Edit
from cleaner.text import cutting

TEXTS = st.text(max_size=40)


@pytest.fixture(params=[True, False], ids=["compiled", "in Python"])
def compiled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Cut documents by compiled code, where there was a compiler, or without."""
    if not request.param:
        monkeypatch.setattr("cleaner.document.compiled", lambda: None)
    elif cutting.compiled() is None:
        pytest.skip("there was no C compiler")
    return bool(request.param)


@st.composite
def texts_and_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """Draw a text and edits of it that do not overlap, in any order."""
    text = draw(TEXTS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    edits = [Edit(start, end, draw(st.text(max_size=5)), "why") for start, end in pairs]
    return text, draw(st.permutations(edits))


class TestEdit:
    @given(texts_and_edits())
    def test_what_is_not_edited_stays(self, drawn: tuple[str, list[Edit]]) -> None:
        text, edits = drawn
        after = Document("a", text).edit(edits)
        ordered = after.edits
        gaps = [(0, 0), *((edit.start, edit.end) for edit in ordered), (len(text), len(text))]
        between = [text[before[1] : behind[0]] for before, behind in pairwise(gaps)]
        replaced = [*(edit.replacement for edit in ordered), ""]
        assert after.text == "".join(
            part for pair in zip(between, replaced, strict=True) for part in pair
        )

    @given(texts_and_edits())
    def test_edits_lead_back(self, drawn: tuple[str, list[Edit]]) -> None:
        text, edits = drawn
        after = Document("a", text).edit(edits)
        back, moved = [], 0
        for edit in after.edits:
            start = edit.start + moved
            end = start + len(edit.replacement)
            back.append(Edit(start, end, text[edit.start : edit.end], "back"))
            moved += len(edit.replacement) - (edit.end - edit.start)
        assert Document("a", after.text).edit(back).text == text

    def test_reasons_are_counted(self) -> None:
        edits = [Edit(0, 1, "", "x"), Edit(1, 2, "", "y"), Edit(2, 3, "", "x")]
        assert Document("a", "abc").edit(edits).changes == {"x": 2, "y": 1}

    @pytest.mark.parametrize(
        "edits",
        [
            [Edit(0, 2, "", ""), Edit(1, 3, "", "")],
            [Edit(0, 4, "", "")],
            [Edit(2, 1, "", "")],
            [Edit(-1, 1, "", "")],
        ],
        ids=["overlap", "behind the end", "backwards", "before the start"],
    )
    def test_refuses(self, edits: list[Edit]) -> None:
        with pytest.raises(ValueError, match="overlaps another or lies outside"):
            Document("a", "abc").edit(edits)

    def test_the_document_itself_stays_as_it_is(self) -> None:
        document = Document("a", "abc", meta={"x": 1})
        document.edit([Edit(0, 1, "", "")], x=2)
        assert document == Document("a", "abc", meta={"x": 1})


class TestNote:
    def test_what_the_input_brought_is_kept(self) -> None:
        document = Document("a", meta={"title": "theirs", "n": 1}).note(title="ours")
        assert document.meta == {"title": "ours", "n": 1, "given": {"title": "theirs"}}

    def test_what_a_step_noted_may_be_noted_again(self) -> None:
        document = Document("a").note(title="first").note(title="second")
        assert document.meta == {"title": "second"}

    @pytest.mark.parametrize("name", ["Ada", {"title": "Countess"}], ids=["text", "table"])
    def test_a_field_that_is_called_given_is_kept_as_well(self, name: Any) -> None:
        document = Document("a", meta={"given": name, "title": "theirs"}).note(title="ours")
        document = document.note(title="again")
        assert document.meta == {"given": {"given": name, "title": "theirs"}, "title": "again"}

    def test_a_second_note_keeps_what_was_given_first(self) -> None:
        document = Document("a", meta={"x": 0}).note(x=1).note(x=2, y=3)
        assert document.meta == {"x": 2, "y": 3, "given": {"x": 0}}

    def test_nothing_found_is_no_change(self) -> None:
        document = Document("a")
        assert document.note() is document

    def test_documents_share_no_metadata(self) -> None:
        one, other = Document("a"), Document("b")
        one.meta["x"] = 1
        assert other.meta == {}


class TestParts:
    def test_numbers_nest(self) -> None:
        document = Document("news.txt").numbered(2)
        assert document.id == "news.txt#2"
        assert document.numbered(3).id == "news.txt#2.3"

    def test_a_part_forgets_the_edits_of_the_whole(self) -> None:
        edited = Document("a", "abcd").edit([Edit(0, 1, "", "x")])
        part = edited.cut(1, 3, place=1)
        assert (part.text, part.edits, part.changes) == ("cd", (), {})
        assert part.meta == {"place": 1}

    @pytest.mark.parametrize("meta", [{}, {"x": 0}, {"x": 0, "given": 1}, {"z": 2}], ids=str)
    def test_many_parts_at_once_are_what_each_alone_is(
        self, meta: dict[str, Any], compiled: bool
    ) -> None:
        del compiled
        document = Document("a", "abcd", meta=meta, charset="c", lines=(1, 2), is_whole=True)
        document = document.edit([Edit(0, 1, "", "x")], y=1)
        found = [{"x": 1}, {"x": 2, "y": 2}, {}, {"n": 3}, MappingProxyType({"n": 4}), {"n": 5}]
        parts = [(at % 3, 3, each) for at, each in enumerate(found)]
        made = document.cuts(iter(parts))
        assert made == [document.cut(at, to, **each) for at, to, each in parts]
        assert [list(part.meta) for part in made] == [
            list(document.cut(0, 1, **each).meta) for each in found
        ]

    def test_parts_share_no_metadata(self, compiled: bool) -> None:
        del compiled
        found = {"x": 1}
        one, other = Document("a", "ab").cuts([(0, 1, found), (1, 2, found)])
        one.meta["x"] = 2
        assert (other.meta, found) == ({"x": 1}, {"x": 1})

    @pytest.mark.parametrize("place", [(-1, 1), (1, 0), (0, 3)], ids=str)
    def test_a_part_outside_of_the_text_is_refused(
        self, place: tuple[int, int], compiled: bool
    ) -> None:
        del compiled
        with pytest.raises(ValueError, match="outside of the text"):
            Document("a", "ab").cuts([(*place, {})])

    @given(TEXTS, st.lists(st.integers(0, 40)))
    def test_parts_put_together_are_the_text(self, text: str, places: list[int]) -> None:
        ends = sorted({min(place, len(text)) for place in places} | {0, len(text)})
        parts = [Document("a", text).cut(start, end) for start, end in pairwise(ends)]
        assert "".join(part.text for part in parts) == text


def test_a_rewrite_counts_what_it_says() -> None:
    after = Document("a", "x").rewrite("y", {"case": 3}, how="so")
    assert (after.text, after.changes, after.meta) == ("y", {"case": 3}, {"how": "so"})


def test_decoding_takes_the_bytes_away() -> None:
    after = Document("a", data=b"x").decoded("x", encoding="ascii")
    assert (after.text, after.data, after.meta) == ("x", None, {"encoding": "ascii"})
