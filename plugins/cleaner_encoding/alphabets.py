"""Which letters languages write with: what tells a right reading from one that only decodes.

Each line is a language's lower-case letters beyond a to z, as its orthography has them (compare
the exemplar characters of the Unicode CLDR), with the letters that loan words bring. Letters of
two lines rarely meet in one text, and that is the point: "ē" and "ė" in one text are no language.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

_LATIN = """
af áäèéêëíîïóôöúûüý
az âçəğıöşüİ
br âäàèéêëîïñôöùûü
ca àçèéíïòóúü
cs áčďéěíňóřšťúůýž
cy àáâäèéêëìíîïòóôöùúûüẁẃẅŵỳýÿŷ
da äåæéöøü
de äéöüß
eo ĉĝĥĵŝŭ
es áéíñóúü
et äéõöüšž
eu ñçü
fi äåéöšž
fo áðíóúýæø
fr àâæçèéêëîïôœùûüÿ
ga áéíóúḃċḋḟġṁṗṡṫ
gd àáèéìòóù
gl áéíñóúü
hr ćčđšž
hu áéíóöőúüű
is áæéíðóöúýþ
it àèéìíîòóùú
kl âåæêôøúáéíû
ku âçêîöşûü
lt ąčėęįšųūž
lv āčēģīķļņšūž
lb äéëöü
mi āēīōū
mt àèċġħìòùż
nb åæèéêòóôøäöü
nl àáäèéêëïíîóôöúûüĳ
oc àáçèéíïòóúü
pl ąćęłńóśźż
pt àáâãçéêíóôõúü
rm àâèéêëìíîïòóöùüô
ro ăâîșț
ro ăâîşţ
se áčđŋšŧž
sk áäčďéíĺľňóôŕšťúýž
sl ćčđšž
sq çëâêî
sv åäéàöü
tl áàâéèêíìîñóòôúùû
tr âçğıîöşüûİ
vi àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ\u0300\u0301\u0303\u0309\u0323
wo àéëñóŋ
"""

_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_CYRILLIC = f"""
be абвгдеёжзійклмнопрстуўфхцчшыьэюя
bg абвгдежзийклмнопрстуфхцчшщъьюяѝ
kk {_RUSSIAN}ёәғқңөұүһі
mk абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ
ru {_RUSSIAN}ё
sr абвгдђежзијклљмнњопрстћуфхцчџш
tg {_RUSSIAN}ёғӣқӯҳҷ
tt {_RUSSIAN}ёәөүҗңһ
uk абвгґдеєжзиіїйклмнопрстуфхцчшщьюя
"""

_OTHER = """
ar ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي
el αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ
fa ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکكگلمنهوهیيىةۀ
he אבגדהוזחטיךכלםמןנסעףפץצקרשתװױײ
ur ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوھہیے
"""


@cache
def alphabets() -> tuple[frozenset[str], ...]:
    """Return the letters of each language, lower case."""
    lines = (_LATIN + _CYRILLIC + _OTHER).split("\n")
    return tuple(frozenset(line.split(" ", 1)[1]) for line in lines if line)


def coverage(letters: Iterable[tuple[str, int]]) -> float:
    """Return the share of letters, each given with its count, that one language has (0 to 1).

    >>> round(coverage([("ē", 2), ("ė", 1)]), 2)
    0.67
    """
    counted = dict(letters)
    total = sum(counted.values())
    if not total:
        return 1.0
    best = 0
    for alphabet in alphabets():
        covered = sum(map(counted.__getitem__, alphabet.intersection(counted)))
        if covered == total:
            return 1.0
        best = max(best, covered)
    return best / total
