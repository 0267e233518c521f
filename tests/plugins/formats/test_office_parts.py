"""Formulas and symbols of a DOCX, charsets and the spine of an EPUB."""

import runpy
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

OFFICE = runpy.run_path(str(Path(__file__).parent / "packing.py"))
saved, book, zipped, contents = (OFFICE[name] for name in ("saved", "book", "zipped", "contents"))

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def one_paragraph(inside: str) -> bytes:
    file = docx.Document()
    file.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')} {MATH}>{inside}</w:p>"))
    data: bytes = saved(file)
    return data


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


FORMULAS = {
    "a run": (t("E=m"), "E=m"),
    "a fraction": (f"<m:f><m:num>{t('a')}</m:num><m:den>{t('b')}</m:den></m:f>", "a/b"),
    "a power": (f"<m:sSup><m:e>{t('x')}</m:e><m:sup>{t('2')}</m:sup></m:sSup>", "x^2"),
    "an index": (f"<m:sSub><m:e>{t('x')}</m:e><m:sub>{t('i')}</m:sub></m:sSub>", "x_i"),
    "brackets": (f"<m:d><m:e>{t('a+b')}</m:e></m:d>", "(a+b)"),
    "other brackets": (
        f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr><m:e>{t("a")}</m:e></m:d>',
        "[a",
    ),
    "a sum": (
        f'<m:nary><m:naryPr><m:chr m:val="\u2211"/></m:naryPr><m:sub>{t("i")}</m:sub></m:nary>',
        "\u2211_i",
    ),
}


@pytest.mark.parametrize("kind", FORMULAS)
def test_formulas_are_text(read: Any, kind: str) -> None:
    formula, text = FORMULAS[kind]
    inside = f"<w:r><w:t>Let </w:t></w:r><m:oMath>{formula}</m:oMath><w:r><w:t>.</w:t></w:r>"
    assert list(read("a.docx", one_paragraph(inside)).texts.values()) == [f"Let {text}."]


@pytest.mark.parametrize(
    ("font", "code", "text", "unknown"),
    [
        ("Symbol", "F062", "\u03b2", 0),
        ("Symbol", "62", "\u03b2", 0),
        ("Symbol", "F0E5", "\u2211", 0),
        ("Wingdings", "F0FE", "\u2611", 0),
        ("Calibri", "20AC", "\u20ac", 0),
        ("Wingdings 3", "F062", "\ufffd", 1),
        ("Wingdings", "F021", "\ufffd", 1),
        ("Calibri", "D800", "\ufffd", 1),
        ("Calibri", "FFFFFFFF", "\ufffd", 1),
        ("Calibri", "", "\ufffd", 1),
    ],
)
def test_symbols_are_the_characters_of_their_font(
    read: Any, font: str, code: str, text: str, unknown: int
) -> None:
    symbol = f'<w:r><w:t>a </w:t><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    found = read("a.docx", one_paragraph(symbol))
    assert list(found.texts.values()) == [f"a {text}"]
    told = {"symbol of an unknown font in a DOCX": unknown} if unknown else {}
    assert found.summary.left_out == told


PAGE = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Caf\u00e9 \u20ac.</p></body></html>"


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        PAGE.encode("utf-8-sig"),
        PAGE.encode("utf-16"),
        f"<?xml version='1.0' encoding='UTF-16'?>{PAGE}".encode("utf-16"),
        f"<?xml version='1.0' encoding='UTF-16'?>{PAGE}".encode("utf-16-be"),
        PAGE.encode("utf-16-le"),
        f"<?xml version='1.0' encoding='windows-1252'?>{PAGE}".encode("cp1252"),
        f"<?xml version='1.0' encoding='nonsense'?>{PAGE}".encode(),
        f"<?xml version='1.0' encoding='ascii'?>{PAGE}".encode(),
    ],
    ids=["plain", "mark", "16", "16-told", "16-be", "16-le", "1252", "unknown", "lies"],
)
def test_a_chapter_is_read_by_its_charset(read: Any, data: bytes) -> None:
    members = dict(contents(book({"a.xhtml": ""})))
    members["OPS/a.xhtml"] = data
    found = read("a.epub", zipped(members))
    assert (list(found.texts.values()), found.failed) == (["Caf\u00e9 \u20ac."], {})


def test_what_the_spine_names_in_vain_is_told_in_one_line(read: Any) -> None:
    members = dict(contents(book({"a.xhtml": "<p>Good.</p>"})))
    spine = b'<spine><itemref idref="gone"/><itemref/>'
    members["OPS/book.opf"] = members["OPS/book.opf"].replace(b"<spine>", spine)
    found = read("a.epub", zipped(members))
    assert list(found.texts.values()) == ["Good."]
    told = "its manifest does not have what its spine names: 'gone', ''"
    assert found.failed == {"a.epub#spine": told}


def test_that_the_whole_is_read_of_a_cut_book_is_told_once(read: Any) -> None:
    data = book({"a.xhtml": "<p>Good.</p>", "b.xhtml": "<p>Good.</p>"})
    found = read("a.epub", data[: len(data) - 30])
    assert found.failed["a.epub#end"].count("what is whole is read") == 1
