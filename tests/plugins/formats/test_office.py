"""DOCX and EPUB: what is read of them, what they are told from, and what broken ones cost."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Zout</dc:title>'
    "<dc:creator>A. Zeeman</dc:creator><dc:creator>B. Berg</dc:creator>"
    "<dc:language>nl</dc:language><dc:date>2024-05-06</dc:date></metadata>"
    "<manifest>{items}</manifest><spine>{spine}</spine></package>"
)


def document(*paragraphs: str) -> bytes:
    file = docx.Document()
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    return saved(file)


def saved(file: Any) -> bytes:
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def book(chapters: Mapping[str, str], more: Mapping[str, bytes] = {}) -> bytes:
    """The chapters lie in the archive in another order than they are read in."""
    item = '<item id="{0}" href="{0}" media-type="application/xhtml+xml"/>'
    items = "".join(item.format(name) for name in sorted(chapters))
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/book.opf", OPF.format(items=items, spine=spine))
        for name, text in sorted(chapters.items()):
            page = (
                '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
                f"<title>x</title><style>secret</style></head><body>{text}</body></html>"
            )
            archive.writestr(f"OPS/{name}", page)
        for name, content in more.items():
            archive.writestr(name, content)
    return data.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


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


def contents(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


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

    def test_cut(self, read: Any, name: str) -> None:
        found = read(name, WHOLE[name][:-30])
        assert found.kept == []
        assert "it is damaged or cut" in found.failed[name]

    def test_a_bomb(self, read: Any, name: str) -> None:
        data = zipped({**dict(contents(WHOLE[name])), "word/x": bytes(30_000_000)})
        assert "more than 200 times its size (office ratio)" in read(name, data).failed[name]
        found = read(name, WHOLE[name], options={"office": {"size": 100}})
        assert "more than 100 bytes (office size)" in found.failed[name]

    def test_too_many_members(self, read: Any, name: str) -> None:
        found = read(name, WHOLE[name], options={"office": {"members": 2}})
        assert "more than 2 members" in found.failed[name]

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
