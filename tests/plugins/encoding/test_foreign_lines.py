"""Lines in another encoding than the rest, in every script, however many of them there are."""

import pytest

TEXTS = {
    "french": (
        (
            "Le pêcheur répare ses filets où la rivière s'élargit.\n"
            "Sa fille l'aide, même en août, et le pain est déjà chaud.\n"
            "Le boulanger a fermé tôt; personne ne l'a vu passer là-bas.\n"
        ),
        "cp1252 cp850 mac-roman",
    ),
    "polish": (
        (
            "Piekarz wstaje wcześnie, żeby chleb był gorący.\n"
            "Sąsiedzi śpią jeszcze, a źrebię już pije wodę z rzeki.\n"
            "Wieczorem słychać skrzypce i nawet kury cichną.\n"
        ),
        "cp1250 iso8859-2 cp852",
    ),
    "russian": (
        (
            "Пекарь встаёт раньше всех и топит печь.\n"
            "Соседи спят, а кот уже ждёт у двери дома.\n"
            "Вечером слышна скрипка, и куры умолкают.\n"
        ),
        "cp1251 koi8-r cp866 iso8859-5 mac-cyrillic",
    ),
    "greek": (
        (
            "Ο φούρναρης ξυπνά πρώτος και ανάβει τον φούρνο.\n"
            "Οι γείτονες κοιμούνται ακόμη, μα το πουλάρι πίνει.\n"
            "Το βράδυ ακούγεται βιολί, και οι κότες σωπαίνουν.\n"
        ),
        "cp1253 cp737",
    ),
    "hebrew": (
        (
            "האופה קם לפני כולם ומדליק את התנור.\n"
            "השכנים ישנים והחתול מחכה ליד הדלת.\n"
            "בערב נשמע כינור, והתרנגולות משתתקות.\n"
        ),
        "cp1255 cp862",
    ),
    "thai": (
        (
            "คนทำขนมปังตื่นก่อนใครและจุดเตาก่อนรุ่งสาง\n"
            "เพื่อนบ้านยังหลับอยู่ แมวรออยู่ที่ประตู\n"
            "ตอนเย็นได้ยินเสียงไวโอลิน แม้แต่ไก่ก็เงียบ\n"
        ),
        "cp874",
    ),
    "chinese": (
        (
            "面包师傅起得最早，天还没亮就生好了炉子。\n"
            "邻居们还在睡觉，只有猫在门口等着。\n"
            "晚上听得见小提琴的声音，连母鸡也安静下来。\n"
        ),
        "gb18030",
    ),
    "traditional chinese": (
        (
            "麵包師傅起得最早，天還沒亮就生好了爐子。\n"
            "鄰居們還在睡覺，只有貓在門口等著。\n"
            "晚上聽得見小提琴的聲音，連母雞也安靜下來。\n"
        ),
        "big5",
    ),
    "japanese": (
        (
            "パン屋は誰よりも早く起き、夜明け前に窯へ火を入れる。\n"
            "隣の人はまだ眠り、猫だけが戸口で待っている。\n"
            "夕方になるとバイオリンが聞こえ、めんどりも静かになる。\n"
        ),
        "cp932 euc_jp",
    ),
    "korean": (
        (
            "빵집 주인은 누구보다 일찍 일어나 화덕에 불을 지핀다.\n"
            "이웃은 아직 자고 고양이만 문 앞에서 기다린다.\n"
            "저녁이면 바이올린 소리가 들리고 암탉들도 조용해진다.\n"
        ),
        "cp949 johab",
    ),
}
CASES = [
    pytest.param(text.splitlines(keepends=True), name, id=f"{language} in {name}")
    for language, (text, names) in TEXTS.items()
    for name in names.split()
]


@pytest.mark.parametrize(("lines", "name"), CASES)
def test_does_read_a_line_in_another_encoding(decoded, lines, name):
    one, *others = lines
    data = ("".join(others) * 3).encode() + one.encode(name) + "".join(others).encode()
    found = decoded(data)
    assert (found.text, found.name) == ("".join(others) * 3 + one + "".join(others), "utf-8")
    assert found.repairs == {"line in another encoding": 1}


@pytest.mark.parametrize(("lines", "name"), CASES)
def test_does_read_a_line_in_utf8_within_another_encoding(decoded, lines, name):
    one, *others = lines
    data = ("".join(others) * 3).encode(name) + one.encode() + "".join(others).encode(name)
    found = decoded(data)
    assert found.text == "".join(others) * 3 + one + "".join(others)
    assert found.repairs == {"line in UTF-8": 1}


@pytest.mark.parametrize(("lines", "name"), CASES)
def test_does_read_a_file_that_changes_its_encoding_midway(decoded, lines, name):
    text = "".join(lines)
    assert decoded(text.encode() + text.encode(name)).text == text * 2


@pytest.mark.parametrize(("lines", "name"), CASES)
def test_leaves_a_file_of_one_encoding_alone(decoded, lines, name):
    text = "".join(lines) * 3
    found = decoded(text.encode(name))
    assert (found.text, found.how) == (text, "statistics")


@pytest.mark.parametrize("bad", [b"\xff", b"\xc0", b"\xfe", b"\xf9", b"\x81"])
@pytest.mark.parametrize("text", [text for text, _ in TEXTS.values()], ids=TEXTS)
def test_leaves_the_other_bytes_of_a_damaged_line_alone(decoded, text, bad):
    first, *others = text.splitlines(keepends=True)
    found = decoded(first.encode() + b"... " + bad + "".join(others).encode())
    assert found.text.startswith(first + "... ")
    assert found.text.endswith("".join(others))
    assert len(found.text) == len(text) + 5


UTF_8 = "good é line\ngood ü line\ngood ü line\n"
CUT = {
    "an emoji": b"emoji \xf0\x9f\x98 end\n",
    "a quote": b"quote \xe2\x80 end\n",
    "an apostrophe behind a letter": b"it\xe2\x80s here\n",
    "an emoji and a quote": b"emoji \xf0\x9f\x98 and \xe2\x80 end\n",
    "a Chinese character": b"one \xe9\xba too\n",
}


@pytest.mark.parametrize("text", [UTF_8, UTF_8 * 9, "é\n"], ids=["few lines", "many lines", "one"])
@pytest.mark.parametrize("line", CUT.values(), ids=CUT)
def test_leaves_a_cut_character_unread(decoded, text, line):
    found = decoded(line + text.encode())
    assert found.text == line.decode("utf-8", "replace") + text
    assert "line in another encoding" not in found.repairs


@pytest.mark.parametrize("line", ["café déjà vu\n", "Et voilà\xa0! Où\xa0?\n", "« déjà »\n"])
def test_does_read_a_line_that_looks_a_little_like_cut_characters(decoded, line):
    assert decoded(UTF_8.encode() + line.encode("cp1252")).text == UTF_8 + line
