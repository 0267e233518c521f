"""Repairs of characters: what each does, and what it leaves alone."""

import pytest

from cleaner import Document
from cleaner.testing import run_step
from cleaner_encoding import Options, clean

FLAG = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
FAMILY = "👨\u200d👩\u200d👧"


def cleaned(text: str, **options):
    document = clean(text, Document("a", text), Options(**options))
    if document is None:
        return text, {}
    assert document.meta["encoding"]["repairs"] == document.changes
    return document.text, document.changes


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        pytest.param("a\x00b", "ab", "control characters", id="NUL"),
        pytest.param("a\x07b\x7fc", "abc", "control characters", id="C0 and DEL"),
        pytest.param("a\x1b[31mred\x1b[0m", "ared", "control characters", id="terminal colours"),
        pytest.param("a\ufeffb", "ab", "control characters", id="a mark inside"),
        pytest.param("a\ufff9b\ufffa", "ab", "control characters", id="annotations"),
        pytest.param("a\r\nb\rc", "a\nb\nc", "line ends", id="CRLF and CR"),
        pytest.param("a\x85b\u2028c\u2029d\x0be", "a\nb\nc\nd\ne", "line ends", id="rare ones"),
        pytest.param("abc\u202edef\u202c", "abcdef", "directions", id="override"),
        pytest.param("\u2067abc\u2069", "abc", "directions", id="isolate"),
        pytest.param("fine\U000e0041\U000e0042", "fine", "tags", id="hidden ASCII"),
        pytest.param("Donau\u00adschiff", "Donauschiff", "invisible", id="soft hyphen"),
        pytest.param("a\u200bb\u2060c", "abc", "invisible", id="zero-width spaces"),
        pytest.param("Auf\u200clage", "Auflage", "invisible", id="a non-joiner among Latin"),
        pytest.param("x\u200dy", "xy", "invisible", id="a joiner among Latin"),
        pytest.param("ﬁne oﬃce ﬆ", "fine office st", "ligatures", id="ligatures"),
        pytest.param("e\u0301a\u0308", "éä", "composition", id="marks beside their letters"),
        pytest.param("\ud83d\ude00", "😀", "surrogates", id="a pair"),
        pytest.param("a\ud83db", "a\ufffdb", "surrogates", id="a lone one"),
    ],
)
def test_does(before, after, kind):
    text, changes = cleaned(before)
    assert text == after
    assert list(changes) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\tb\nc\n", id="tab and line feed"),
        pytest.param("page one\fpage two", id="a form feed ends a page"),
        pytest.param("می\u200cخواهم", id="a non-joiner in Persian"),
        pytest.param("ക്\u200d", id="a joiner in Malayalam"),
        pytest.param("क्\u200dष", id="a joiner in Hindi"),
        pytest.param(FAMILY, id="joiners in emoji"),
        pytest.param("🏳️\u200d🌈", id="a joiner behind a variation selector"),
        pytest.param("ภาษา\u200bไทย", id="zero-width space in Thai"),
        pytest.param("ភាសា\u200bខ្មែរ", id="zero-width space in Khmer"),
        pytest.param("ພາສາ\u200bລາວ", id="zero-width space in Lao"),
        pytest.param("မြန်မာ\u200bစာ", id="zero-width space in Burmese"),
        pytest.param("\u200fעברית\u200e", id="marks of direction"),
        pytest.param(FLAG, id="tags of a flag"),
        pytest.param("x² ① ½ ™ ﷺ", id="compatibility characters"),
        pytest.param("„Zitat“ “quote” it’s", id="curly quotes"),
        pytest.param("10\u00a0000\u202f€\u3000", id="spaces"),
        pytest.param("ＡＢＣ，。ｱｲｳ", id="full and half width"),
        pytest.param("R&amp;D &eacute;", id="entities"),
        pytest.param("a hy-\nphen and a hyphen", id="hyphens"),
        pytest.param("caf\ufffd\ufffd", id="runs of U+FFFD"),
        pytest.param("ĳs æon œuvre", id="letters that look like ligatures"),
    ],
)
def test_leaves_alone(text):
    assert cleaned(text) == (text, {})


@pytest.mark.parametrize(
    ("option", "before", "after"),
    [
        ("entities", "R&amp;D &eacute; &#233;&#xe9;", "R&D é éé"),
        ("spaces", "10\u00a0000\u202f€ a\u2003b", "10 000 € a b"),
        ("widths", "ＡＢＣ１２３", "ABC123"),
        ("quotes", "“It’s” ‘so’ „ja“", '"It\'s" \'so\' "ja"'),
        ("hyphenation", "a hy-\nphen and a hyphen", "a hyphen and a hyphen"),
        ("replacements", "caf\ufffd\ufffd\ufffd", "caf\ufffd"),
    ],
)
def test_does_on_request(option, before, after):
    text, changes = cleaned(before, **{option: True})
    assert text == after
    assert list(changes) == [option]


@pytest.mark.parametrize(
    ("option", "text"),
    [
        pytest.param("entities", "AT&T; &unknown; a & b; &amp", id="what is no entity"),
        pytest.param("spaces", "全角\u3000の", id="the space of East Asian text"),
        pytest.param("widths", "，。！「ｱｲｳ」", id="punctuation and half-width kana"),
        pytest.param("quotes", "5′ 10″ «oui»", id="primes and guillemets"),
        pytest.param("hyphenation", "a well-\nknown hyphen", id="a word not seen elsewhere"),
        pytest.param("hyphenation", "the Anglo-\nSaxon AngloSaxon", id="a capital"),
        pytest.param("replacements", "a\ufffdb\ufffdc", id="single ones"),
    ],
)
def test_leaves_alone_on_request(option, text):
    assert cleaned(text, **{option: True}) == (text, {})


def test_repairs_of_decoding_and_of_cleaning_are_told_together():
    data = "Été doux\r\nprès de l’église, même très\r\n".encode()[:-3] + b"\xc3"
    result = run_step("encoding", data)
    found = result.kept[0]["meta"]["encoding"]
    assert found["name"] == "utf-8"
    assert found["repairs"] == {"cut character": 1, "line ends": 1}
    assert result.texts == ["Été doux\nprès de l’église, même trè\ufffd"]


def test_what_a_removal_brings_together_is_repaired_as_well():
    assert cleaned("a\r\x00\nb")[0] == "a\nb"
    assert cleaned("e\u200b\u0301")[0] == "é"


def test_lone_surrogates_from_json_can_be_written():
    result = run_step("encoding", {"text": "x"})
    assert result.texts == ["x"]
    assert cleaned("\udce9")[0].encode() == "\ufffd".encode()
