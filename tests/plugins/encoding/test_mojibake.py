"""UTF-8 read as something else, undone line by line; text that only looks strange stays.

With ``FTFY_CASES`` set to the file ``tests/test_cases.json`` of ftfy's source, its own passing
cases are run as well.
"""

import json
import os
import random
import re
from pathlib import Path

import pytest
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES

from cleaner_encoding.mojibake import _SUSPECT, _is_bad, fix_mojibake

FRENCH = "L’été, la pêcheuse répare ses filets à côté du château, “déjà” dit-on."
GERMAN = "Die Bäckerin öffnet früh – und die Straße duftet süß."
POLISH = "Piekarz wstaje wcześnie, żeby chleb był gorący."
CZECH = "Pekař vstává dřív, aby byl chléb teplý."
TURKISH = "Fırıncı erken kalkar, komşular daha uyuyor."
RUSSIAN = "Пекарь встаёт раньше всех и топит печь."
GREEK = "Ο φούρναρης ξυπνά πρώτος."
CHINESE = "面包师傅起得最早，天还没亮。"
JAPANESE = "パン屋は誰よりも早く起きる。"
EMOJI = "The kettle 🫖 is on 👍"
TEXTS = {
    "french": FRENCH, "german": GERMAN, "polish": POLISH, "czech": CZECH, "turkish": TURKISH,
    "russian": RUSSIAN, "greek": GREEK, "chinese": CHINESE, "japanese": JAPANESE, "emoji": EMOJI,
}  # fmt: skip


def misread(text: str, *names: str) -> str:
    """Write in UTF-8 and read as another encoding; Windows as browsers read it, by Latin-1."""
    for name in names:
        data = text.encode()
        text = (
            "".join(bytes([byte]).decode(name, "ignore") or chr(byte) for byte in data)
            if name.startswith("cp125")
            else data.decode(name)
        )
    return text


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("latin-1",), id="latin-1"),
        pytest.param(("cp1252",), id="windows"),
        pytest.param(("cp1252", "cp1252"), id="windows twice"),
        pytest.param(("latin-1", "cp1252"), id="latin-1, then windows"),
        pytest.param(("cp1252", "cp1252", "cp1252"), id="windows, three times"),
    ],
)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_does_undo_a_wrong_reading(cleaned, text, names):
    assert cleaned(misread(text, *names)) == (text, {"mojibake": 1})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(FRENCH, "mac-roman", id="french as of the Macintosh"),
        pytest.param(FRENCH, "cp437", id="french as of DOS"),
        pytest.param(POLISH, "cp1250", id="polish as of Windows"),
        pytest.param(CZECH, "cp1250", id="czech as of Windows"),
        pytest.param(RUSSIAN, "cp1251", id="russian as of Windows"),
        pytest.param(TURKISH, "cp1254", id="turkish as of Windows"),
    ],
)
def test_does_undo_a_reading_in_another_code_page(cleaned, text, name):
    assert cleaned(misread(text, name)) == (text, {"mojibake": 1})


AS_FTFY = pytest.mark.xfail(reason="ftfy's fix_encoding answers so as well", strict=True)


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        pytest.param("Don\x92t say \x93no\x94", "Don’t say “no”", id="windows in C1 controls"),
        pytest.param("dÃ©jÃ\xa0 vu", "déjà vu", id="a no-break space within"),
        pytest.param("dÃ©jÃ  vu", "déjà vu", id="a plain space in its place"),
        pytest.param(
            "The Mona Lisa doesnâ€™t smile", "The Mona Lisa doesn’t smile", id="an apostrophe"
        ),
        pytest.param("a â€“ b â€” c", "a – b — c", id="dashes"),
        pytest.param("5 â‚¬", "5 €", id="a euro"),
        pytest.param("5\xa0â‚¬", "5\xa0€", id="a euro behind a no-break space", marks=AS_FTFY),
        pytest.param("déjà vu, dÃ©jÃ\xa0 vu", "déjà vu, déjà vu", id="beside what is right"),
        pytest.param("so\x85 and so", "so… and so", id="an ellipsis in a C1 control"),
        pytest.param("30Â°C", "30°C", id="a degree"),
    ],
)
def test_does_undo_in_a_line(cleaned, text, repaired):
    assert cleaned(text) == (repaired, {"mojibake": 1})


def test_does_count_lines_and_leaves_the_others_alone(cleaned):
    text = f"{FRENCH}\n{misread(FRENCH, 'cp1252')}\n{RUSSIAN}\n{misread(RUSSIAN, 'latin-1')}\n"
    assert cleaned(text) == (f"{FRENCH}\n{FRENCH}\n{RUSSIAN}\n{RUSSIAN}\n", {"mojibake": 2})


