"""Repairs of characters: what is damage goes, what an author needs stays; each is counted."""

import pytest

PERSIAN = "می\u200cخواهم خانه\u200cها را ببینم"
HINDI = "क्\u200dष और क्\u200cष"
SINHALA = "ශ්\u200dරී ලංකාව"
THAI = "ภาษา\u200bไทย\u200bง่าย"
KHMER = "ភាសា\u200bខ្មែរ"
BURMESE = "မြန်မာ\u200bစာ"
LAO = "ພາສາ\u200bລາວ"
FAMILY = "👩\u200d👩\u200d👧 and 🏳\ufe0f\u200d🌈"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

DOES = {
    # kind: (id, text, repaired, count)
    "control characters": [
        ("NUL", "a\x00b", "ab", 1),
        ("several", "a\x01\x02\x03b\x1f", "ab", 4),
        ("delete", "a\x7fb", "ab", 1),
        ("a mark within", "one\ufefftwo", "onetwo", 1),
        ("a mark at the start", "\ufeffone", "one", 1),
        ("interlinear annotation", "\ufff9base\ufffaabove\ufffb", "baseabove", 3),
        ("deprecated format controls", "a\u206ab\u206fc", "abc", 2),
        ("terminal colours", "\x1b[1;31mred\x1b[0m", "red", 2),
        ("a bell", "ding\x07", "ding", 1),
    ],
    "directions": [
        ("an override", "file\u202egnp.exe", "filegnp.exe", 1),
        ("embeddings", "a \u202abc\u202c d", "a bc d", 2),
        ("isolates", "a \u2066bc\u2069 d", "a bc d", 2),
        ("in right-to-left text", "שלום \u202bעולם\u202c", "שלום עולם", 2),
    ],
    "tags": [
        ("hidden words", "fine\U000e0068\U000e0069", "fine", 1),
        ("a language tag", "\U000e0001\U000e0065\U000e006ehello", "hello", 1),
        ("behind a flag", SCOTLAND + "\U000e0068", SCOTLAND, 1),
        ("a flag without an end", "🏴\U000e0067\U000e0062", "🏴", 1),
    ],
    "invisible": [
        ("soft hyphens", "Donau\u00addampf\u00adschiff", "Donaudampfschiff", 2),
        ("zero-width space in latin", "a\u200bb", "ab", 1),
        ("zero-width space in cyrillic", "па\u200bром", "паром", 1),
        ("zero-width space in chinese", "老\u200b船夫", "老船夫", 1),
        ("word joiner", "a\u2060b", "ab", 1),
        ("non-joiner in latin", "Auf\u200clage", "Auflage", 1),
        ("joiner in latin", "a\u200db", "ab", 1),
        ("joiner behind a picture, before a letter", "👩\u200da", "👩a", 1),
        ("at the start", "\u200bone", "one", 1),
        ("non-joiner at a word's start", "تکه \u200cشمایل", "تکه شمایل", 1),
        ("zero-width spaces in a row", "a" + "\u200b" * 30 + "b", "ab", 30),
        ("at the end", "one\u200b", "one", 1),
    ],
    "ligatures": [
        ("fi", "ﬁne", "fine", 1),
        ("ff fl ffi ffl", "oﬀ ﬂat oﬃce baﬄe", "off flat office baffle", 4),
        ("long s t, and st", "ﬅ ﬆ", "st st", 2),
    ],
    "line ends": [
        ("CRLF", "a\r\nb\r\n", "a\nb\n", 2),
        ("CR", "a\rb\r", "a\nb\n", 2),
        ("mixed", "a\r\nb\rc\n\rd", "a\nb\nc\n\nd", 3),
        ("NEL", "naïve ą\u0085b", "naïve ą\nb", 1),
        ("LS and PS", "a\u2028b\u2029c", "a\nb\nc", 2),
        ("vertical tab", "a\vb", "a\nb", 1),
    ],
    "composition": [
        ("an accent", "Cafe\u0301", "Café", 1),
        ("hangul", "\u1112\u1161\u11ab", "한", 1),
        ("order of marks", "a\u0323\u0302".replace("\u0323\u0302", "\u0302\u0323"), "ậ", 1),
        ("the sign of ångström", "5 \u212b", "5 Å", 1),
        ("the sign of ohm", "5 \u2126", "5 Ω", 1),
    ],
    "surrogates": [
        ("a pair", "\ud83d\ude00", "😀", 1),
        ("a high one alone", "a\ud83db", "a\ufffdb", 1),
        ("a low one alone", "a\ude00b", "a\ufffdb", 1),
        ("in the wrong order", "\ude00\ud83d", "\ufffd\ufffd", 2),
        ("two pairs and a half", "\ud83d\ude00\ud83d\ude01\ud83d", "😀😁\ufffd", 3),
    ],
}


