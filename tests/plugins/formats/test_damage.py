"""Files of every format, damaged at random: nothing crashes, hangs, or is lost in silence."""

import importlib.util
import os
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[3]
# More of them for a long run: CLEANER_DAMAGE_EXAMPLES=1000.
EXAMPLES = int(os.environ.get("CLEANER_DAMAGE_EXAMPLES", "12"))
STREAMED = {
    "lines.jsonl": "jsonl",
    "list.json": "json",
    "table.csv": "csv",
    "table.tsv": "tsv",
    "letter.eml": "eml",
    "box.mbox": "mbox",
    "page.html": "html",
    "crawl.warc": "warc",
    "note.txt": "text",
    "table.parquet": "parquet",
    "paper.pdf": "pdf",
    "report.docx": "docx",
    "book.epub": "epub",
    "packed/lines.jsonl.gz": "jsonl",
    "packed/table.csv.zst": "csv",
    "packed/table.tsv.xz": "tsv",
    "packed/note.txt.bz2": "text",
    "packed/crawl.warc.gz": "warc",
    "packed/files.zip": "zip",
    "packed/files.tar": "tar",
}


def made() -> dict[str, bytes]:
    path = ROOT / "examples/formats/make.py"
    spec = importlib.util.spec_from_file_location("make_formats", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.files()


FILES = {name: data for name, data in made().items() if not name.startswith("broken/")}


def damaged(data: st.DataObject, whole: bytes, other: bytes) -> bytes:
    """Damage it once to three times."""
    for _ in range(data.draw(st.integers(1, 3), "times")):
        whole = damaged_once(data, whole, other)
    return whole


def damaged_once(data: st.DataObject, whole: bytes, other: bytes) -> bytes:
    """Cut it, flip bits, take a piece out, or put a piece of another file in."""
    at = data.draw(st.integers(0, len(whole)), "at")
    size = data.draw(st.integers(1, 64), "size")
    kind = data.draw(st.sampled_from(["cut", "flip", "drop", "splice", "twice"]), "kind")
    if kind == "cut":
        return whole[:at]
    if kind == "flip":
        flipped = bytes(byte ^ data.draw(st.integers(0, 255)) for byte in whole[at : at + 4])
        return whole[:at] + flipped + whole[at + 4 :]
    if kind == "drop":
        return whole[:at] + whole[at + size :]
    return whole[:at] + (other if kind == "splice" else whole)[:size] + whole[at:]


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_damage_is_told_or_does_no_harm(read_anew: Any, name: str, data: st.DataObject) -> None:
    other = FILES[data.draw(st.sampled_from(sorted(FILES)), "other")]
    broken = damaged(data, FILES[name], other)
    found = read_anew(Path(name).name, broken)
    # That all adds up is looked at for each; something must be told of a file that is not empty.
    told = found.kept or found.failed or found.summary.rejected or found.summary.left_out
    # Of a table that is cut behind its header there are no rows.
    is_header = name.endswith((".csv", ".tsv")) and len(broken.strip().splitlines()) == 1
    assert told or is_header or not broken.strip()
    assert not [error for error in found.failed.values() if "\n" in error]


@pytest.mark.parametrize("name", STREAMED)
def test_standard_input_is_read_as_the_format_that_is_said(
    read_stream: Any, read: Any, name: str
) -> None:
    streamed = read_stream(FILES[name], STREAMED[name])
    expected = read(Path(name).name, FILES[name])
    assert [each["text"] for each in streamed.kept] == [each["text"] for each in expected.kept]
    assert streamed.failed == {}
    assert streamed.kept


WORD = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789", min_size=1, max_size=9)


@settings(max_examples=15, deadline=None)
@given(pages=st.lists(st.lists(WORD, min_size=1, max_size=6), min_size=1, max_size=3))
def test_pages_of_a_pdf_are_parted_by_form_feeds(read_anew: Any, pages: list[list[str]]) -> None:
    file = FPDF()
    file.set_title("Title")
    file.set_author("Author")
    for words in pages:
        file.add_page()
        file.set_font("helvetica", size=12)
        file.multi_cell(0, text=" ".join(words))
    (kept,) = read_anew("a.pdf", bytes(file.output()), steps=()).kept
    assert [page.split() for page in kept["text"].split("\f")] == pages
    assert (kept["meta"]["title"], kept["meta"]["author"]) == ("Title", "Author")


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60)


@settings(max_examples=20, deadline=None)
@given(lines=st.lists(LINE, max_size=6), subject=WORD)
def test_a_message_is_read_as_it_was_written(
    read_anew: Any, lines: list[str], subject: str
) -> None:
    text = "".join(f"{line}\n" for line in [*lines, "end"])
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "a@example.org"
    message.set_content(text, cte="base64")
    (kept,) = read_anew("a.eml", message.as_bytes(), steps=()).kept
    assert kept["text"] == text
    assert kept["meta"]["title"] == subject
