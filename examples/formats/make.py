"""Make a folder with one file of each format: some compressed, some in archives, some broken.

    python examples/formats/make.py everything/
    cleaner run everything/ -o out.jsonl --steps encoding

It needs what writes these formats: `pip install ".[test]"`.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

PROSE = "The salt works open at dawn, and close when the last pan has been raked."
ROWS = [{"text": f"{PROSE} Day {number}.", "day": number} for number in (1, 2, 3)]
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Salt</title></head><body>'
    f"<nav><a href='/'>Home</a></nav><article><h1>Salt</h1><p>{PROSE}</p><p>{PROSE}</p></article>"
    "</body></html>"
).encode()
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Salt</dc:title></metadata><manifest>'
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>'
)


def lines(count: int = 3) -> bytes:
    """Return JSON Lines whose texts differ enough for a cut to leave some."""
    numbers = random.Random(count)  # noqa: S311 (the same each time)
    rows = ({"text": f"{PROSE} {numbers.random()}"} for _ in range(count))
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def table(delimiter: str) -> bytes:
    """Return the rows as CSV or TSV."""
    rows = [
        delimiter.join(ROWS[0]),
        *(delimiter.join((f'"{r["text"]}"', str(r["day"]))) for r in ROWS),
    ]
    return "\r\n".join(rows).encode()


def parquet(rows: list[dict[str, Any]]) -> bytes:
    """Return the rows as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    data = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), data)
    return data.getvalue()


