"""Bytes to text: which encoding, and what is refused."""

import pytest

import cleaner_encoding
from cleaner import Decoded, Document, Drop


@pytest.mark.parametrize(
    ("data", "text", "name"),
    [
        pytest.param(b"", "", "utf-8", id="nothing is text"),
        pytest.param(b"plain", "plain", "ascii", id="ascii"),
        pytest.param("né".encode(), "né", "utf-8", id="strict utf-8"),
        pytest.param("né".encode("utf-8-sig"), "né", "utf-8", id="the mark is no part of the text"),
        pytest.param("né".encode("utf-16"), "né", "utf-16-le", id="utf-16 with its mark"),
        pytest.param("né".encode("utf-32"), "né", "utf-32-le", id="utf-32 with its mark"),
    ],
)
def test_what_is_certain_is_not_guessed(data, text, name):
    assert cleaner_encoding.decode_bytes(data) == (text, name)


def test_a_picture_is_refused_with_a_reason():
    answer = cleaner_encoding.decode(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), OPTIONS)
    assert isinstance(answer, Drop)
    assert "png" in answer.reason


def test_the_metadata_say_how_it_was_decided():
    answer = cleaner_encoding.decode("Ещё одна строка по-русски".encode("koi8-r"), OPTIONS)
    assert isinstance(answer, Decoded)
    assert answer.text == "Ещё одна строка по-русски"
    assert answer.meta["encoding"]["name"] == "koi8-r"
    assert answer.meta["encoding"]["how"] == "statistics"


def test_clean_text_is_left_alone():
    assert cleaner_encoding.clean("plain\n", Document("a")) is None


def test_repairs_are_counted():
    document = cleaner_encoding.clean("dÃ©jÃ\xa0 vu\r\n", Document("a", "dÃ©jÃ\xa0 vu\r\n"))
    assert document.text == "déjà vu\n"
    assert document.meta["encoding"]["repairs"] == {"mojibake": 1, "line ends": 1}