@pytest.mark.parametrize(
    ("kind", "text", "repaired", "count"),
    [
        pytest.param(kind, *case, id=f"{kind}: {name}")
        for kind, cases in DOES.items()
        for name, *case in cases
    ],
)
def test_does_repair(cleaned, kind, text, repaired, count):
    assert cleaned(text) == (repaired, {kind: count})


def test_does_end_a_line_of_latin1_at_nel(cleaned):
    assert cleaned("a\u0085b") == ("a\nb", {"line ends": 1})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\tb\nc", id="tabs and line feeds"),
        pytest.param("", id="nothing"),
        pytest.param("page one\fpage two", id="form feeds"),
        pytest.param("\n\n\n", id="blank lines"),
        pytest.param("   a   b   ", id="spaces"),
        pytest.param("שלום\u200e (hello)\u200f", id="LRM and RLM"),
        pytest.param("سلام\u061c 12", id="the arabic letter mark"),
        pytest.param(SCOTLAND + " wins", id="tags of a flag"),
        pytest.param(PERSIAN, id="non-joiners in persian"),
        pytest.param("<em>کدک</em>\u200cهای", id="a non-joiner behind markup"),
        pytest.param("فایل PDF\u200cها", id="a non-joiner behind a latin word"),
        pytest.param("روش\u200e\u200cهای", id="a non-joiner behind a mark of direction"),
        pytest.param("ഫില്\u200d\u200cറ്റര്\u200d", id="joiner, then non-joiner in malayalam"),
        pytest.param("APT\u200b។ ថ្មី\u200b (១)", id="zero-width spaces beside what is no letter"),
        pytest.param("ភាសា\u200b\u200b\u200bខ្មែរ", id="zero-width spaces in a row in khmer"),
        pytest.param(HINDI, id="joiner and non-joiner in hindi"),
        pytest.param(SINHALA, id="joiner in sinhala"),
        pytest.param(FAMILY, id="joiners in emoji"),
        pytest.param("👨🏽\u200d🚀 ❤\ufe0f\u200d🔥", id="joiners behind colour and form"),
        pytest.param(THAI, id="zero-width spaces in thai"),
        pytest.param(KHMER, id="zero-width spaces in khmer"),
        pytest.param(BURMESE, id="zero-width spaces in burmese"),
        pytest.param(LAO, id="zero-width spaces in lao"),
        pytest.param("x² ½ ① Ⅳ ㎏ ™ №", id="what NFKC would change"),
        pytest.param("ĳs, œuf, æon, ǆ", id="letters that look like ligatures"),
        pytest.param("ﬓ ﬔ", id="armenian ligatures"),
        pytest.param("ﷲ ﻻ", id="arabic forms"),
        pytest.param("ＡＢＣ１２３，。！", id="full width"),
        pytest.param("ｶﾀｶﾅ", id="half width"),
        pytest.param("10\u00a0000\u202f€ 中\u3000文", id="spaces of other widths"),
        pytest.param("“It’s” «là» „so“", id="curly quotes"),
        pytest.param("R&amp;D &copy;", id="entities"),
        pytest.param("a hy-\nphen, the hyphen", id="hyphenated lines"),
        pytest.param("caf\ufffd\ufffd", id="unreadable characters"),
        pytest.param("a - b – c — d … e", id="dashes and dots"),
        pytest.param("n̈ q̃", id="marks that compose with nothing"),
        pytest.param("が ガ 한 ậ", id="composed letters"),
        pytest.param("\ue000\uf8ff", id="private use"),
        pytest.param("\ufe0f\u20e3 1\ufe0f\u20e3", id="variation selectors"),
        pytest.param("葛\U000e0100城", id="variants of ideographs"),
        pytest.param("ᠮᠣᠩᠭᠣᠯ᠎ᠤᠨ", id="the mongolian vowel separator"),
    ],
)
def test_leaves_alone(cleaned, text):
    assert cleaned(text) == (text, {})


