"""What holds for any input."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Decoded, Document, Drop
from cleaner_encoding import Options, clean, decode

EVERY_REPAIR = Options(
    entities=True, spaces=True, widths=True, quotes=True, hyphenation=True, replacements=True
)
ASSIGNED = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
TEXTS = st.text(st.one_of(ASSIGNED, st.sampled_from("\n\t ")), max_size=300)
WORDS = st.lists(
    st.sampled_from(
        [
            "déjà",
            "Straße",
            "gęś",
            "щука",
            "ψωμί",
            "שלום",
            "مرحبا",
            "नमस्ते",
            "ขนมปัง",
            "面包",
            "パン",
            "빵",
            "🫖",
            "mill",
        ]
    ),
    min_size=1,
    max_size=60,
).map(" ".join)
CODECS = st.sampled_from(
    [
        "cp1252",
        "cp1250",
        "cp1251",
        "cp1253",
        "cp1255",
        "cp1256",
        "koi8-r",
        "cp866",
        "iso8859-2",
        "mac-roman",
        "cp932",
        "euc_jp",
        "gb18030",
        "big5",
        "cp949",
        "utf-16-le",
        "utf-16-be",
        "utf-32-le",
        "utf-8",
    ]
)
# What repairs are about, and what they could uncover for one another.
AFFECTED = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x1b[m\r\n\x85\xa0\xad\u200b\u200c\u200d\u2060\u202e\u2028\ufeff\ufffd\ufb01"
            "\U0001f3f4\U000e0067\U000e007f\ud83d\ude00\u0301\u0323eaf&;#amp-“’１Ａ"
            "ÃÂâ€™œžŸ©¤¶¼\x92\x93\x9dшПЂѓ├⌐∩"
        ),
    ),
    max_size=60,
)


def answer_to(data: bytes) -> str | None:
    answer = decode(data, Document("x"), Options())
    if isinstance(answer, Drop):
        assert answer.reason
        return None
    assert isinstance(answer, Decoded)
    assert 0 <= answer.meta["encoding"]["confidence"] <= 1
    return answer.text


def repaired(text: str, options: Options) -> str:
    answer = clean(text, Document("a", text), options)
    if answer is None:
        return text
    assert answer.changes
    assert all(count > 0 for count in answer.changes.values())
    return answer.text


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.binary(min_size=2000, max_size=9000)))
def test_decoding_answers_to_any_bytes_with_what_utf8_can_write(data):
    text = answer_to(data)
    if text is not None:
        text.encode()


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, WORDS), CODECS, st.data())
def test_decoding_answers_to_damaged_text(text, codec, more):
    data = bytearray(text.encode(codec, "ignore"))
    for _ in range(more.draw(st.integers(1, 4))):
        at = more.draw(st.integers(0, len(data)))
        until = at + more.draw(st.integers(0, 3))
        data[at:until] = more.draw(st.binary(max_size=4))
    decoded = answer_to(bytes(data))
    if decoded is not None:
        decoded.encode()


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_text_written_in_utf8_comes_back(text):
    if not text.startswith("\ufeff"):
        assert answer_to(text.encode()) == text


@pytest.mark.parametrize("plane", range(17))
def test_every_assigned_character_comes_back(plane):
    characters = [
        chr(code)
        for code in range(plane << 16, (plane + 1) << 16)
        if code <= sys.maxunicode and unicodedata.category(chr(code)) not in ("Cs", "Cc", "Cn")
    ]
    for at in range(0, len(characters), 997):
        text = "a" + "".join(characters[at : at + 997])
        assert answer_to(text.encode()) == text


@settings(max_examples=300, deadline=None)
@given(WORDS, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_text_with_a_mark_comes_back(text, codec):
    assert answer_to(text.encode(codec)) == text


@settings(max_examples=600, deadline=None)
@given(AFFECTED)
@pytest.mark.parametrize("options", [Options(), EVERY_REPAIR], ids=["by default", "all"])
def test_repairing_twice_changes_nothing_more(options, text):
    once = repaired(text, options)
    once.encode()
    assert clean(once, Document("a", once), options) is None


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), AFFECTED.map(lambda text: text.encode("utf-8", "ignore")))
)
def test_decoding_and_repairing_again_changes_nothing_more(data):
    text = answer_to(data)
    if text is None:
        return
    once = repaired(text, Options())
    if once.startswith("\ufeff") or answer_to(once.encode()) is None:
        return
    assert answer_to(once.encode()) == once
    assert repaired(once, Options()) == once


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_the_same_bytes_give_the_same_answer(data):
    assert decode(data, Document("x"), Options()) == decode(data, Document("x"), Options())


@given(st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20)))
def test_printable_ascii_is_clean(text):
    assert clean(text, Document("a", text), Options()) is None
