"""Bytes to text: what is certain, what is declared, what is refused, and what options say."""

import codecs
import gzip
import subprocess
import sys

import pytest

from cleaner import CleanerError, Decoded, Document, Drop
from cleaner.testing import run_step
from cleaner_encoding import Options, decode, decode_bytes
from cleaner_encoding.inflate import inflate

FRENCH = "Le passeur a vendu sa barque et s’est acheté un moulin derrière l’église.\n"
RUSSIAN = "Перевозчик продал свою лодку и купил маленькую мельницу за церковью.\n"
JAPANESE = "渡し守は舟を売り、教会の裏にある小さな水車小屋を買いました。\n"
CHINESE = "摆渡的人卖掉了他的小船，在教堂后面买了一座小磨坊。\n"
HINDI = "नाविक ने अपनी नाव बेच दी और गिरजाघर के पीछे एक छोटी चक्की ख़रीद ली।\n"


def note(data: bytes, **options):
    answer = decode(data, Options(**options))
    assert isinstance(answer, Decoded)
    return answer.meta["encoding"]


@pytest.mark.parametrize(
    ("data", "text", "name"),
    [
        pytest.param(b"", "", "utf-8", id="nothing is text"),
        pytest.param(b"x", "x", "ascii", id="one byte"),
        pytest.param(b"plain", "plain", "ascii", id="ascii"),
        pytest.param(FRENCH.encode(), FRENCH, "utf-8", id="strict utf-8"),
        pytest.param(FRENCH.encode("utf-8-sig"), FRENCH, "utf-8", id="a mark is no part of it"),
        pytest.param(FRENCH.encode("utf-16"), FRENCH, "utf-16-le", id="utf-16 with its mark"),
        pytest.param(FRENCH.encode("utf-32"), FRENCH, "utf-32-le", id="utf-32 with its mark"),
        pytest.param(b"\x1b[31mred\x1b[0m", "\x1b[31mred\x1b[0m", "ascii", id="terminal colours"),
        pytest.param(b"see ~{\\bf x} in TeX", "see ~{\\bf x} in TeX", "ascii", id="TeX is not HZ"),
        pytest.param(b"vim +MANPAGER --not-a-term -", None, "ascii", id="ASCII is not UTF-7"),
        pytest.param(
            (codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be")), FRENCH, "utf-16-be", id="big-endian"
        ),
    ],
)
def test_what_is_certain_is_not_guessed(data, text, name):
    assert decode_bytes(data) == (data.decode() if text is None else text, name)


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, JAPANESE, CHINESE, HINDI, "a,b\n1,2\n" * 9])
@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_needs_no_mark(text, name):
    assert decode_bytes(text.encode(name)) == (text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (JAPANESE, "iso2022_jp"),
        ("뱃사공은 배를 팔고 작은 방앗간을 샀습니다.\n", "iso2022_kr"),
        (CHINESE, "hz"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "cp866"),
        (FRENCH, "cp1252"),
        ("Перевізник продав свій човен і купив млин, де є ґанок.\n", "cp1251"),
        ("Varkëtari e shiti varkën dhe bleu një mulli pas kishës, ku është qetësi.\n", "cp1252"),
        ("Przewoźnik sprzedał łódź i kupił młyn za kościołem.\n", "iso8859-2"),
        ("ang. Kayıkçı teknesini sattı ve küçük bir değirmen aldı.\n", "cp1254"),
        ("Ο βαρκάρης πούλησε τη βάρκα του και αγόρασε έναν μύλο.\n", "cp1253"),
        ("בעל המעבורת מכר את סירתו וקנה טחנה קטנה.\n", "cp1255"),
        ("باع صاحب القارب قاربه واشترى طاحونة صغيرة.\n", "cp1256"),
        ("คนแจวเรือขายเรือของเขาและซื้อโรงสีเล็ก ๆ หลังวัด\n", "cp874"),
    ],
)
def test_an_encoding_is_told_from_the_words_it_gives(text, name):
    assert decode_bytes(text.encode(name))[0] == text


@pytest.mark.parametrize("text", ["10 €", "señor", "Müller", "it’s “so”"])
def test_a_few_words_are_read_as_most_of_their_kind_are(text):
    assert decode_bytes(text.encode("cp1252"))[0] == text


@pytest.mark.parametrize(
    "declaration",
    [
        '<html><meta charset="{}">',
        '<meta http-equiv="Content-Type" content="text/html; charset={}">',
        '<?xml version="1.0" encoding="{}"?>',
        "# -*- coding: {} -*-\n",
        "# vim: set fileencoding={} :\n",
        "From: a@example.org\nContent-Type: text/plain;\n charset={}\n\n",
    ],
)
def test_a_declared_encoding_is_believed_where_it_fits(declaration):
    text = declaration.format("iso-8859-15") + "L'œuvre coûte 5 € là-bas, à Nîmes.\n"
    found = note(text.encode("iso-8859-15"))
    assert (found["name"], found["how"]) == ("iso8859-15", "declared")


