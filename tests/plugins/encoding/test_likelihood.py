"""The cost of a reading: the right one of the same bytes costs less than those that mislead."""

import numpy as np
import pytest

from cleaner_encoding.language_models import PER_NAT, models
from cleaner_encoding.likelihood import Sample, _points, _switches
from cleaner_encoding.symbols import symbol

# A text, the encoding that it was written in, and encodings that read it as letters as well.
MISLEADING = [
    pytest.param("Lunedì andrò al mulino: lì c'è un cane", "cp1252", "cp1258 cp1250", id="italian"),
    pytest.param("kad djeca potrče preko livade", "iso8859-2", "cp1252 iso8859-16", id="croatian"),
    pytest.param("uređaji i kuća", "cp1250", "cp1257 cp1252", id="serbian"),
    pytest.param("Die môre is koel en die wêreld stil", "cp1252", "cp1257 cp1250", id="afrikaans"),
    pytest.param("À midi, le garçon du café apporte", "cp850", "cp437 cp1252", id="french of DOS"),
    pytest.param("la niña pequeña aún no sabe", "mac-roman", "cp852 cp1252", id="spanish of Mac"),
    pytest.param("celé údolí a měl hlad", "iso8859-2", "cp1252 iso8859-4", id="czech"),
    pytest.param("õunakooki ja jäävad vait", "cp1257", "cp1250 cp775 koi8-r", id="estonian"),
    pytest.param("bir ırmaktan su içiyor", "iso8859-9", "cp1252 cp1250", id="turkish"),
    pytest.param("привет, мир", "koi8-r", "cp1251 cp866 mac-cyrillic cp1252", id="russian"),
    pytest.param("האופה קם מוקדם", "cp1255", "kz1048 cp1251 mac-latin2", id="hebrew"),
    pytest.param("voort. Venster één knop", "cp850", "cp932 johab mac-roman", id="dutch"),
    pytest.param(
        "隣の人はまだ眠っている", "euc_jp", "mac-greek koi8-r cp949 cp1256", id="japanese"
    ),
    pytest.param("邻居们还在睡觉", "gb18030", "euc_jis_2004 johab koi8-r cp737", id="chinese"),
    pytest.param("it’s the miller’s, isn’t", "cp1252", "cp852 cp1250 mac-roman", id="english"),
]


@pytest.mark.parametrize(("text", "right", "misleading"), MISLEADING)
def test_does_cost_the_least_where_the_text_is_right(text, right, misleading):
    sample = Sample(text.encode(right))
    others = {name: sample.cost(name) for name in misleading.split()}
    different = {
        name: cost
        for name, cost in others.items()
        if text.encode(right).decode(name, "replace") != text
    }
    assert different
    assert sample.cost(right) < min(different.values())


# "johab" reads most bytes as rare ideographs, which cost little where letters are costly.
@pytest.mark.parametrize("repeated", [1, 6])
@pytest.mark.parametrize(("text", "right", "misleading"), MISLEADING)
def test_does_cost_the_least_too_when_weighed_beside_the_others(text, right, misleading, repeated):
    data = (text + ". ").encode(right) * repeated
    names = [right, *misleading.split(), "johab", "big5hkscs", "cp1252"]
    alone = {name: Sample(data).cost(name) for name in names}
    together = Sample(data).costs(names)
    least = min(alone.values())
    assert min(together.values()) == least
    assert {n for n in names if together[n] == least} == {n for n in names if alone[n] == least}


@pytest.mark.parametrize(
    ("text", "switches"),
    [
        ("日本語text日本", 2),
        ("日本 text 日本", 0),
        ("a日b日9日", 3),
        ("abc", 0),
        ("日本", 0),
        ("", 0),
    ],
)
def test_does_count_latin_letters_beside_ideographs(text, switches):
    assert _switches(_points(text)) == switches


@pytest.mark.parametrize("name", ["cp1252", "cp932", "gb18030", "koi8-r", "cp037"])
@pytest.mark.parametrize("data", [b"", b"\xff", bytes(range(256)), b"\x81" * 99])
def test_does_cost_a_finite_amount_whatever_the_bytes(data, name):
    assert 0 <= Sample(data).cost(name) < 100 * (len(data) + 2)


def test_does_add_up_what_a_language_sets_behind_a_letter_to_about_one():
    known = models()
    for language, alphabet in enumerate(known.places):
        size = int(alphabet.max())
        table = np.exp(-known.pairs[language, 1 : size + 1, 1 : size + 1] / PER_NAT)
        # Signs have the rest; rounding to eighths of a nat adds or takes a little.
        assert ((table.sum(axis=1) > 0.4) & (table.sum(axis=1) < 1.2)).all()


@pytest.mark.parametrize(
    ("characters", "counts_as"),
    [
        pytest.param("ÄÉŠЖΩİ", "äéšжωİ", id="lower case, where that is one letter"),
        pytest.param("\t\n\r ", "    ", id="spaces"),
        pytest.param("1٣", "0½", id="digits"),
        pytest.param("!?/[", "....", id="punctuation of ASCII"),
        pytest.param("«”—§€", "«”—§€", id="signs of their own"),
        pytest.param("’", "'", id="apostrophes"),
        pytest.param("░║╬", "▒▒▒", id="box drawing"),
        pytest.param("\x00\x85\x9f", "\x01\x01\x01", id="controls"),
    ],
)
def test_does_count_characters_as_their_kind(characters, counts_as):
    assert "".join(map(symbol, characters)) == counts_as
