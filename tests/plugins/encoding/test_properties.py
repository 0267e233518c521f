"""What holds for any bytes and any text."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Document
from cleaner_encoding import Options, clean, decode_bytes

ALL = Options(
    entities=True, spaces=True, widths=True, quotes=True, hyphenation=True, replacements=True
)
# Letters, symbols and the invisible of many scripts, and what damage leaves.
TEXT = st.text(
    st.characters() | st.sampled_from("Ã©â€™Â\xa0\x85\x92\r\n\x00\u200b\u200d\u00ad\ufb01\u0301&;-")
)
ENCODINGS = ["cp1252", "cp1251", "koi8-r", "utf-8", "utf-16", "gb18030", "cp932", "iso2022_jp"]


def cleaned(text: str, options: Options) -> str:
    document = clean(text, Document("a", text), options)
    return text if document is None else document.text


@given(st.binary(max_size=300))
def test_bytes_never_raise_and_their_text_can_be_written(data):
    text, name = decode_bytes(data)
    assert name
    assert text is None or text.encode() is not None


@given(TEXT, st.sampled_from(ENCODINGS), st.randoms(use_true_random=False))
def test_damaged_bytes_never_raise(text, name, chance: random.Random):
    data = bytearray(text.encode(name, "replace"))
    for _ in range(3):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    decoded = decode_bytes(bytes(data))[0]
    assert decoded is None or decoded.encode() is not None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_comes_back(text):
    decoded = decode_bytes(text.encode())[0]
    # A mark is no part of the text; what only looks like another file's beginning is refused.
    assert decoded == text.removeprefix("\ufeff") or text.startswith(("%PDF-", "\ufffe"))


@pytest.mark.parametrize("options", [Options(), ALL], ids=["default", "all"])
@given(text=TEXT)
@settings(max_examples=300)
def test_cleaning_twice_changes_nothing_more(options, text):
    once = cleaned(text, options)
    assert cleaned(once, options) == once
    assert once.encode().decode() == once


@given(st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20)))
def test_printable_ascii_is_clean(text):
    assert clean(text, Document("a", text), Options()) is None