LEGACY = {
    "russian of Windows": (RUSSIAN, "cp1251"),
    "russian of Unix": (RUSSIAN, "koi8-r"),
    "greek": (GREEK, "iso8859-7"),
    "polish": (POLISH, "iso8859-2"),
    "japanese of Windows": (JAPANESE, "cp932"),
    "japanese of Unix": (JAPANESE, "euc_jp"),
    "chinese": (CHINESE, "gb18030"),
    "chinese of Taiwan": ("麵包師傅起得最早，天還沒亮。", "big5"),
    "korean": ("빵집 주인은 누구보다 일찍 일어난다.", "cp949"),
    "hebrew": ("האופה קם לפני כולם.", "cp1255"),
    "arabic": ("يستيقظ الخباز قبل الجميع.", "cp1256"),
    "russian of DOS": (RUSSIAN, "cp866"),
    "thai": ("คนทำขนมปังตื่นก่อนใคร", "cp874"),
}


@pytest.mark.parametrize(("text", "name"), LEGACY.values(), ids=LEGACY)
@pytest.mark.parametrize("times", [1, 3])
def test_leaves_legacy_text_read_as_latin1_to_whoever_can_read_it(cleaned, text, name, times):
    """It is damaged, but not mojibake of UTF-8: a half-right guess would only hide that."""
    line = (text.encode(name) * times).decode("latin-1")
    once, counts = cleaned(line)
    assert "mojibake" not in counts
    assert [each for each in line if each >= "\xa0" and each != "\xad"] == [
        each for each in once if each >= "\xa0"
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(pytest.param(text, id=language) for language, text in TEXTS.items()),
        pytest.param("Â is a letter, and so is É.", id="a letter of its own", marks=AS_FTFY),
        pytest.param("Ã is a letter.", id="the letter before a space", marks=AS_FTFY),
        pytest.param("SÃO PAULO E MAÇÃ", id="portuguese in capitals"),
        pytest.param("HÂY NÂNG CẤP", id="vietnamese in capitals"),
        pytest.param("«É» ¿Ñ? ¡Ú! ±5 µm ×3 §4", id="symbols beside capitals"),
        pytest.param("PÂTÉ À L’ÂNE – “GÂTEÔ…", id="french in capitals"),
        pytest.param("À Ê Ô, Ñandú, ÅNGSTRÖM, ŠĐČĆŽ", id="capitals of many languages"),
        pytest.param("├──src\n│  └──main\n", id="drawn lines"),
        pytest.param("x² + y² ≤ ∑½ × π÷2", id="mathematics"),
        pytest.param("¯\\_(ツ)_/¯ ಠ_ಠ (╯°□°)╯︵ ┻━┻", id="faces"),
        pytest.param("ЂЃ‚ѓ„ is no word, ЂАК is", id="serbian letters"),
        pytest.param("Œuvre, œuf, Ÿ", id="ligatures of french"),
        pytest.param("Ärger, Öl, Übel; ÄÖÜ", id="umlauts in capitals"),
        pytest.param("€5 £6 ¥7 ¢8 ©®™", id="signs"),
    ],
)
def test_leaves_right_text_alone(cleaned, text):
    assert cleaned(text) == (text, {})


def ftfy_cases() -> list:
    path = os.environ.get("FTFY_CASES")
    if not path:
        return []
    cases = json.loads(Path(path).read_text(encoding="utf-8"))
    return [
        pytest.param(case["original"], case.get("fixed-encoding", case["fixed"]), id=case["label"])
        for case in cases
        if case["expect"] == "pass"
    ]


@pytest.mark.parametrize(("text", "repaired"), ftfy_cases())
def test_does_what_ftfy_is_meant_to(text, repaired):
    assert fix_mojibake(text)[0] == repaired


def test_the_quick_look_misses_nothing_that_ftfy_would_see():
    characters = sorted(
        {
            chr(point)
            for category in MOJIBAKE_CATEGORIES.values()
            for point in range(0x80, 0x10000)
            if re.match(f"[{category}]", chr(point))
        }
        | set("aZ .,?!1\t\xa0вЂГўβā×√≈‚œÃÂ€°¢")
    )
    chance = random.Random(7)
    pairs = ["".join(chance.choices(characters, k=2)) for _ in range(20_000)]
    longer = ["".join(chance.choices(characters, k=chance.randint(3, 12))) for _ in range(20_000)]
    for text in pairs + longer:
        assert (_SUSPECT.search(text) is not None) >= (BADNESS_RE.search(text) is not None)
        assert _is_bad(text) == (BADNESS_RE.search(text) is not None)
