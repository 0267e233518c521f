"""UTF-8 with damage: what is damaged is repaired, all else stays as it is."""

import pytest

FRENCH = (
    "Le pêcheur répare ses filets où la rivière s'élargit.\nIl chante très fort, dit-on là-bas.\n"
)
GERMAN = "Die Bäckerin öffnet früh, und die Straße duftet süß.\nAm Abend hört man Flöten.\n"
POLISH = "Piekarz wstaje wcześnie, żeby chleb był gorący.\nSąsiedzi śpią jeszcze długo.\n"
RUSSIAN = "Пекарь встаёт раньше всех.\nСоседи ещё спят, а печь уже горяча.\n"
GREEK = "Ο φούρναρης ξυπνά πρώτος.\nΤο ψωμί μυρίζει σε όλη τη γειτονιά.\n"
HEBREW = "האופה קם לפני כולם.\nריח הלחם ממלא את הרחוב.\n"
HINDI = "नानबाई सबसे पहले उठता है।\nरोटी की महक गली में फैलती है।\n"
CHINESE = "面包师傅起得最早。\n街上满是面包的香味，邻居们还在睡觉。\n"
JAPANESE = "パン屋は誰よりも早く起きる。\n通りはパンの香りでいっぱいだ。\n"
KOREAN = "빵집 주인은 누구보다 일찍 일어난다.\n거리는 빵 냄새로 가득하다.\n"
TEXTS = {
    "french": FRENCH, "german": GERMAN, "polish": POLISH, "russian": RUSSIAN, "greek": GREEK,
    "hebrew": HEBREW, "hindi": HINDI, "chinese": CHINESE, "japanese": JAPANESE, "korean": KOREAN,
}  # fmt: skip
every_language = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


@every_language
@pytest.mark.parametrize("bad", [b"\xff", b"\xfe", b"\xc0", b"\xf8"], ids=lambda bad: bad.hex())
def test_does_replace_a_byte_that_no_text_has(decoded, text, bad):
    # Between two words, where no letter of an old encoding is likely to stand.
    before, after = text.split(" ", 1) if " " in text else (text[:4], text[4:])
    found = decoded(before.encode() + b" " + bad + b" " + after.encode())
    assert found.name == "utf-8"
    assert found.text.startswith(before + " ")
    assert found.text.endswith(" " + after)
    assert len(found.text) == len(before) + 3 + len(after)
    assert sum(found.repairs.values()) == 1


@every_language
@pytest.mark.parametrize("bytes_", [1, 2])
def test_does_mark_a_character_cut_at_the_end(decoded, text, bytes_):
    last = "é语"[bytes_ - 1]
    whole = text + last
    found = decoded(whole.encode()[:-bytes_])
    assert found.text == text + "\ufffd"
    assert found.repairs == {"cut character": 1}


@every_language
def test_does_mark_a_character_cut_at_the_start(decoded, text):
    found = decoded("语".encode()[1:] + text.encode())
    assert found.text == "\ufffd" + text
    assert found.repairs == {"cut character": 1}


def test_does_mark_characters_cut_at_both_ends(decoded):
    data = (CHINESE * 3).strip().encode()[1:-1]
    found = decoded(data)
    assert found.text == "\ufffd" + (CHINESE * 3).strip()[1:-1] + "\ufffd"
    assert found.repairs == {"cut character": 2}


def cesu8(text: str) -> bytes:
    pairs = text.encode("utf-16-be")
    units = (int.from_bytes(pairs[at : at + 2]) for at in range(0, len(pairs), 2))
    return "".join(map(chr, units)).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The kettle 🫖 is on\n", id="one emoji in ascii"),
        pytest.param("😀😃😄", id="emoji only"),
        pytest.param(FRENCH + "🐈 dort\n", id="beside other letters"),
        pytest.param("𝔣𝔯𝔞𝔨𝔱𝔲𝔯 and 𐍈", id="letters beyond the first plane"),
        pytest.param(JAPANESE + "𠮷野家\n", id="a rare ideograph"),
    ],
)
def test_does_join_surrogates_written_as_two_characters(decoded, text):
    found = decoded(cesu8(text))
    assert (found.text, found.name) == (text, "utf-8")
    assert found.repairs["surrogate pair"] == sum(ord(each) > 0xFFFF for each in text)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"\xed\xa0\xbd and " + FRENCH.encode(), FRENCH, id="half a pair"),
        pytest.param(FRENCH.encode() + b"\xed\xb8\x80 end\n", FRENCH, id="the other half"),
    ],
)
def test_does_replace_half_a_pair(decoded, data, text):
    found = decoded(data)
    assert text in found.text
    assert "\ufffd" in found.text


WORDS = {
    "an apostrophe": ("don’t", b"don\x92t"),
    "quotation marks": ("said “yes” twice", b"said \x93yes\x94 twice"),
    "single quotation marks": ("said ‘yes’ twice", b"said \x91yes\x92 twice"),
    "a dash": ("one – two", b"one \x96 two"),
    "a long dash": ("one — two", b"one \x97 two"),
    "an ellipsis": ("and so on…", b"and so on\x85"),
    "a bullet": ("\n• point", b"\n\x95 point"),
    "a trade mark": ("Brand™", b"Brand\x99"),
    "a euro": ("5 €", b"5 \x80"),
}


