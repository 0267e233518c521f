"""Bytes that say their encoding themselves: nothing here is guessed."""

import codecs
import gzip
import subprocess
import sys
import textwrap
import zlib

import pytest

FRENCH = "Le pêcheur répare ses filets où la rivière s'élargit, près du vieux château.\n"
RUSSIAN = "Пекарь встаёт раньше всех и топит печь ещё до рассвета.\n"
JAPANESE = "朝早く、漁師は網を直しながら潮が満ちるのを待っていた。\n"
EMOJI = "The kettle 🫖 is on, the cat 🐈 asleep, the family 👩‍👩‍👧 out.\n"
EVERY = FRENCH + RUSSIAN + JAPANESE + EMOJI


@pytest.mark.parametrize(
    ("data", "text", "name"),
    [
        pytest.param(b"a", "a", "ascii", id="one letter"),
        pytest.param(b"\n", "\n", "ascii", id="one line end"),
        pytest.param(b"plain words\n", "plain words\n", "ascii", id="ascii"),
        pytest.param(EVERY.encode(), EVERY, "utf-8", id="utf-8 of many scripts"),
        pytest.param("é".encode(), "é", "utf-8", id="one letter of two bytes"),
        pytest.param(EMOJI.encode(), EMOJI, "utf-8", id="joiners within emoji"),
        pytest.param("\ufffd kept".encode(), "\ufffd kept", "utf-8", id="U+FFFD in the input"),
        pytest.param("\ufdd0\uffff".encode(), "\ufdd0\uffff", "utf-8", id="noncharacters"),
    ],
)
def test_leaves_alone_what_is_valid(decoded, data, text, name):
    found = decoded(data)
    assert (found.text, found.name, found.how) == (text, name, "valid")
    assert found.confidence == 1.0
    assert found.repairs == {}


def test_leaves_nothing_as_it_is(decoded):
    found = decoded(b"")
    assert (found.text, found.name, found.how) == ("", "utf-8", "empty")


MARKED = {
    "utf-8": codecs.BOM_UTF8 + EVERY.encode(),
    "utf-16-le": codecs.BOM_UTF16_LE + EVERY.encode("utf-16-le"),
    "utf-16-be": codecs.BOM_UTF16_BE + EVERY.encode("utf-16-be"),
    "utf-32-le": codecs.BOM_UTF32_LE + EVERY.encode("utf-32-le"),
    "utf-32-be": codecs.BOM_UTF32_BE + EVERY.encode("utf-32-be"),
}


@pytest.mark.parametrize(("name", "data"), MARKED.items(), ids=MARKED.keys())
def test_does_read_by_its_mark(decoded, name, data):
    found = decoded(data)
    assert (found.text, found.name) == (EVERY, name)
    assert found.repairs == {}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(codecs.BOM_UTF8, "", id="utf-8"),
        pytest.param(codecs.BOM_UTF16_LE, "", id="utf-16-le"),
        pytest.param(codecs.BOM_UTF16_BE, "", id="utf-16-be"),
        pytest.param(codecs.BOM_UTF8 + b"a", "a", id="one letter behind it"),
    ],
)
def test_does_remove_a_mark_that_is_all_there_is(decoded, data, text):
    assert decoded(data).text == text


def test_does_repair_behind_a_mark_and_never_detects_again(decoded):
    data = codecs.BOM_UTF8 + FRENCH.encode().replace("ê".encode(), b"\xea")
    found = decoded(data)
    assert found.name == "utf-8"
    assert found.text in (FRENCH, FRENCH.replace("ê", "\ufffd"))
    assert sum(found.repairs.values()) == 1


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_does_keep_a_marked_file_with_half_a_character_at_its_end(decoded, name):
    found = decoded(MARKED[name][:-1])
    assert found.text.rstrip("\ufffd") == EVERY[:-1]
    assert found.repairs


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('He wrote "vim +MANPAGER --not-a-term -" twice.\n', id="a plus is no utf-7"),
        pytest.param("a +AOk- b\n", id="what utf-7 would write"),
        pytest.param("~{\\bf bold} ~} in TeX\n", id="tildes and braces are no HZ"),
        pytest.param("price ~{3} and ~}\n", id="a brace behind a tilde"),
        pytest.param("c29tZSBiYXNlNjQ+IHRleHQ=\n" * 20, id="base64"),
        pytest.param("\x1b[1mbold\x1b[0m and \x1b[31mred\x1b[0m\n", id="terminal colours"),
    ],
)
def test_leaves_alone_ascii_that_looks_like_an_escape(decoded, text):
    assert (decoded(text.encode()).text, decoded(text.encode()).name) == (text, "ascii")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("iso2022_jp", JAPANESE, id="iso-2022-jp"),
        pytest.param(
            "iso2022_kr", "아침 일찍 어부는 그물을 고치며 밀물을 기다렸다.\n", id="iso-2022-kr"
        ),
        pytest.param("hz", "清晨，渔夫一边补网一边等待涨潮。\n", id="hz"),
    ],
)
def test_does_read_encodings_of_seven_bits(decoded, name, text):
    found = decoded(text.encode(name))
    assert (found.text, found.name, found.how) == (text, name, "escapes")


