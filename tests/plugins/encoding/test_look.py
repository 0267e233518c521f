"""A first look at a text finds all that the repairs would, and nothing in most texts."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner_encoding.mojibake import _SUSPECT
from cleaner_encoding.repairs import look as looking
from cleaner_encoding.repairs.kinds import AFFECTED, ALWAYS, SUSPECT, UNCOMPOSED
from cleaner_encoding.repairs.look import look

RIGHT = {
    "ascii": "Nothing to see here;\tmove on.\n",
    "french": "Où est un œuf ? « Élève naïf, l’âne a bu à Évry. »\n",
    "polish": "Zażółć gęślą jaźń.\n",
    "russian": "Съешь ещё этих мягких французских булок.\n",
    "greek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.\n",
    "japanese": "いろはにほへと、ちりぬるを。\n",
    "korean": "키스의 고유조건은 입술끼리 만나야 한다.\n",
}
# Characters that a repair is about, those that make mojibake, and some that are about nothing.
TELLING = "aé ÃÂ\u00a0œŒ\u0080\u0092€™“\u2019»�ї\n"
ABOUT = (
    "\x00\r\x85\u200b\u200d\u202e\u00ad\ufeff\ufb01\u2028\U000e0041\ud800\udc00😀"
    "\u0301e\u1112\u1161"
)
TEXTS = st.text(st.one_of(st.sampled_from(TELLING + ABOUT), st.characters()), max_size=40)


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_sees_nothing_in_right_text(text):
    assert look(text * 300) == 0


@given(TEXTS)
def test_sees_whatever_a_repair_finds(text):
    found = look(text)
    for kind in ALWAYS:
        if kind.repair(text)[1]:
            assert found & kind.sign, kind.name


@given(TEXTS)
def test_sees_whatever_may_be_mojibake(text):
    assert bool(look(text) & SUSPECT) >= (_SUSPECT.search(text) is not None)


@pytest.mark.parametrize("beyond", [-2, -1, 0, 1], ids=lambda beyond: f"{beyond:+}")
def test_sees_two_characters_that_a_block_parts(beyond):
    before = "a" * (looking._BLOCK + beyond)
    assert look(before + "Ã©" + "я" * 10) & SUSPECT
    assert look(before + "œ. " + "я" * 10) & SUSPECT
    assert look(before + "é\u0301" + "я" * 10) & UNCOMPOSED
    assert look(before + "\U000e0041" + "я" * 10) & AFFECTED


def test_sees_every_character_that_composition_is_about():
    unseen = []
    for character in map(chr, range(0x80, sys.maxunicode + 1)):
        parts = unicodedata.decomposition(character)
        changes = not unicodedata.is_normalized("NFC", character)
        moves = unicodedata.combining(character) > 0
        if (changes or moves) and not look(character) & UNCOMPOSED:
            unseen.append(character)
        second = parts.split()[1:] if "<" not in parts else []
        if second and not look(chr(int(second[0], 16))) & UNCOMPOSED:
            unseen.append(character)
    assert not [each for each in unseen if unicodedata.category(each) != "Cs"]


def test_sees_each_part_of_a_hangul_syllable():
    assert all(look(part) & UNCOMPOSED for part in unicodedata.normalize("NFD", "각힣"))
