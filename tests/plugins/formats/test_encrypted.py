"""What is really encrypted: each costs one line, and what lies beside it is read."""

import io
import random
import zipfile
import zlib
from typing import Any

import docx
import msoffcrypto.format.ooxml
import pytest
import pyzipper
from fpdf import FPDF

PASSWORD = b"salt"
SECRET = b"SECRET " * 40


def zipcrypto(data: bytes, password: bytes, seed: int = 1) -> bytes:
    """Encrypt as APPNOTE.TXT of PKWARE has it in section 6.1."""
    table = [zlib.crc32(bytes((n,)), 0xFFFFFFFF) ^ 0xFFFFFFFF for n in range(256)]
    keys = [0x12345678, 0x23456789, 0x34567890]

    def step(old: int, byte: int) -> int:
        return (old >> 8) ^ table[(old ^ byte) & 0xFF]

    def update(byte: int) -> None:
        keys[0] = step(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = step(keys[2], keys[1] >> 24)

    for byte in password:
        update(byte)
    head = random.Random(seed).randbytes(11) + bytes((zlib.crc32(data) >> 24,))
    encrypted = bytearray()
    for byte in head + data:
        key = (keys[2] | 2) & 0xFFFF
        encrypted.append(byte ^ ((key * (key ^ 1)) >> 8 & 0xFF))
        update(byte)
    return bytes(encrypted)


def by_zipcrypto() -> bytes:
    """Put the encrypted bytes in place of those that were stored, twelve bytes longer."""
    encrypted = zipcrypto(SECRET, PASSWORD)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("open.txt", "Open.")
        archive.writestr("secret.txt", encrypted)
        info = archive.getinfo("secret.txt")
        info.flag_bits |= 1
        info.file_size, info.CRC = len(SECRET), zlib.crc32(SECRET)
    data = bytearray(made.getvalue())
    data[info.header_offset + 6] |= 1
    return bytes(data)


def by_aes() -> bytes:
    made = io.BytesIO()
    with pyzipper.AESZipFile(made, "w", compression=pyzipper.ZIP_DEFLATED) as archive:
        archive.writestr("open.txt", "Open.")
        archive.setpassword(PASSWORD)
        archive.setencryption(pyzipper.WZ_AES, nbits=256)
        archive.writestr("secret.txt", SECRET)
    return made.getvalue()


def encrypted_docx() -> bytes:
    file, plain, made = docx.Document(), io.BytesIO(), io.BytesIO()
    file.add_paragraph(SECRET.decode())
    file.save(plain)
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(PASSWORD.decode(), made)
    return made.getvalue()


def encrypted_pdf(method: str) -> bytes:
    file = FPDF()
    file.set_encryption("owner", PASSWORD.decode(), encryption_method=method)
    file.add_page()
    file.set_font("helvetica", size=12)
    file.multi_cell(0, text=SECRET.decode())
    return bytes(file.output())


ENCRYPTED = {
    "docx": ("a.docx", encrypted_docx()),
    "pdf by RC4": ("a.pdf", encrypted_pdf("RC4")),
    "pdf by AES": ("a.pdf", encrypted_pdf("AES-256")),
}
ARCHIVES = {"ZipCrypto": by_zipcrypto(), "AES": by_aes()}


def test_the_archives_are_what_others_open_with_the_password() -> None:
    with zipfile.ZipFile(io.BytesIO(ARCHIVES["ZipCrypto"])) as archive:
        assert archive.read("secret.txt", PASSWORD) == SECRET
    with pyzipper.AESZipFile(io.BytesIO(ARCHIVES["AES"])) as archive:
        assert archive.read("secret.txt", PASSWORD) == SECRET


@pytest.mark.parametrize("name", ARCHIVES)
@pytest.mark.parametrize("cut", [0, 30], ids=["whole", "without its directory"])
def test_members_that_are_encrypted_fail_by_name(read: Any, name: str, cut: int) -> None:
    data = ARCHIVES[name]
    found = read("a.zip", data[: len(data) - cut])
    assert found.texts == {"a.zip!open.txt": "Open."}
    assert found.failed.pop("a.zip!secret.txt") == "it is encrypted"
    assert list(found.failed) == (["a.zip#end"] if cut else [])


@pytest.mark.parametrize("kind", ENCRYPTED)
def test_documents_that_are_encrypted_fail_by_name(read: Any, kind: str) -> None:
    name, data = ENCRYPTED[kind]
    assert SECRET[:7] not in data
    assert read(name, data).failed == {name: "it is encrypted"}


@pytest.mark.parametrize("kind", ENCRYPTED)
def test_what_lies_beside_them_in_an_archive_is_read(read: Any, kind: str) -> None:
    name, data = ENCRYPTED[kind]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, data)
        archive.writestr("open.txt", "Open.")
    found = read("a.zip", made.getvalue())
    assert found.texts == {"a.zip!open.txt": "Open."}
    assert found.failed == {f"a.zip!{name}": "it is encrypted"}