REQUESTED = {
    "entities": [
        ("names", "R&amp;D &copy; 2020", "R&D © 2020", 2),
        ("numbers", "&#233;t&#xE9;", "été", 2),
        ("twice escaped, until nothing is left", "&amp;lt;", "<", 2),
    ],
    "spaces": [
        ("no-break", "10\u00a0000\u202f€", "10 000 €", 2),
        ("widths", "a\u2003b\u2009c\u205fd\u1680e", "a b c d e", 4),
    ],
    "widths": [
        ("letters", "ＡＢＣ ｘｙｚ", "ABC xyz", 6),
        ("digits", "２０２４年", "2024年", 4),
    ],
    "quotes": [
        ("double", "“so” „so‟", '"so" "so"', 4),
        ("single", "‘it’s’", "'it's'", 3),
    ],
    "hyphenation": [
        ("a known word", "the hy-\nphen and the hyphen", "the hyphen and the hyphen", 1),
        ("with an indent", "the hy-\n  phen and the hyphen", "the hyphen and the hyphen", 1),
    ],
    "replacements": [
        ("a run", "caf\ufffd\ufffd", "caf\ufffd", 1),
        ("two runs", "\ufffd\ufffd\ufffd a \ufffd\ufffd", "\ufffd a \ufffd", 2),
    ],
}


@pytest.mark.parametrize(
    ("kind", "text", "repaired", "count"),
    [
        pytest.param(kind, *case, id=f"{kind}: {name}")
        for kind, cases in REQUESTED.items()
        for name, *case in cases
    ],
)
def test_does_repair_on_request_only(cleaned, kind, text, repaired, count):
    assert cleaned(text, **{kind: True}) == (repaired, {kind: count})
    assert cleaned(text) == (text, {})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param("entities", "R&D, a & b; &unknown; &;", id="entities: ampersands"),
        pytest.param("entities", "?a=1&copy=2&lt", id="entities: queries"),
        pytest.param(
            "spaces", "中\u3000文\tand a b", id="spaces: ideographic, tabs and plain ones"
        ),
        pytest.param("widths", "，。！？「」ｶﾅ", id="widths: punctuation and kana"),
        pytest.param("quotes", "«là» ‹là› 5′ 6″ `x`", id="quotes: guillemets, primes, backticks"),
        pytest.param("hyphenation", "a well-\nknown man", id="hyphenation: unknown joined word"),
        pytest.param("hyphenation", "Jean-\nPaul, JeanPaul", id="hyphenation: names"),
        pytest.param("hyphenation", "- a\n- b\n--\nab", id="hyphenation: lists"),
        pytest.param("replacements", "a \ufffd b \ufffd", id="replacements: single ones"),
    ],
)
def test_leaves_alone_on_request(cleaned, kind, text):
    assert cleaned(text, **{kind: True}) == (text, {})


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        pytest.param("e\u200b\u0301", "é", id="a mark behind what is removed"),
        pytest.param("\ud83d\x00\ude00", "\ufffd\ufffd", id="halves parted by NUL"),
        pytest.param("\r\x00\n", "\n", id="a line end parted by NUL"),
        pytest.param("Ã\x00©", "é", id="mojibake parted by NUL"),
        pytest.param("f\u00adi \x1b\x00[31m", "fi [31m", id="an escape parted by NUL"),
    ],
)
def test_does_all_at_once_what_one_repair_uncovers_for_another(cleaned, text, repaired):
    once, _ = cleaned(text)
    assert once == repaired
    assert cleaned(once) == (once, {})
