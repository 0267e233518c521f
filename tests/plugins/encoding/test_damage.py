"""Nearly UTF-8: what each damage is repaired to, and what is left alone."""

import pytest

from cleaner_encoding import Options, decode, decode_bytes

FRENCH = "L’été sera très doux, peut-être même trop, près de l’église.\n"
RUSSIAN = "Пекарь говорит, что завтра принесёт тёплый хлеб.\n"


def decoded(data: bytes):
    answer = decode(data, Options())
    return answer.text, answer.meta["encoding"].get("repairs", {})


def insert(text: str, before: str, data: bytes) -> bytes:
    head, tail = text.split(before, 1)
    return head.encode() + data + before.encode() + tail.encode()


def test_a_stray_byte_is_the_letter_that_the_text_has_there():
    text = FRENCH * 3
    assert decoded(insert(text, "peut", b"\xe9")) == (
        text.replace("peut", "épeut", 1),
        {"stray byte": 1},
    )


@pytest.mark.parametrize("byte", [b"\x93", b"\xff", b"\x81", b"\xd0"])
def test_a_stray_byte_that_is_nothing_is_told(byte):
    text, repairs = decoded(insert(RUSSIAN * 3, "леб", byte))
    assert text == (RUSSIAN * 3).replace("леб", "\ufffdлеб", 1)
    assert repairs == {"unreadable byte": 1}


def test_punctuation_pasted_from_windows_is_read():
    data = RUSSIAN.encode() + insert(FRENCH, "doux", b"\x93").replace(b"doux", b"doux\x94")
    assert decoded(data) == (RUSSIAN + FRENCH.replace("doux", "“doux”"), {"stray byte": 2})


def test_a_character_cut_at_the_end_is_told():
    text, repairs = decoded(RUSSIAN.encode()[:-3])
    assert text == RUSSIAN[:-3] + "\ufffd"
    assert repairs == {"cut character": 1}


def test_a_character_cut_at_the_start_is_told():
    text, repairs = decoded(RUSSIAN.encode()[1:])
    assert text == "\ufffd" + RUSSIAN[1:]
    assert repairs == {"cut character": 1}


def test_surrogate_pairs_are_joined():
    data = FRENCH.encode() + b"\xed\xa0\xbd\xed\xb8\x80\n"
    assert decoded(data) == (FRENCH + "😀\n", {"surrogate pair": 1})


def test_a_mark_is_believed_though_the_rest_is_damaged():
    text, repairs = decoded(RUSSIAN.encode("utf-8-sig") + b"\xff\n")
    assert text == RUSSIAN + "\ufffd\n"
    assert repairs == {"unreadable byte": 1}


def test_wide_text_of_odd_length_keeps_all_but_the_last_byte():
    text, repairs = decoded(RUSSIAN.encode("utf-16") + b"\n")
    assert text == RUSSIAN + "\ufffd"
    assert sum(repairs.values()) == 1


@pytest.mark.parametrize(
    ("text", "other"),
    [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), ("Łódź i źdźbło. Żółty młyn.\n", "cp1250")],
)
def test_one_line_of_another_encoding_is_read_by_it(text, other):
    data = text.encode() * 3 + text.encode(other) + text.encode() * 2
    assert decoded(data) == (text * 6, {"line in another encoding": 1})


@pytest.mark.parametrize(("text", "other"), [(FRENCH, "cp1252"), (RUSSIAN, "cp1251")])
def test_one_line_in_utf_8_among_others_is_read_as_that(text, other):
    data = text.encode(other) * 3 + text.encode() + text.encode(other) * 2
    assert decoded(data) == (text * 6, {"line in UTF-8": 1})


def test_one_bad_byte_in_a_long_ascii_text_makes_no_letter():
    text = "Nobody could remember when so many people had last stood on the bank. " * 8
    damaged = text.replace("people", "peo\x93ple", 1).encode("latin-1")
    assert decoded(damaged) == (text.replace("people", "peo\ufffdple", 1), {"unreadable byte": 1})


def test_one_letter_in_a_long_ascii_text_is_a_letter():
    text = "Nobody could remember when so many people had last stood on the bank. " * 8
    assert decode_bytes(text.replace("bank", "café", 1).encode("cp1252"))[0].count("café") == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("摆渡的人卖掉了他的小船，买了一座小磨坊。\n", "gb18030", id="ideographs"),
        pytest.param("渡し守は舟を売りました。\n", "cp932", id="kana"),
        pytest.param("คนแจวเรือขายเรือของเขา\n", "cp874", id="Thai"),
        pytest.param(FRENCH, "cp1252", id="Latin"),
    ],
)
def test_another_encoding_is_no_damaged_utf_8(text, name):
    assert decoded(text.encode(name)) == (text, {})


def test_zeros_behind_the_text_are_no_wide_text():
    assert decode_bytes(FRENCH.encode() + bytes(100)) == (FRENCH + "\0" * 100, "utf-8")


def test_the_apostrophe_of_the_macintosh_is_read():
    text = "The ferryman’s boat was sold, and nobody could remember for how much. " * 8
    damaged = text.replace("’", "'").replace("'", "\xd5", 1).encode("latin-1")
    assert decode_bytes(damaged)[0] == text.replace("’", "'").replace("'", "’", 1)