# Gzip.


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(FRENCH.encode(), FRENCH, id="utf-8"),
        pytest.param(b"plain\n", "plain\n", id="ascii"),
        pytest.param(b"", "", id="nothing"),
        pytest.param(MARKED["utf-16-le"], EVERY, id="utf-16"),
        pytest.param((RUSSIAN * 4).encode("cp1251"), RUSSIAN * 4, id="legacy"),
    ],
)
def test_does_inflate_gzip(decoded, data, text):
    assert decoded(gzip.compress(data, mtime=0)).text == text


def test_does_inflate_every_member_of_a_gzip(decoded):
    parts = [gzip.compress(part.encode(), mtime=0) for part in (FRENCH, RUSSIAN)]
    assert decoded(b"".join(parts)).text == FRENCH + RUSSIAN


def test_does_refuse_a_gzip_bomb_without_inflating_it(decoded):
    bomb = zlib.compressobj(9, wbits=31)
    data = b"".join([*(bomb.compress(bytes(1 << 20)) for _ in range(64)), bomb.flush()])
    found = decoded(data, inflate_limit=1 << 20)
    assert found.text is None
    assert found.reason == "gzip: inflates to more than 1048576 bytes"


def test_does_refuse_a_gzip_bomb_of_many_members(decoded):
    found = decoded(gzip.compress(b"a" * 10_000) * 20, inflate_limit=100_000)
    assert "inflates to more than 100000 bytes" in found.reason


def test_leaves_alone_a_gzip_of_just_the_allowed_size(decoded):
    assert decoded(gzip.compress(b"a" * 5000), inflate_limit=5000).text == "a" * 5000
    assert decoded(gzip.compress(b"a" * 5001), inflate_limit=5000).text is None


def test_does_read_what_a_cut_gzip_still_holds(decoded):
    lines = "".join(f"{number}: {number * 7919 % 10_007}\n" for number in range(3000))
    data = gzip.compress(lines.encode(), mtime=0)
    found = decoded(data[: len(data) // 2])
    assert lines.startswith(found.text)
    assert len(found.text) > len(lines) // 4
    assert found.repairs == {"gzip cut": 1}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(gzip.compress(b"text")[:9], id="cut within its header"),
        pytest.param(b"\x1f\x8b\x08", id="three bytes"),
        pytest.param(gzip.compress(b"text")[:10] + b"\xff" * 40, id="no deflate behind the header"),
        pytest.param(gzip.compress(gzip.compress(b"text")), id="gzip within gzip"),
        pytest.param(gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(range(200))), id="a picture in it"),
    ],
)
def test_does_refuse_gzip_that_holds_no_text(decoded, data):
    found = decoded(data)
    assert found.text is None
    assert found.reason.startswith("binary: ")


# What is imported.


def imported_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code) + "\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_leaves_chardet_and_ftfy_alone_for_text_in_utf8():
    modules = imported_after(
        """
        import cleaner_encoding
        from cleaner import Document
        from cleaner_encoding import Options
        for text in ("plain", "né à Évry", "漁師は\\u3000待つ", "\\ufefféé"):
            found = cleaner_encoding.decode(text.encode(), Document("x"), Options())
            cleaner_encoding.clean(found.text, Document("a", found.text), Options())
        cleaner_encoding.decode("né".encode("utf-16"), Document("x"), Options())
        cleaner_encoding.decode("né".encode() * 9 + b"\\xff", Document("x"), Options())
        """
    )
    assert "cleaner_encoding" in modules
    assert not modules & {"chardet", "ftfy"}


def test_does_import_chardet_for_a_legacy_file():
    modules = imported_after(
        """
        import cleaner_encoding
        from cleaner import Document
        from cleaner_encoding import Options
        data = "Пекарь встаёт раньше всех".encode("koi8-r")
        cleaner_encoding.decode(data, Document("x"), Options())
        """
    )
    assert "chardet" in modules
