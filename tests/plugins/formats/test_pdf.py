"""PDF: pages, what is told of too many of them, and what is read of a file that was cut."""

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

PAGES = 12
SENTENCE = "The salt works open at dawn, and close when the last pan has been raked."


def written(pages: int = PAGES) -> bytes:
    file = FPDF()
    file.set_title("Salt")
    for number in range(pages):
        file.add_page()
        file.set_font("helvetica", size=12)
        file.multi_cell(0, text=f"Page {number}. {SENTENCE}")
    return bytes(file.output())


def saved(**how: Any) -> bytes:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(written())) as file:
        file.save(data, **how)
    return data.getvalue()


PLAIN = pikepdf.ObjectStreamMode.disable
FILES = {
    "fonts at its end": written(),
    "fonts among the pages": saved(object_stream_mode=PLAIN),
    "objects in streams": saved(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "linearized": saved(object_stream_mode=PLAIN, linearize=True),
}
EXPECTED = [f"Page {number}. {SENTENCE}" for number in range(PAGES)]


def pages_of(found: Any) -> list[str]:
    return [" ".join(page.split()) for record in found.kept for page in record["text"].split("\f")]


@pytest.mark.parametrize("kind", FILES)
class TestCut:
    def test_whole(self, read: Any, kind: str) -> None:
        found = read("a.pdf", FILES[kind])
        assert (pages_of(found), found.failed) == (EXPECTED, {})
        assert found.kept[0]["meta"]["title"] == "Salt"

    def test_without_its_table_all_pages_are_read(self, read: Any, kind: str) -> None:
        data = FILES[kind]
        if kind == "objects in streams":  # whose table is a stream itself
            data = data[: data.rindex(b"endobj", 0, data.rindex(b"/XRef")) + len(b"endobj")]
        found = read("a.pdf", data[: data.rfind(b"xref") if b"\nxref" in data else len(data)])
        assert pages_of(found) == EXPECTED
        assert "it is damaged or cut" in found.failed["a.pdf#end"]

    @pytest.mark.parametrize("share", [0.15, 0.3, 0.5, 0.7, 0.85])
    def test_pages_that_are_whole_are_read_and_the_cut_is_told(
        self, read: Any, kind: str, share: float
    ) -> None:
        found = read("a.pdf", FILES[kind][: int(len(FILES[kind]) * share)])
        pages = pages_of(found)
        assert pages == EXPECTED[: len(pages)]
        assert "it is damaged or cut" in found.failed["a.pdf#end" if pages else "a.pdf"]
        if kind != "fonts at its end" and share >= 0.5:
            assert len(pages) >= 3

    def test_a_table_that_lies_is_made_anew(self, read: Any, kind: str) -> None:
        at = FILES[kind].rindex(b"startxref")
        data = FILES[kind][:at] + b"startxref\n7\n%%EOF\n"
        assert pages_of(read("a.pdf", data)) == EXPECTED


@pytest.mark.parametrize("more", [0, 1], ids=["as many pages as are allowed", "one more"])
def test_pages_are_counted(read: Any, more: int) -> None:
    found = read("a.pdf", written(3 + more), options={"pdf": {"max-pages": 3}})
    assert pages_of(found) == EXPECTED[:3]
    told = "it has 4 pages, more than 3 (pdf max-pages); those behind are not read"
    assert found.failed == ({"a.pdf#rest": told} if more else {})


@pytest.mark.parametrize("less", [0, 1], ids=["as much text as is allowed", "one character more"])
def test_characters_are_counted(read: Any, less: int) -> None:
    size = sum(map(len, EXPECTED[:3]))
    found = read("a.pdf", written(3), options={"pdf": {"max-text": size - less}})
    assert pages_of(found) == EXPECTED[: 3 - less]
    told = f"more than {size - 1} characters (pdf max-text); page 3 and what is behind it"
    assert [told in error for error in found.failed.values()] == [True] * less


def test_a_page_that_cannot_be_read_costs_itself(
    read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    get_page = pypdfium2.PdfDocument.get_page

    def broken(self: Any, index: int) -> Any:
        if index == 1:
            raise pypdfium2.PdfiumError("Failed to load page.")
        return get_page(self, index)

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", broken)
    found = read("a.pdf", written(3))
    assert pages_of(found) == [EXPECTED[0], EXPECTED[2]]
    assert found.failed == {"a.pdf#page-2": "page 2 cannot be read: Failed to load page."}


def test_empty_pages_are_pages(read: Any) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(100, 100)
    data = io.BytesIO()
    document.save(data)
    (kept,) = read("a.pdf", data.getvalue()).kept
    assert kept["text"] == "\f\f"


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7 nothing more", b"%PDF-1.4\nendobj"])
def test_nothing_of_a_file(read: Any, data: bytes) -> None:
    found = read("a.pdf", data)
    assert found.kept == []
    assert "it is damaged or cut" in found.failed["a.pdf"]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damage_is_told_or_does_no_harm(read_anew: Any, data: st.DataObject) -> None:
    whole = bytearray(FILES[data.draw(st.sampled_from(sorted(FILES)))])
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = read_anew("a.pdf", bytes(whole[: data.draw(st.integers(9, len(whole)))]))
    assert found.kept or found.failed or found.summary.rejected
