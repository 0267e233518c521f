"""DOCX and EPUB: what is read of them, what they are told from, and what broken ones cost."""

import io
import runpy
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)
OFFICE = runpy.run_path(str(Path(__file__).parent / "packing.py"))
document, saved, book = OFFICE["document"], OFFICE["saved"], OFFICE["book"]
zipped, contents = OFFICE["zipped"], OFFICE["contents"]


class TestDocx:
    def test_headings_lists_tables_and_what_the_file_says(self, read: Any) -> None:
        file = docx.Document()
        file.core_properties.title, file.core_properties.author = "Zout", "A. Zeeman"
        file.add_heading("The salt works", 1)
        file.add_paragraph("Each day begins ").add_run("early").bold = True
        file.add_paragraph("rakes", style="List Bullet")
        file.add_paragraph("barrows", style="List Number")
        table = file.add_table(2, 2)
        for place, text in (((0, 0), "pan"), ((0, 1), "kilos"), ((1, 0), "3"), ((1, 1), "40")):
            table.cell(*place).text = text
        file.add_paragraph("The end.")
        (kept,) = read("a.docx", saved(file)).kept
        assert kept["text"] == (
            "The salt works\n\nEach day begins early\n\n\u2022 rakes\n\u2022 barrows\n\n"
            "pan\tkilos\n3\t40\n\nThe end."
        )
        assert (kept["meta"]["title"], kept["meta"]["author"]) == ("Zout", "A. Zeeman")

    def test_what_was_inserted_or_lies_in_a_control_is_text_and_what_was_deleted_is_not(
        self, read: Any
    ) -> None:
        file = docx.Document()
        paragraph = (
            f"<w:p {nsdecls('w')}><w:r><w:t>kept </w:t></w:r><w:ins w:id='1'><w:r><w:t>new </w:t>"
            "</w:r></w:ins><w:del w:id='2'><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        )
        control = (
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>controlled</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        )
        for element in (control, paragraph):
            file.element.body.insert(0, parse_xml(element))
        assert list(read("a.docx", saved(file)).texts.values()) == ["kept new \n\ncontrolled"]

    @settings(max_examples=15, deadline=None)
    @given(paragraphs=st.lists(TEXT.filter(str.strip), min_size=1, max_size=5))
    def test_what_is_written_is_read(self, read_anew: Any, paragraphs: list[str]) -> None:
        found = read_anew("a.docx", document(*paragraphs), steps=())
        assert list(found.texts.values()) == ["\n\n".join(paragraphs)]

    def test_an_entity_bomb_is_harmless(self, read: Any) -> None:
        members = dict(contents(document("x")))
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
        xml = members["word/document.xml"].decode().split("?>", 1)[1].replace(">x<", ">&e11;<")
        doctype = f'<!DOCTYPE x [<!ENTITY e0 "lol">{entities}]>'
        members["word/document.xml"] = (doctype + xml).encode()
        found = read("a.docx", zipped(members))
        assert sum(map(len, found.texts.values())) < 100


class TestEpub:
    def test_chapters_in_their_order_and_what_the_book_says(self, read: Any) -> None:
        data = book({"z.xhtml": "<h1>One</h1><p>First.</p>", "a.xhtml": "<h1>Two</h1><p>Last.</p>"})
        (kept,) = read("a.epub", data).kept
        assert [line for line in kept["text"].split("\n") if line] == [
            "One",
            "First.",
            "Two",
            "Last.",
        ]
        meta = {key: kept["meta"][key] for key in ("title", "author", "language", "date")}
        assert meta == {
            "title": "Zout",
            "author": "A. Zeeman, B. Berg",
            "language": "nl",
            "date": "2024-05-06",
        }

    @settings(max_examples=15, deadline=None)
    @given(texts=st.lists(TEXT.filter(str.strip), min_size=1, max_size=4))
    def test_the_words_that_are_written_are_read(self, read_anew: Any, texts: list[str]) -> None:
        escape = str.maketrans({"<": "&lt;", "&": "&amp;"})
        chapters = {f"{n}.xhtml": f"<p>{t.translate(escape)}</p>" for n, t in enumerate(texts)}
        (text,) = read_anew("a.epub", book(chapters), steps=()).texts.values()
        assert text.split() == " ".join(texts).split()

    def test_a_chapter_that_is_missing_or_encrypted_fails_by_name(self, read: Any) -> None:
        encryption = (
            b'<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
            b'<e:CipherData><e:CipherReference URI="OPS/b.xhtml"/></e:CipherData>'
            b"</e:EncryptedData></encryption>"
        )
        data = book(
            {"a.xhtml": "<p>Good.</p>", "b.xhtml": "<p>?</p>"},
            {"META-INF/encryption.xml": encryption},
        )
        found = read("a.epub", data)
        assert list(found.texts.values()) == ["Good."]
        assert found.failed == {"a.epub#OPS/b.xhtml": "OPS/b.xhtml: it is encrypted"}


WHOLE = {
    "a.docx": document("A paragraph of some words.", "And another."),
    "a.epub": book({"a": "<p>Words.</p>"}),
}


@pytest.mark.parametrize("name", WHOLE)
class TestBoth:
    def test_known_by_its_content(self, read: Any, name: str) -> None:
        for other in ("a.zip", "a.txt", "a"):
            assert len(read(other, WHOLE[name]).kept) >= 1
        assert all("ords" in text for text in read("b.zip", WHOLE[name]).texts.values())

    def test_a_bomb(self, read: Any, name: str) -> None:
        data = zipped({**dict(contents(WHOLE[name])), "word/x": bytes(30_000_000)})
        assert "more than 200 times its size (office ratio)" in read(name, data).failed[name]

    @pytest.mark.parametrize("less", [0, 1], ids=["as many bytes as are allowed", "one more"])
    def test_the_bytes_that_come_out_are_counted(self, read: Any, name: str, less: int) -> None:
        size = sum(len(content) for _, content in contents(WHOLE[name]))
        found = read(name, WHOLE[name], options={"office": {"size": size - less}})
        told = {name: f"it inflates to more than {size - 1:,} bytes (office size)"}
        assert (len(found.kept), found.failed) == (1 - less, told if less else {})

    @pytest.mark.parametrize("less", [0, 1], ids=["as many members as are allowed", "one more"])
    def test_members_are_counted(self, read: Any, name: str, less: int) -> None:
        count = len(contents(WHOLE[name]))
        found = read(name, WHOLE[name], options={"office": {"members": count - less}})
        told = {name: f"it has more than {count - 1} members (office members)"}
        assert (len(found.kept), found.failed) == (1 - less, told if less else {})

    def test_encrypted(self, read: Any, name: str) -> None:
        data = (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(500)
            + "EncryptedPackage".encode("utf-16-le")
        )
        expected = {"a.docx": "it is encrypted", "a.epub": "not what .epub says"}[name]
        assert expected in read(name, data).failed[name]
        flagged = bytearray(WHOLE[name])
        flagged[flagged.index(b"PK\x01\x02") + 8] |= 1
        assert read(name, bytes(flagged)).failed[name] == "it is encrypted"


@pytest.mark.parametrize(
    "members",
    [
        {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"},
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"},
        {"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0", "a.txt": b"text"},
    ],
    ids=["xlsx", "ods", "jar"],
)
def test_other_files_that_are_zip_files_are_no_archives(read: Any, members: Any) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    found = read("a.zip", data.getvalue())
    assert found.kept == []
    assert list(found.failed) == ["a.zip"]
