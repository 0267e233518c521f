"""UTF-16 and UTF-32 without a mark."""

import pytest

TEXTS = {
    "english": "The ferryman mended the wooden gate before the first snow fell.\n",
    "french": "Le passeur a réparé la barrière avant la première neige, près du gué.\n",
    "russian": "Паромщик починил деревянные ворота до первого снега.\n",
    "greek": "Ο περαματάρης έφτιαξε την ξύλινη πύλη πριν πέσει το πρώτο χιόνι.\n",
    "hebrew": "בעל המעבורת תיקן את שער העץ לפני שירד השלג הראשון.\n",
    "arabic": "أصلح صاحب العبّارة البوابة الخشبية قبل أن يسقط الثلج الأول.\n",
    "hindi": "पहली बर्फ़ गिरने से पहले नाविक ने लकड़ी का फाटक ठीक किया।\n",
    "thai": "คนแจวเรือซ่อมประตูไม้ก่อนที่หิมะแรกจะตก\n",
    "chinese": "老船夫修好了那扇木门，就在第一场雪落下之前，村里的人都来帮忙。\n",
    "japanese": "渡し守は初雪が降る前に木の門を直し、村の人々も手伝いに来た。\n",
    "korean": "뱃사공은 첫눈이 내리기 전에 나무 대문을 고쳤고 마을 사람들이 도왔다.\n",
}
WIDE = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("name", WIDE)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_does_read_it_without_a_mark(decoded, text, name):
    found = decoded(text.encode(name))
    assert (found.text, found.name) == (text, name)


@pytest.mark.parametrize("name", WIDE[:2])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_does_read_it_with_an_odd_length(decoded, text, name):
    found = decoded(text.encode(name)[:-1])
    assert found.text == text[:-1] + "\ufffd"
    assert found.name == name
    assert found.repairs == {"cut character": 1}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("ab\n", "utf-16-le", id="three letters"),
        pytest.param("Hi there", "utf-16-be", id="two words"),
        pytest.param('{"a": 1, "b": [2, 3]}', "utf-16-le", id="mostly symbols"),
        pytest.param("1;2;3\r\n4;5;6\r\n", "utf-16-be", id="a table of digits"),
        pytest.param("one\ttwo\r\n" * 4000, "utf-16-le", id="a long file"),
        pytest.param("a 😀 b 🫖 c" * 4, "utf-16-le", id="pairs of surrogates"),
    ],
)
def test_does_read_other_text(decoded, text, name):
    assert decoded(text.encode(name)).text == text


FORM = "The ferryman mended the wooden gate before the first snow fell.\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(
            b"a\x00b and more words\n",
            "a\x00b and more words\n",
            id="one NUL in ascii",
        ),
        pytest.param("né\x00 à Évry\n".encode(), "né\x00 à Évry\n", id="one NUL in utf-8"),
        pytest.param(
            FORM.encode() + b"\x00" + FORM.encode(), FORM + "\x00" + FORM, id="one NUL in more text"
        ),
        pytest.param(
            b"a record\n" * 30 + bytes(64), "a record\n" * 30 + "\x00" * 64, id="padding at the end"
        ),
        pytest.param(b"aa", "aa", id="two bytes"),
        pytest.param("aéaéaéaé".encode(), "aéaéaéaé", id="repeated bytes of utf-8"),
        pytest.param("漁師漁師漁師".encode(), "漁師漁師漁師", id="repeated characters in utf-8"),
    ],
)
def test_leaves_narrow_text_alone(decoded, data, text):
    found = decoded(data)
    assert found.text.rstrip("\x00") == text.rstrip("\x00")
    assert found.name in ("ascii", "utf-8")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("一二三四五六七八九十年月日時分" * 6, "shift_jis", id="few lead bytes"),
        pytest.param("ааааа ббббб ааааа ббббб " * 8, "cp1251", id="few letters"),
        pytest.param("の は を に が " * 30, "euc_jp", id="one lead byte only"),
    ],
)
def test_leaves_legacy_text_of_few_bytes_alone(decoded, text, name):
    assert decoded(text.encode(name)).name not in WIDE


HIGH, LOW = b"\x3d\xd8", b"\x4b\xde"  # the halves of a pair, in the order of UTF-16-LE
REPLACEMENT = "\ufffd".encode("utf-16-le")


def around(middle: bytes) -> bytes:
    return FORM.encode("utf-16-le") + middle + FORM.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "read", "repairs"),
    [
        pytest.param(around(HIGH + LOW), f"{FORM}\U0001f64b{FORM}", {}, id="a whole pair"),
        pytest.param(
            around(HIGH), f"{FORM}\ufffd{FORM}", {"unreadable character": 1}, id="a first half"
        ),
        pytest.param(
            around(LOW), f"{FORM}\ufffd{FORM}", {"unreadable character": 1}, id="a second half"
        ),
        pytest.param(
            around(LOW + HIGH),
            f"{FORM}\ufffd\ufffd{FORM}",
            {"unreadable character": 2},
            id="the halves the other way round",
        ),
        pytest.param(
            around(HIGH + b"a\0" + LOW),
            f"{FORM}\ufffda\ufffd{FORM}",
            {"unreadable character": 2},
            id="halves apart",
        ),
        pytest.param(
            around(REPLACEMENT), f"{FORM}\ufffd{FORM}", {}, id="U+FFFD that the author wrote"
        ),
        pytest.param(
            around(REPLACEMENT + HIGH),
            f"{FORM}\ufffd\ufffd{FORM}",
            {"unreadable character": 1},
            id="U+FFFD beside a half",
        ),
        pytest.param(
            FORM.encode("utf-16-le") + b"a",
            f"{FORM}\ufffd",
            {"cut character": 1},
            id="a byte alone",
        ),
        pytest.param(
            FORM.encode("utf-16-le") + HIGH,
            f"{FORM}\ufffd",
            {"cut character": 1},
            id="a first half at the end",
        ),
        pytest.param(
            FORM.encode("utf-16-le") + HIGH + LOW[:1],
            f"{FORM}\ufffd",
            {"cut character": 1},
            id="a pair that is cut",
        ),
        pytest.param(
            around(HIGH) + b"a",
            f"{FORM}\ufffd{FORM}\ufffd",
            {"cut character": 1, "unreadable character": 1},
            id="a half, and a cut",
        ),
        pytest.param(
            around(HIGH) + REPLACEMENT,
            f"{FORM}\ufffd{FORM}\ufffd",
            {"unreadable character": 1},
            id="a half, and U+FFFD at the end",
        ),
    ],
)
def test_counts_what_cannot_be_read(decoded, data, read, repairs):
    found = decoded(data)
    assert (found.text, found.name) == (read, "utf-16-le")
    assert dict(found.repairs) == repairs