def test_a_lying_declaration_is_not_believed():
    text = '<meta charset="iso-8859-1">' + RUSSIAN
    assert decode_bytes(text.encode())[0] == text
    assert decode_bytes(text.encode("cp1251"))[0] == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "PDF"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "ELF"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(range(200)), "zip"),
        (bytes(1000), "zeros"),
        (bytes(range(256)) * 40, "control characters"),
        (gzip.compress(gzip.compress(b"a" * 99)), "gzip within gzip"),
        (b"\x1f\x8b\x08\x00garbage!!!!!!!!!!!!", "gzip"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_text_is_refused_with_a_reason(data, reason):
    answer = decode(data, Options())
    assert isinstance(answer, Drop)
    assert answer.reason.startswith("binary")
    assert reason in answer.reason


@pytest.mark.parametrize("word", ["BZh is a prefix", "MZ wrote this", "GIF89a is a format", "PK"])
def test_words_that_begin_as_other_files_do_are_text(word):
    assert decode_bytes(word.encode())[0] == word


def test_gzip_is_inflated():
    assert decode_bytes(gzip.compress(RUSSIAN.encode("cp1251")))[0] == RUSSIAN
    both = gzip.compress(b"one\n") + gzip.compress(b"two\n")
    assert decode_bytes(both)[0] == "one\ntwo\n"


def test_gzip_that_was_cut_gives_what_there_is():
    data = gzip.compress(FRENCH.encode() * 50)
    found = decode(data[:-20], Options())
    assert (FRENCH * 50).startswith(found.text[:1000])
    assert found.meta["encoding"]["repairs"]["gzip cut"] == 1


def test_a_gzip_bomb_is_refused_before_it_fills_the_memory():
    bomb = gzip.compress(bytes(10_000_000))
    assert inflate(bomb, 1_000_000).reason == "gzip: inflates to more than 1000000 bytes"
    answer = decode(bomb, Options(inflate_limit=1000))
    assert answer == Drop("gzip: inflates to more than 1000 bytes")


def test_force_decodes_whatever_it_looks_like():
    found = decode(RUSSIAN.encode(), Options(force="koi8-r"))
    assert found.text == RUSSIAN.encode().decode("koi8-r")
    assert found.meta["encoding"]["how"] == "forced"
    found = decode(b"a\xffb", Options(force="ascii"))
    assert found.text == "a\ufffdb"
    assert found.meta["encoding"]["repairs"] == {"unreadable character": 1}


def test_a_preferred_encoding_wins_where_others_fit_as_well():
    data = "Barcagiul și-a vândut barca și a cumpărat o moară mică.\n".encode("iso8859-16")
    assert note(data, prefer=("iso8859-16",))["name"] == "iso8859-16"
    assert note(RUSSIAN.encode("cp1251"), prefer=("iso8859-7",))["name"] == "cp1251"


def test_what_is_uncertain_can_be_rejected_with_its_candidates():
    data = "¿Quién?".encode("mac-roman") * 4
    answer = decode(data, Options(min_confidence=0.9))
    assert isinstance(answer, Drop)
    assert answer.reason.startswith("encoding uncertain: ")
    assert "(0." in answer.reason


@pytest.mark.parametrize("options", [{"force": "klingon"}, {"prefer": ("hex",)}, {"fallback": ""}])
def test_an_unknown_encoding_is_refused_before_a_document_comes(options):
    with pytest.raises(CleanerError, match="no encoding of text called"):
        Options(**options)


def test_large_data_is_decided_on_a_part_and_decoded_whole():
    data = b"plain line\n" * 200_000 + RUSSIAN.encode("cp1251") * 3000
    text, name = decode_bytes(data)
    assert (text, name) == (data.decode("cp1251"), "cp1251")


def test_a_late_character_counts():
    data = b"a" * 300_000 + "é".encode()
    assert decode_bytes(data) == (data.decode(), "utf-8")


def test_text_in_utf_8_needs_neither_chardet_nor_ftfy():
    code = (
        "import sys, cleaner_encoding as e\n"
        "from cleaner import Document\n"
        f"text = {FRENCH * 3!r}\n"
        "e.decode_bytes(text.encode()); e.clean(text, Document('a', text), e.Options())\n"
        "print(sorted({'chardet', 'ftfy'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_step_notes_what_it_found():
    result = run_step("encoding", RUSSIAN.encode("koi8-r"), b"\x89PNG\r\n\x1a\n" + bytes(99))
    assert result.texts == [RUSSIAN]
    assert result.kept[0]["meta"]["encoding"]["how"] == "statistics"
    assert result.kept[0]["meta"]["encoding"]["name"].startswith("koi8")
    assert result.rejected[0]["reason"] == "binary: a PNG picture"


def test_a_field_of_the_input_called_encoding_is_kept():
    document = Document("a", "x\x00y", meta={"encoding": "theirs"})
    result = run_step("encoding", {"text": document.text, "encoding": "theirs"})
    assert result.texts == ["xy"]
    assert result.kept[0]["meta"]["encoding"] == {"repairs": {"control characters": 1}}
