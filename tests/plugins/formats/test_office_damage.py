"""DOCX and EPUB that were cut or damaged: what is whole of them is read, and the rest told."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

OFFICE = runpy.run_path(str(Path(__file__).parent / "packing.py"))
document, book = OFFICE["document"], OFFICE["book"]
zipped, contents = OFFICE["zipped"], OFFICE["contents"]
WHOLE = {
    "a.docx": document("A paragraph of some words.", "And another."),
    "a.epub": book({"a": "<p>Words.</p>"}),
}


@pytest.mark.parametrize("name", WHOLE)
class TestBoth:
    def test_without_its_directory_all_of_it_is_read_and_the_damage_told(
        self, read: Any, name: str
    ) -> None:
        whole = read(name, WHOLE[name])
        found = read(name, WHOLE[name][:-30])
        assert found.texts == whole.texts
        assert "it is damaged or cut (its end is missing)" in found.failed[f"{name}#end"]

    def test_cut_before_its_text(self, read: Any, name: str) -> None:
        found = read(name, WHOLE[name][:120])
        assert found.kept == []
        assert "it is damaged or" in found.failed[name]

    @settings(max_examples=25, deadline=None)
    @given(data=st.data())
    def test_damage_never_crashes_and_is_told(
        self, read_anew: Any, name: str, data: st.DataObject
    ) -> None:
        whole = bytearray(WHOLE[name])
        at = data.draw(st.integers(4, len(whole) - 1))
        if data.draw(st.booleans()):
            del whole[at:]
        else:
            whole[at:at] = data.draw(st.binary(min_size=1, max_size=20))
        found = read_anew(name, bytes(whole))
        assert found.kept or found.failed or found.summary.left_out


class TestDocx:
    def test_cut_within_its_text_it_is_read_up_to_there(self, read: Any) -> None:
        paragraphs = [f"Paragraph {hash(str(number))}." for number in range(2000)]
        data = document(*paragraphs)
        start = data.index(b"word/document.xml")
        found = read("a.docx", data[: start + 9000])
        (text,) = found.texts.values()
        read_ = text.split("\n\n")
        assert len(read_) > 100
        assert read_[:-1] == paragraphs[: len(read_) - 1]
        assert "it is damaged or cut" in found.failed["a.docx#end"]

    def test_broken_xml_is_read_up_to_there(self, read: Any) -> None:
        members = dict(contents(document("First.", "Second.", "Third.")))
        xml = members["word/document.xml"]
        members["word/document.xml"] = xml.replace(b"Second.</w:t>", b"Second.</w:u>", 1)
        found = read("a.docx", zipped(members))
        assert "First." in found.texts["a.docx"]
        assert "word/document.xml" in found.failed["a.docx#end"]

    def test_a_part_that_is_named_and_missing_costs_nothing(self, read: Any) -> None:
        members = dict(contents(document("All of it.")))
        del members["docProps/thumbnail.jpeg"]
        found = read("a.docx", zipped(members))
        assert (found.texts, found.failed) == ({"a.docx": "All of it."}, {})

    def test_a_bomb_that_was_cut(self, read: Any) -> None:
        data = zipped({**dict(contents(document("x"))), "word/x": bytes(30_000_000)})
        error = read("a.docx", data[:-30]).failed["a.docx"]
        assert "more than 200 times its size (office ratio)" in error


class TestEpub:
    def test_chapters_before_a_cut_are_read(self, read: Any) -> None:
        texts = [f"Chapter {n}: {' '.join(str(hash((n, m))) for m in range(900))}" for n in "1234"]
        data = book({f"{n}.xhtml": f"<p>{text}</p>" for n, text in enumerate(texts)})
        found = read("a.epub", data[: data.index(b"OPS/2.xhtml") + 5000])
        words = found.texts["a.epub"].split()
        before = " ".join(texts[:2]).split()
        assert words[: len(before)] == before
        assert len(words) > len(before)
        assert list(found.failed) == ["a.epub#OPS/2.xhtml", "a.epub#OPS/3.xhtml", "a.epub#end"]
        assert found.failed["a.epub#OPS/2.xhtml"] == "OPS/2.xhtml: it ends too early"
        assert found.failed["a.epub#OPS/3.xhtml"] == "OPS/3.xhtml: it is missing"

    def test_where_the_order_was_cut_off_chapters_are_read_as_they_lie_there(
        self, read: Any
    ) -> None:
        members = dict(contents(book({"a.xhtml": "<p>First.</p>", "b.xhtml": "<p>Last.</p>"})))
        members["OPS/book.opf"] = members.pop("OPS/book.opf")
        data = zipped(members)
        found = read("a.epub", data[: data.index(b"OPS/book.opf")])
        assert found.texts == {"a.epub": "First.\n\nLast."}
        assert "it is damaged or cut" in found.failed["a.epub#end"]
