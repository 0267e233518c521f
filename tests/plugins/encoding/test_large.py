"""Large data is decided on samples, and read as smaller data is."""

import pytest

from cleaner_encoding import decoding

CHINESE = "面包师傅起得很早，好让孩子们跑过草地去上学的时候，面包还是热的。\n" * 60
RUSSIAN = "Пекарь встаёт раньше всех, чтобы хлеб был тёплым.\n" * 60
FRENCH = "Le boulanger se lève tôt pour que le pain soit déjà chaud.\n" * 60
ENGLISH = "The baker gets up early so that the bread is warm when the children come.\n" * 100

CASES = {
    "chinese": (CHINESE.encode("gb18030"), CHINESE),
    "chinese that declares itself": (
        ('<meta charset="gbk">' + CHINESE).encode("gb18030"),
        '<meta charset="gbk">' + CHINESE,
    ),
    "russian": (RUSSIAN.encode("cp1251"), RUSSIAN),
    "french, a word of it last in UTF-8": (
        FRENCH.encode("cp1252") + "déjà\n".encode(),
        FRENCH + "dÃ©jÃ\u00a0\n",
    ),
    "damaged UTF-8": (FRENCH.encode() + b"vu \x81\n", FRENCH + "vu \ufffd\n"),
    "damaged UTF-8, nearly all of it ASCII": (
        ENGLISH.encode() + "déjà ".encode() * 3 + b"\xe9t\xe9 \xff\n",
        ENGLISH + "déjà " * 3 + "été \ufffd\n",
    ),
}


@pytest.mark.parametrize(("data", "text"), CASES.values(), ids=CASES)
def test_large_data_is_read_as_it_would_be_were_it_small(data, text, decoded, monkeypatch):
    monkeypatch.setattr(decoding, "_LARGE", 1000)
    monkeypatch.setattr(decoding, "_WINDOW", 32)
    monkeypatch.setattr(decoding, "_MANY", 10)
    assert decoded(data).text == text


def test_large_legacy_data_is_never_read_whole_as_utf8(decoded, monkeypatch):
    data = CHINESE.encode("gb18030")
    longest = 0

    class Counted(decoding.Reading):
        def __init__(self, part):
            nonlocal longest
            longest = max(longest, len(part))
            super().__init__(part)

    monkeypatch.setattr(decoding, "Reading", Counted)
    monkeypatch.setattr(decoding, "_LARGE", 1000)
    monkeypatch.setattr(decoding, "_WINDOW", 32)
    monkeypatch.setattr(decoding, "_MANY", 10)
    assert decoded(data).name == "gb18030"
    assert 0 < longest <= decoding._WINDOWS * 32 < len(data)


def test_large_data_is_decided_on_lines_far_behind_ascii(decoded):
    data = b"plain line\n" * 200_000 + RUSSIAN.encode("cp1251") * 50
    found = decoded(data)
    assert (found.text, found.name) == (data.decode("cp1251"), "cp1251")


def test_a_late_character_counts(decoded):
    data = b"a" * 300_000 + "é".encode()
    found = decoded(data)
    assert (found.text, found.name, found.how) == (data.decode(), "utf-8", "valid")
