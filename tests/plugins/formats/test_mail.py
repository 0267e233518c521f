"""Messages as they are found: parts in parts, forwarded ones, headers that are broken."""

import gzip
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Document
from cleaner_mail.headers import shown

HEAD = b"Subject: Salt\r\nFrom: a@example.org\r\nMIME-Version: 1.0\r\n"
PAGE = "<html><body><p>A page of text about the salt works by the sea.</p></body></html>"


def text(content: str | bytes, kind: str = "plain", more: str = "") -> bytes:
    data = content.encode() if isinstance(content, str) else content
    return f"Content-Type: text/{kind}; charset=utf-8\r\n{more}\r\n".encode() + data + b"\r\n"


def parts(kind: str, *inner: bytes, boundary: str = "b") -> bytes:
    """Return a part with parts; those within need another boundary."""
    lines = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in inner)
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + lines + f"--{boundary}--\r\n".encode()


def forwarded(inner: bytes) -> bytes:
    return b"Content-Type: message/rfc822\r\n\r\n" + inner


LATIN = b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\nF\xfcnf Pfannen.\r\n"
BODIES = {
    "two parts": (parts("mixed", text("One."), text("Two.")), ["One.", "Two."]),
    "two charsets": (
        parts("mixed", text("K\u00e4se."), LATIN), ["K\u00e4se.", "F\u00fcnf Pfannen."],
    ),
    "a footer below alternatives": (
        parts("mixed", parts("alternative", text("One."), text(PAGE, "html"), boundary="c"),
              text("Footer.")),
        ["One.", "Footer."],
    ),
    "a footer below HTML": (
        parts("mixed", text(PAGE, "html"), text("Footer <of> a list.")),
        ["A page of text about the salt works by the sea.", "Footer <of> a list."],
    ),
    "nothing in the plain part": (
        parts("alternative", text("  \r\n"), text(PAGE, "html")),
        ["A page of text about the salt works by the sea."],
    ),
    "nothing in a part beside": (parts("mixed", text("One."), text(" ")), ["One."]),
    "nothing at all": (parts("alternative", text(""), text("", "html")), [""]),
    "alternatives, plain last": (
        parts("alternative", text(PAGE, "html"), text("One.")), ["One."],
    ),
    "HTML with what it refers to": (
        parts("related", text(PAGE, "html"), text("A caption.")),
        ["A page of text about the salt works by the sea."],
    ),
    "an attachment": (
        parts("mixed", text("One."), text("Two.", more="Content-Disposition: attachment\r\n")),
        ["One."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BODIES)
def test_all_that_is_shown_is_the_text(read: Any, case: str) -> None:
    body, lines = BODIES[case]
    found = read("a.eml", HEAD + body)
    assert found.failed == {}
    (kept,) = found.kept
    assert [line.strip() for line in kept["text"].splitlines() if line.strip()] == [
        line for line in lines if line
    ]
    assert (kept["id"], kept["meta"]["title"]) == ("a.eml", "Salt")


class TestForwarded:
    @pytest.mark.parametrize("name", ["a.eml", "a.mbox"])
    def test_a_message_in_a_message_is_a_document(self, read: Any, name: str) -> None:
        inner = b"Subject: Inner\r\n" + parts(
            "mixed",
            text("Two."),
            forwarded(b"Subject: Page\r\n" + text(PAGE, "html")),
            boundary="c",
        )
        data = HEAD + parts("mixed", text("One."), forwarded(inner))
        if name == "a.mbox":
            data = b"From a@b Thu Jan  1 00:00:00 1970\r\n" + data
        found = read(name, data)
        own = "a.mbox#1" if name == "a.mbox" else "a.eml"
        first = f"{own}{'.' if '#' in own else '#'}message-1"
        assert list(found.texts) == [own, first, f"{first}.message-1"]
        assert [record["meta"]["title"] for record in found.kept] == ["Salt", "Inner", "Page"]
        assert [record["text"].strip() for record in found.kept][:2] == ["One.", "Two."]

    def test_parts_too_deep_in_each_other_cost_their_message(self, read: Any) -> None:
        part = text("Deep.")
        for depth in range(1500):
            part = parts("mixed", part, boundary=f"b{depth}")
        head = b"From a@b Thu Jan  1 00:00:00 1970\r\n" + HEAD
        found = read("a.mbox", head + part + b"\r\n" + head + b"\r\nLast.\r\n")
        assert found.failed == {"a.mbox#1": "its parts lie too deep in each other"}
        assert [record["id"] for record in found.kept] == ["a.mbox#2"]


class TestBefore:
    BOX = b"From a@b Thu Jan  1 00:00:00 1970\n" + HEAD.replace(b"\r", b"") + b"\nOne.\n"

    @pytest.mark.parametrize("name", ["a.mbox", "a.mbox.gz"])
    def test_what_is_before_the_first_message_fails(self, read: Any, name: str) -> None:
        data = b"Archive of a list\nmade today\n\n" + self.BOX
        found = read(name, gzip.compress(data) if name.endswith("gz") else data)
        assert found.failed == {f"{name}#0": "30 bytes before the first message are no message"}
        assert found.texts == {f"{name}#1": "One.\n"}

    def test_blank_lines_before_it_are_nothing(self, read: Any) -> None:
        found = read("a.mbox", b"\n\n" + self.BOX)
        assert (found.failed, found.texts) == ({}, {"a.mbox#1": "One.\n"})


HEADERS = {
    "plain": (b"Salt", "Salt"),
    "folded": (b"Salt\r\n of the sea", "Salt of the sea"),
    "folded at once": (b"\r\n Salt", "Salt"),
    "encoded": (b"=?utf-8?Q?K=C3=A4se_und?= =?utf-8?B?IFNhbHo=?=", "K\u00e4se und Salz"),
    "words beside": (b"Re: =?utf-8?B?S8Okc2U=?= (neu)", "Re: K\u00e4se (neu)"),
    "a character in two words": (b"=?utf-8?Q?K=C3?=\r\n =?utf-8?Q?=A4se?=", "K\u00e4se"),
    "a state in two words": (
        b"=?iso-2022-jp?B?GyRCRnw=?=\r\n =?iso-2022-jp?B?S1wbKEI=?=", "\u65e5\u672c",
    ),
    "a language": (b"=?utf-8*de?Q?K=C3=A4se?=", "K\u00e4se"),
    "a space in a word": (b"=?utf-8?Q?a b?=", "a b"),
    "cut behind its content": (b"=?utf-8?B?S8Okc2U=", "K\u00e4se"),
    "cut in its content": (b"=?UTF-8?B?w6TDtsO8w?=", "\u00e4\u00f6\u00fc"),
    "bytes of UTF-8": ("K\u00e4se f\u00fcr alle".encode(), "K\u00e4se f\u00fcr alle"),
    "bytes of a legacy encoding": (
        "Stra\u00dfe f\u00fcr alle \u00fcber M\u00fcnchen".encode("cp1252"),
        "Stra\u00dfe f\u00fcr alle \u00fcber M\u00fcnchen",
    ),
    "a word in an unknown charset": (b"=?x-unknown?Q?Gr=C3=BC=C3=9Fe?=", "Gr\u00fc\u00dfe"),
    "a charset of the web": (b"=?gb2312?B?suLK1A==?=", "\u6d4b\u8bd5"),
    "no word": (b"=?what=?", "=?what=?"),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADERS)
def test_subjects(read: Any, case: str) -> None:
    raw, title = HEADERS[case]
    (kept,) = read("a.eml", b"Subject: " + raw + b"\r\nFrom: a@example.org\r\n\r\nText.\r\n").kept
    assert kept["meta"]["title"] == title


def test_a_sender_in_a_legacy_encoding(read: Any) -> None:
    raw = "From: J\u00fcrgen M\u00fcller <j@example.org>\r\nDate: some day\r\n\r\nText.".encode(
        "cp1252"
    )
    (kept,) = read("a.eml", raw).kept
    assert kept["meta"]["from"] == "J\u00fcrgen M\u00fcller <j@example.org>"
    assert kept["meta"]["date"] == "some day"


def none(_document: Document) -> None:
    return None


@given(st.text(st.sampled_from("=?utf-8QBqb_ A\u00e9\udcff\r\n*")))
def test_any_header_is_shown_as_text(raw: str) -> None:
    shown(raw, none).encode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=80))
def test_a_subject_is_shown_as_it_was_written(subject: str) -> None:
    message = EmailMessage()
    message["Subject"] = subject
    written = message.as_bytes().partition(b": ")[2].decode("ascii", "surrogateescape")
    assert shown(written, none) == subject or "=?" in subject


def test_a_body_that_no_step_can_decode_is_not_lost(read: Any) -> None:
    found = read("a.eml", HEAD + parts("mixed", text("One."), text(b"\xff\xfe\xfd")), steps=())
    assert found.kept[0]["text"] == "One.\r\n\n\ufffd\ufffd\ufffd\r\n"
