"""One place beyond ASCII in a long text: a word of some encoding, a sign, or damage."""

import pytest

AROUND = "The ferryman repaired the gate before the first snow fell on the mill. " * 6


@pytest.mark.parametrize(
    ("word", "name"),
    [
        pytest.param("café", "cp1252", id="a loan word"),
        pytest.param("Müller", "cp1252", id="a name"),
        pytest.param("5 €", "cp1252", id="a price"),
        pytest.param("© 2020", "cp1252", id="a copyright"),
        pytest.param("20 °C", "cp1252", id="a degree"),
        pytest.param("it’s", "cp1252", id="an apostrophe"),
    ],
)
def test_does_read_a_word_and_a_sign(decoded, word, name):
    text = AROUND + word + " " + AROUND
    found = decoded(text.encode(name))
    assert (found.text, found.how) == (text, "statistics")


@pytest.mark.parametrize("byte", [b"\xff", b"\x81", b"\xf8\x88"])
def test_does_mark_a_bad_byte_within_a_word(decoded, byte):
    data = (AROUND + "snowst").encode() + byte + ("orm " + AROUND).encode()
    found = decoded(data)
    assert found.how == "nearly valid"
    assert "snowst\ufffd" in found.text
