"""Encodings before Unicode: which one it is, told by the words that it gives."""

import unicodedata

import pytest

# A few lines of each language, and the encodings that its files are in.
LANGUAGES = {
    "french": (
        "Le pêcheur répare ses filets où la rivière s'élargit. Sa fille l'aide, même en août.",
        "cp1252 iso8859-15 mac-roman cp850",
    ),
    "german": (
        "Die Bäckerin öffnet früh, und die Straße duftet süß. Später hört man Flöten über den.",
        "cp1252 iso8859-1 mac-roman cp850 cp437",
    ),
    "spanish": (
        "El panadero madrugó para que la señora llevase el pan caliente. ¿Quién cantará mañana?",
        "cp1252 iso8859-1 mac-roman cp850",
    ),
    "portuguese": (
        "O padeiro não dorme: às três da manhã já há pão. A irmã põe a mesa e lê as notícias.",
        "cp1252 iso8859-1",
    ),
    "danish": (
        "Bageren står tidligt op, så brødet er varmt. Børnene løber over åen mod møllen på øen.",
        "cp1252 iso8859-1 cp865",
    ),
    "icelandic": (
        "Bakarinn fer snemma á fætur svo að brauðið sé heitt. Börnin hlaupa yfir ána að myllunni.",
        "cp1252 iso8859-1",
    ),
    "polish": (
        "Piekarz wstaje wcześnie, żeby chleb był gorący. Sąsiedzi śpią jeszcze, a źrebię już pije.",
        "cp1250 iso8859-2 cp852",
    ),
    "czech": (
        "Pekař vstává dřív než ostatní, aby byl chléb teplý. Žáci ještě spí a kůň už žere oves.",
        "cp1250 iso8859-2 cp852",
    ),
    "hungarian": (
        "A pék korán kel, hogy meleg legyen a kenyér. Hűvös őszi reggel, a szomszédok még.",
        "cp1250 iso8859-2 cp852",
    ),
    "turkish": (
        "Fırıncı erken kalkar ki ekmek sıcak olsun. Komşular daha uyuyor, çeşme başında güğümler.",
        "cp1254 iso8859-9 cp857",
    ),
    "lithuanian": (
        "Kepėjas keliasi anksti, kad duona būtų šilta. Kaimynai dar miega, o žąsys jau prie upės.",
        "cp1257 iso8859-13 cp775",
    ),
    "latvian": (
        "Maiznieks ceļas agri, lai maize būtu silta. Kaimiņi vēl guļ, bet zosis jau iet pie ūdens.",
        "cp1257 iso8859-13",
    ),
    "russian": (
        "Пекарь встаёт раньше всех и топит печь ещё до рассвета. Соседи спят, а кот уже ждёт у.",
        "cp1251 koi8-r cp866 iso8859-5 mac-cyrillic",
    ),
    "ukrainian": (
        "Пекар устає раніше за всіх і топить піч ще до світанку. Їжак шукає ґанок, а сусіди.",
        "cp1251 koi8-u",
    ),
    "bulgarian": (
        "Хлебарят става пръв и пали пещта още преди изгрев. Съседите спят, а котката чака до.",
        "cp1251 iso8859-5 cp866",
    ),
    "greek": (
        "Ο φούρναρης ξυπνά πρώτος και ανάβει τον φούρνο πριν χαράξει. Οι γείτονες κοιμούνται.",
        "cp1253 iso8859-7 cp737",
    ),
    "hebrew": (
        "האופה קם לפני כולם ומדליק את התנור עוד לפני הזריחה. השכנים ישנים והחתול מחכה ליד הדלת.",
        "cp1255 iso8859-8 cp862",
    ),
    "arabic": (
        "يستيقظ الخباز قبل الجميع ويوقد الفرن قبل الفجر. الجيران نائمون والقطة تنتظر عند الباب.",
        "cp1256 iso8859-6",
    ),
    "thai": (
        "คนทำขนมปังตื่นก่อนใครและจุดเตาก่อนรุ่งสาง เพื่อนบ้านยังหลับอยู่ แมวรออยู่ที่ประตู",
        "cp874 tis-620",
    ),
    "vietnamese": (
        "Nguời bán bánh dậy sớm để nhóm lò truớc lúc bình minh. Hàng xóm còn ngủ, con mèo đợi ở.",
        "cp1258",
    ),
    "chinese": (
        "面包师傅起得最早，天还没亮就生好了炉子。邻居们还在睡觉，只有猫在门口等着。",
        "gb2312 gbk gb18030 hz",
    ),
    "traditional chinese": (
        "麵包師傅起得最早，天還沒亮就生好了爐子。鄰居們還在睡覺，只有貓在門口等著。",
        "big5 cp950",
    ),
    "japanese": (
        "パン屋は誰よりも早く起き、夜明け前に窯へ火を入れる。隣の人はまだ眠り、猫だけが戸口で待。",
        "cp932 euc_jp iso2022_jp",
    ),
    "korean": (
        "빵집 주인은 누구보다 일찍 일어나 동트기 전에 화덕에 불을 지핀다. 이웃은 아직 자고.",
        "cp949 euc_kr johab iso2022_kr",
    ),
}
CASES = [
    pytest.param(text, name, id=f"{language} in {name}")
    for language, (text, names) in LANGUAGES.items()
    for name in names.split()
]