@pytest.mark.parametrize(("meant", "stray"), WORDS.values(), ids=WORDS.keys())
@pytest.mark.parametrize(
    "around",
    [FRENCH, GERMAN, POLISH, RUSSIAN, CHINESE],
    ids=["french", "german", "polish", "russian", "chinese"],
)
def test_does_read_stray_punctuation_of_windows(decoded, meant, stray, around):
    found = decoded(around.encode() + stray + b" " + around.encode())
    assert found.text == around + meant + " " + around
    assert found.name == "utf-8"
    assert set(found.repairs) == {"stray byte"}


@pytest.mark.parametrize(
    ("text", "letter"),
    [pytest.param(FRENCH, "é", id="french"), pytest.param(GERMAN, "ü", id="german")],
)
def test_does_read_a_stray_letter_that_the_text_has(decoded, text, letter):
    at = text.rindex("dit") if letter == "é" else text.rindex("Abend")
    data = text[:at].encode() + b"caf" + letter.encode("cp1252") + b" " + text[at:].encode()
    found = decoded(data)
    assert found.text == text[:at] + "caf" + letter + " " + text[at:]
    assert found.repairs == {"stray byte": 1}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(
            RUSSIAN.encode() + b"abc\xe9def\n", RUSSIAN + "abc\ufffddef\n", id="a latin letter"
        ),
        pytest.param(
            CHINESE.encode() + b"a\xf1b\n", CHINESE + "a\ufffdb\n", id="a letter none else has"
        ),
    ],
)
def test_leaves_a_stray_byte_unread_where_nothing_says_what_it_was(decoded, data, text):
    assert decoded(data).text == text


def test_does_read_the_apostrophe_of_the_macintosh(decoded):
    text = "The ferryman's boat was sold, and nobody could remember for how much. " * 8
    found = decoded(text.replace("'", "\xd5", 1).encode("latin-1"))
    assert found.text == text.replace("'", "’", 1)
    assert found.repairs == {"stray byte": 1}


LINES = [
    pytest.param(FRENCH, "Le garçon gèle à l'extérieur, près de l'étang\n", "cp1252", id="french"),
    pytest.param(GERMAN, "Der Müller grüßt schöne Gäste\n", "cp1252", id="german"),
    pytest.param(POLISH, "Żółty ptak śpiewa głośno o świcie\n", "cp1250", id="polish"),
    pytest.param(RUSSIAN, "Паром ушёл без нас, и мы остались\n", "cp1251", id="russian"),
    pytest.param(GREEK, "Το πλοίο έφυγε χωρίς εμάς\n", "cp1253", id="greek"),
]


@pytest.mark.parametrize(("text", "line", "name"), LINES)
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_does_read_a_single_line_in_another_encoding(decoded, text, line, name, where):
    pieces = [text.encode() * 3, text.encode() * 3]
    pieces.insert({"first": 0, "middle": 1, "last": 2}[where], line.encode(name))
    meant = [text * 3, text * 3]
    meant.insert({"first": 0, "middle": 1, "last": 2}[where], line)
    found = decoded(b"".join(pieces))
    assert found.text == "".join(meant)
    assert found.name == "utf-8"
    assert found.repairs == {"line in another encoding": 1}


@pytest.mark.parametrize(("text", "line", "name"), LINES)
def test_does_read_a_single_line_in_utf8_within_another_encoding(decoded, text, line, name):
    found = decoded(text.encode(name) * 3 + line.encode() + text.encode(name) * 3)
    assert found.text == text * 3 + line + text * 3


@pytest.mark.parametrize(("text", "line", "name"), LINES)
def test_does_read_a_file_that_changes_its_encoding_in_the_middle(decoded, text, line, name):
    found = decoded(text.encode() * 4 + (line + text * 4).encode(name))
    assert found.text == text * 4 + line + text * 4


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(FRENCH, "cp1252", id="french"),
        pytest.param(GERMAN, "iso8859-15", id="german"),
        pytest.param("Ã la carte, Ã vendre, déjà été ici, garçon\n" * 2, "cp1252", id="capitals"),
        pytest.param(RUSSIAN, "cp1251", id="russian"),
        pytest.param(RUSSIAN, "koi8-r", id="russian of unix"),
        pytest.param(GREEK, "iso8859-7", id="greek"),
        pytest.param(CHINESE, "gb18030", id="chinese"),
        pytest.param(JAPANESE, "euc_jp", id="japanese"),
        pytest.param(JAPANESE, "cp932", id="japanese of windows"),
        pytest.param(KOREAN, "cp949", id="korean"),
        pytest.param("คนแจวเรือขายเรือของเขา\n", "cp874", id="thai"),
    ],
)
def test_leaves_legacy_text_to_detection(decoded, text, name):
    found = decoded(text.encode(name))
    assert found.text == text
    assert found.how != "nearly valid"