def message() -> bytes:
    """Return a message."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = (
        "Salt",
        "a@example.org",
        "Mon, 6 May 2024 07:08:09 +0000",
    )
    mail.set_content(PROSE)
    return mail.as_bytes()


def pdf(password: str = "") -> bytes:
    """Return a document of two pages, with a password where one is given."""
    from fpdf import FPDF

    file = FPDF()
    file.set_title("Salt")
    file.set_author("A. Zeeman")
    if password:
        file.set_encryption(password, password)
    for _ in range(2):
        file.add_page()
        file.set_font("helvetica", size=12)
        file.multi_cell(0, text=PROSE)
    return bytes(file.output())


def docx() -> bytes:
    """Return a document with a heading and a paragraph."""
    import docx as library

    file = library.Document()
    file.core_properties.title = "Salt"
    file.add_heading("Salt", 1)
    file.add_paragraph(PROSE)
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return data.getvalue()


def epub() -> bytes:
    """Return a book of one chapter."""
    members = {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER.encode()}
    return zipped({**members, "book.opf": OPF.encode(), "a.xhtml": PAGE}, zipfile.ZIP_STORED)


def tarred(members: Mapping[str, bytes], *, hostile: bool = False) -> bytes:
    """Return a tar archive; a hostile one has links and a device as well."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE) if hostile else ():
            info = tarfile.TarInfo(f"kind-{kind.decode()}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return data.getvalue()


def encrypted_zip() -> bytes:
    """Return an archive of which one member is encrypted."""
    import pyzipper

    data = io.BytesIO()
    with pyzipper.AESZipFile(data, "w", compression=pyzipper.ZIP_DEFLATED) as archive:
        archive.writestr("open.txt", PROSE)
        archive.setpassword(b"password")
        archive.setencryption(pyzipper.WZ_AES)
        archive.writestr("secret.txt", "secret")
    return data.getvalue()


def encrypted_docx() -> bytes:
    """Return a document with a password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    data = io.BytesIO()
    OOXMLFile(io.BytesIO(docx())).encrypt("password", data)
    return data.getvalue()


def record(number: int, off: int = 0, kind: str = "response", media: str = "text/html") -> bytes:
    """Return a record of a crawl, whose length is off by so many bytes."""
    content = b"HTTP/1.1 200 OK\r\nContent-Type: " + media.encode() + b"\r\n\r\n" + PAGE
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        f"WARC-Target-URI: https://example.org/{number}\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(content) + off}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def files() -> dict[str, bytes]:
    """Return what lies in the folder, by name."""
    import zstandard

    text = PROSE.encode()
    crawl = [record(0, kind="request"), record(1), record(2, media="image/png"), record(3)]
    whole = {
        "note.txt": text,
        "guide.md": b"# Salt\n\n" + text,
        "lines.jsonl": lines(),
        "list.json": json.dumps(ROWS).encode(),
        "table.csv": table(","),
        "table.tsv": table("\t"),
        "table.parquet": parquet(ROWS),
        "letter.eml": message(),
        "box.mbox": b"".join(
            b"From a@example.org Mon May  6 07:08:09 2024\n" + message() + b"\n" for _ in "12"
        ),
        "page.html": PAGE,
        "paper.pdf": pdf(),
        "report.docx": docx(),
        "book.epub": epub(),
        "crawl.warc": b"".join(crawl),
    }
    inner = {"a/note.txt": text, "lines.jsonl": lines(), "photo.png": b"\x89PNG"}
    packed = {
        "packed/lines.jsonl.gz": gzip.compress(whole["lines.jsonl"], mtime=0),
        "packed/note.txt.bz2": bz2.compress(text),
        "packed/table.tsv.xz": lzma.compress(whole["table.tsv"]),
        "packed/table.csv.zst": zstandard.compress(whole["table.csv"]),
        "packed/crawl.warc.gz": b"".join(gzip.compress(each, mtime=0) for each in crawl),
        "packed/files.zip": zipped({**inner, "in.tar.gz": gzip.compress(tarred(inner), mtime=0)}),
        "packed/files.tar": tarred(inner),
        "packed/files.tar.xz": lzma.compress(tarred({"report.docx": whole["report.docx"]})),
    }
    return {**whole, **packed, **broken(whole, inner)}


def broken(whole: Mapping[str, bytes], inner: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what is cut, lies, is encrypted, or is meant to do harm."""
    cut: Callable[[str, int], bytes] = lambda name, size: whole[name][:-size]  # noqa: E731
    many = gzip.compress(lines(3000), mtime=0)
    made = {
        "cut.jsonl.gz": many[: len(many) // 2],
        "cut.json": cut("list.json", 20),
        "cut.parquet": cut("table.parquet", 20),
        "cut.pdf": cut("paper.pdf", 200),
        "cut.docx": cut("report.docx", 30),
        "cut.epub": cut("book.epub", 30),
        "cut.warc": cut("crawl.warc", 100),
        "cut.zip": zipped(inner)[:-30],
        "cut.tar": tarred(inner)[:2500],
        "length.warc": record(1) + record(2, off=-50) + record(3),
        "quoting.csv": b'text,day\nfine,1\n"bro"ken,2\nlost,3\n',
        "column.parquet": parquet([{"other": "x"}]),
        "encrypted.pdf": pdf("password"),
        "encrypted.zip": encrypted_zip(),
        "encrypted.docx": encrypted_docx(),
        "bomb.txt.gz": gzip.compress(bytes(20_000_000), mtime=0),
        "deep.json": b'[{"text": "fine"}, {"text": "x", "y": ' + b"[" * 100_000,
        "deep.html": b"<html>" + b"<div>" * 100_000,
        "hostile.tar": tarred(
            {"../../up.txt": PROSE.encode(), "/etc/x.txt": PROSE.encode()}, hostile=True
        ),
        "lies.pdf": PROSE.encode(),
        "lies.txt": gzip.compress(PROSE.encode(), mtime=0),
        "lies.csv": bytes(range(256)),
    }
    return {f"broken/{name}": data for name, data in made.items()}


def make(folder: Path) -> None:
    """Write the folder, with what is left out: a photo, a hidden file, a loop and a pipe."""
    left_out = {"photo.png": b"\x89PNG", ".hidden.txt": PROSE.encode()}
    for name, data in {**files(), **left_out}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "loop").symlink_to(".")
    os.mkfifo(folder / "pipe")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