def in_vietnamese_order(text: str, name: str) -> str:
    """Write tones as marks of their own, as cp1258 has them."""
    if name != "cp1258":
        return text
    pieces = []
    for letter in text:
        try:
            letter.encode(name)
            pieces.append(letter)
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            rest = [mark for mark in marks if mark not in tones]
            pieces += [unicodedata.normalize("NFC", base + "".join(rest)), *tones]
    return "".join(pieces)


@pytest.mark.parametrize(("text", "name"), CASES)
def test_does_read_a_paragraph(decoded, text, name):
    text = in_vietnamese_order(text, name)
    assert decoded(text.encode(name)).text == text


@pytest.mark.parametrize(("text", "name"), CASES)
def test_does_read_a_long_file_as_its_paragraph(decoded, text, name):
    text = (in_vietnamese_order(text, name) + "\n") * 300
    found = decoded(text.encode(name))
    assert found.text == text
    assert found.confidence > 0


@pytest.mark.parametrize(("language", "name"), [("russian", "cp1251"), ("japanese", "cp932")])
def test_does_find_words_far_behind_ascii(decoded, language, name):
    text = "x = 1  # nothing to see\n" * 20_000 + LANGUAGES[language][0]
    assert decoded(text.encode(name)).text == text


@pytest.mark.parametrize("name", ["cp932", "euc_jp", "cp949", "gb18030", "big5"])
def test_does_mark_a_character_of_two_bytes_that_is_cut(decoded, name):
    language = {"cp949": "korean", "gb18030": "chinese", "big5": "traditional chinese"}
    text = LANGUAGES[language.get(name, "japanese")][0].rstrip("。.")
    found = decoded((text + "\n").encode(name) * 3 + text.encode(name)[:-1])
    assert found.text == (text + "\n") * 3 + text[:-1] + "\ufffd"
    assert found.repairs == {"cut character": 1}


ENGLISH = {
    "an apostrophe": "The mill stood at the river for two hundred years. It wasn’t the miller’s.",
    "a degree": "The water had 20 °C in the morning, and the children swam across to the island.",
    "a copyright": "© 2020 The Mill. The names of the ferrymen have been changed.",
    "a euro": "He paid 5 € for the bread, which was far too much for such a loaf.",
    "a letter": "The café at the corner was shut.",
    "a section": "Section § 12 of the act applies to mills.",
    "quotation marks": "He said “yes” to it and went home.",
}


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH.keys())
def test_does_read_the_one_foreign_character_of_a_sentence(decoded, text):
    assert decoded(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"caf\xe9", "café", id="one word"),
        pytest.param(b"Don\x92t", "Don’t", id="one apostrophe"),
        pytest.param(b"na\xefve and fa\xe7ade", "naïve and façade", id="loan words"),
        pytest.param(b"5 \x80 each", "5 € each", id="a euro"),
        pytest.param(b"\x93quoted\x94", "“quoted”", id="quotation marks"),
        pytest.param(b"20 \xb0C", "20 °C", id="a degree"),
        pytest.param(b"\xa9 2020 Mill & Sons", "© 2020 Mill & Sons", id="a copyright"),
        pytest.param(b"M\xfcnchen", "München", id="a town"),
        pytest.param(b"El ni\xf1o", "El niño", id="a child"),
    ],
)
def test_does_take_short_text_for_what_people_have_most(decoded, data, text):
    assert decoded(data).text == text


def test_does_note_how_sure_it_is(decoded):
    text, _ = LANGUAGES["russian"]
    found = decoded(text.encode("koi8-r"))
    assert (found.name, found.how) == ("koi8-r", "statistics")
    assert 0 < found.confidence <= 1
