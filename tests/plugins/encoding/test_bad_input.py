"""Input that nobody writes on purpose."""

import random
import tracemalloc

import pytest

from cleaner import Document
from cleaner_encoding import Options, clean

FRENCH = "Le pêcheur répare ses filets où la rivière s'élargit, près du château."


@pytest.mark.parametrize("byte", range(256))
def test_does_answer_for_every_single_byte(decoded, byte):
    found = decoded(bytes([byte]))
    assert (found.text is None) == bool(found.reason)
    if 0x20 <= byte < 0x7F:
        assert found.text == chr(byte)


@pytest.mark.parametrize("length", [2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 63, 64, 65])
def test_does_answer_for_short_noise(decoded, length):
    dice = random.Random(length)
    for _ in range(40):
        found = decoded(dice.randbytes(length))
        assert (found.text is None) == bool(found.reason)
        if found.text is not None:
            found.text.encode()


def test_does_answer_for_every_cut_of_a_text(decoded):
    data = "aé语😀b".encode()
    for start in range(len(data)):
        for end in range(start, len(data) + 1):
            found = decoded(data[start:end])
            if found.text is not None:
                found.text.encode()


LONG = 4_000_000  # bytes; the time grows with it, as for 200 MB


@pytest.mark.parametrize("name", ["utf-8", "cp1252", "utf-16"])
def test_does_read_one_long_line(decoded, name):
    text = (FRENCH + " ") * (LONG // len(FRENCH))
    assert decoded(text.encode(name)).text == text


@pytest.mark.parametrize(
    ("data", "least"),
    [
        pytest.param(FRENCH.encode() * (LONG // 70) + b"\xff", 1, id="nearly utf-8"),
        pytest.param(b"a" * LONG + b"\xe9", 0, id="ascii with a byte at its end"),
        pytest.param(b"\xe9" + b"a" * LONG, 0, id="ascii with a byte at its start"),
        pytest.param("é".encode() * (LONG // 2) + b"\xc3", 1, id="one letter, cut"),
    ],
)
def test_does_read_one_long_line_with_damage(decoded, data, least):
    found = decoded(data)
    assert found.text is not None
    assert sum(found.repairs.values()) >= least


def test_does_decode_in_memory_of_a_few_copies(decoded):
    data = (FRENCH + "\n").encode("cp1252") * (LONG // 70)
    decoded(data[:10_000])  # chardet's models are loaded once
    tracemalloc.start()
    decoded(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * len(data)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("a" * LONG, id="ascii"),
        pytest.param("é" * (LONG // 4), id="one letter"),
        pytest.param("Ã " * (LONG // 40), id="suspicious"),
        pytest.param("a\u200b" * (LONG // 20), id="invisible characters"),
        pytest.param("e\u0301" * (LONG // 20), id="marks"),
        pytest.param("\x1b[" * (LONG // 20), id="starts of escapes"),
        pytest.param("\U0001f3f4\U000e0067" * (LONG // 40), id="starts of flags"),
        pytest.param("\ud83d" * (LONG // 20), id="lone surrogates"),
        pytest.param("&amp" * (LONG // 20), id="starts of entities"),
        pytest.param("a-\n" * (LONG // 60), id="hyphens"),
    ],
)
def test_does_repair_one_long_line(line):
    options = Options(
        entities=True, spaces=True, widths=True, quotes=True, hyphenation=True, replacements=True
    )
    answer = clean(line, Document("a", line), options)
    repaired = line if answer is None else answer.text
    repaired.encode()
    assert clean(repaired, Document("a", repaired), options) is None
