"""Bytes that are no text are refused, with a reason that says why."""

import io
import random
import struct
import tarfile
import wave
import zipfile
import zlib

import pytest


def png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = b"".join(b"\x00" + bytes(range(0, 240, 10)) for _ in range(24))
    head = struct.pack(">IIBBBBB", 24, 24, 8, 0, 0, 0, 0)
    chunks = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def pdf() -> bytes:
    page = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    return b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + page * 3 + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def elf() -> bytes:
    head = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHI", 3, 62, 1)
    return head + struct.pack("<24Q", *range(64, 64 + 24)) + b"libc.so.6\x00puts\x00main\x00"


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "The harbour was shut for a year.\n" * 20)
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("noise.bin")
        info.size = 2048
        archive.addfile(info, io.BytesIO(random.Random(7).randbytes(2048)))
    return file.getvalue()


def sound() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(b"".join(struct.pack("<h", at * 91 % 9000 - 4500) for at in range(3000)))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(png(), "png", id="a picture"),
        pytest.param(pdf(), "pdf", id="a PDF, though much of it is ascii"),
        pytest.param(elf(), "elf", id="a program"),
        pytest.param(zipped(), "zip", id="an archive"),
        pytest.param(b"PK\x05\x06" + bytes(18), "zip", id="an empty archive"),
        pytest.param(sound(), "", id="sound"),
        pytest.param(tarred(), "", id="an archive of noise"),
        pytest.param(
            b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + bytes(20), "gif", id="a small picture"
        ),
        pytest.param(b"BZh91AY&SY" + random.Random(3).randbytes(300), "bz", id="bzip2"),
        pytest.param(b"\xfd7zXZ\x00" + random.Random(4).randbytes(300), "xz", id="xz"),
        pytest.param(b"SQLite format 3\x00\x10\x00\x01\x01" + bytes(80), "sqlite", id="a database"),
        pytest.param(bytes(1), "", id="one zero"),
        pytest.param(bytes(4096), "zero", id="all zeros"),
        pytest.param(bytes(5_000_001), "zero", id="zeros, many and of odd number"),
        pytest.param(random.Random(1).randbytes(4096), "", id="noise"),
        pytest.param(random.Random(2).randbytes(300), "", id="little noise"),
        pytest.param(bytes(range(256)) * 4, "", id="every byte"),
        pytest.param(struct.pack("<500d", *map(float, range(500))), "", id="numbers of a machine"),
        pytest.param(b"\x00\x01\x02\x03\x04\x05\x06\x07" * 40, "control", id="controls only"),
    ],
)
def test_does_refuse_with_a_reason(decoded, data, reason):
    found = decoded(data)
    assert found.text is None, (found.name, found.text[:40])
    assert found.reason.startswith("binary: ")
    assert reason in found.reason.lower()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("PK is the pair of letters that zip files begin with.\n", id="PK"),
        pytest.param("MZ, said the manual, are the initials of a programmer.\n", id="MZ"),
        pytest.param("BM is how a bitmap begins; this is no bitmap.\n", id="BM"),
        pytest.param("GIF89a is what stands at the head of an animation.\n", id="GIF89a"),
        pytest.param("RIFFs were played all night, and nobody slept.\n", id="RIFF"),
        pytest.param("ID3 tags name the singer and the song.\n", id="ID3"),
        pytest.param("OggS begins every page of such a stream.\n", id="OggS"),
        pytest.param("BZh is the head of a compressed file.\n", id="BZh"),
        pytest.param("Page one\fPage two\fPage three\n", id="form feeds"),
        pytest.param("\x1b[31mred\x1b[0m \x1b[32mgreen\x1b[0m\n" * 9, id="terminal colours"),
        pytest.param("N\x08NA\x08AM\x08ME\x08E\n       ls - list\n", id="overstruck manual page"),
        pytest.param("a\x07 bell and a tab\tand a sub\x1a", id="a few controls"),
        pytest.param("0123456789" * 50, id="digits"),
        pytest.param("!@#$%^&*()_+" * 30, id="symbols"),
    ],
)
def test_leaves_text_alone(decoded, text):
    assert decoded(text.encode()).text == text


@pytest.mark.parametrize("record", ["field", "name=value", "né", "漁師"])
def test_leaves_records_parted_by_nul_as_they_are_or_refuses_them(decoded, record):
    text = "\x00".join([record] * 21)
    assert decoded(text.encode()).text in (None, text)
