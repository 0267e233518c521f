"""Text in UTF-8 that was read as something else, and text that only looks like it."""

import random
import re

import pytest
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES

from cleaner_encoding.mojibake import _SUSPECT, _is_bad, fix_mojibake

SENTENCES = [
    "Le passeur a vendu sa barque et s’est acheté un moulin, là-bas.",
    "Перевозчик продал свою лодку и купил маленькую мельницу.",
    "Ο βαρκάρης πούλησε τη βάρκα του και αγόρασε έναν μύλο.",
    "Przewoźnik sprzedał łódź i kupił młyn za kościołem.",
    "Nehrin üzerindeki eski köprü dün yeniden açıldı.",
    "Người lái đò đã bán thuyền và mua một cối xay nhỏ.",
    "渡し守は舟を売り、教会の裏にある小さな水車小屋を買いました。",
    "“It’s so” – said one…",
    "👍 très bien",
]


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("times", [1, 2])
def test_a_wrong_reading_is_undone(text, times):
    broken = text
    for _ in range(times):
        broken = broken.encode().decode("latin-1")
    assert fix_mojibake(broken) == (text, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("dÃ©jÃ\xa0 vu", "déjà vu"),
        ("lâ€™AmÃ©lie", "l’Amélie"),
        ("Don\x92t", "Don’t"),
        ("so\x85 and so", "so… and so"),
        ("schÃ¶n und schön", "schön und schön"),
        ("РџСЂРёРІРµС‚", "Привет"),
    ],
)
def test_does(before, after):
    assert fix_mojibake(before)[0] == after


@pytest.mark.parametrize(
    "text",
    [
        *SENTENCES,
        "À Ê Ô, Ñandú, ÅNGSTRÖM, ŠĐČĆŽ",
        "5 €, £3, ¥100, ©2020, ½ and ¼, «oui», ¿qué?",
        "ÃO is an ending: SÃO PAULO, NÃO",
        "(╯°□°）╯︵ ┻━┻",
        "one\x85two",
    ],
)
def test_leaves_alone(text):
    assert fix_mojibake(text) == (text, 0)


@pytest.mark.parametrize("name", ["cp932", "cp866"])
def test_another_encoding_read_as_latin_1_is_not_made_worse(name):
    broken = "渡し守は舟を売りました。" if name == "cp932" else "Переехал к морю"
    broken = broken.encode(name).decode("latin-1")
    assert fix_mojibake(broken)[0] == broken


def test_only_bad_lines_are_touched():
    assert fix_mojibake("bon\ndÃ©jÃ\xa0\nétÃ©\nété\n") == ("bon\ndéjà\nété\nété\n", 2)


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
