"""What is kept, what is dropped, and what is noted."""

import pytest
from cleaner_language import Options, clean, identify, known_languages

from cleaner import Document, Drop
from cleaner.testing import check_plugin, run_step

TEXTS = {
    "en": "The ferry leaves at seven, and whoever is late takes the road around the lake.",
    "de": "Die Fähre fährt um sieben, und wer zu spät kommt, nimmt die Straße um den See.",
    "fr": "Le bac part à sept heures, et les retardataires prennent la route autour du lac.",
    "es": "El transbordador sale a las siete, y quien llega tarde rodea el lago por la carretera.",
    "pl": "Prom odpływa o siódmej, a kto się spóźni, jedzie drogą dookoła jeziora.",
    "ru": "Паром уходит в семь, а кто опоздал, едет по дороге вокруг озера.",
    "el": "Το πλοίο φεύγει στις επτά, και όποιος αργήσει πάει γύρω από τη λίμνη.",
    "ar": "تغادر العبارة في السابعة، ومن يتأخر يسلك الطريق حول البحيرة.",
    "ja": "船は七時に出ます。遅れた人は湖のまわりの道を行きます。",
    "ko": "배는 일곱 시에 떠나고, 늦은 사람은 호수를 도는 길로 간다.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_tells_the_language(code: str) -> None:
    found, confidence = identify(TEXTS[code])
    assert found == code
    assert 0.5 < confidence <= 1


@pytest.mark.parametrize("text", ["", " \n", "12 345,00 + 7 %", "x", "👋 🏽"])
def test_what_has_no_letters_is_in_no_language(text: str) -> None:
    assert identify(text) == ("und", 0.0)


def answer(text: str, options: Options) -> Document | Drop:
    return clean(text, Document("a.txt", text), options)


@pytest.mark.parametrize(
    ("text", "options", "reason"),
    [
        pytest.param(TEXTS["fr"], Options(keep=("en",)), "language fr", id="another language"),
        pytest.param("42", Options(keep=("en",)), "language und", id="no language"),
        pytest.param(
            TEXTS["en"], Options(keep=("en",), min_confidence=1.0), "language und", id="not sure"
        ),
    ],
)
def test_drops(text: str, options: Options, reason: str) -> None:
    found = answer(text, options)
    assert isinstance(found, Drop)
    assert found.reason.startswith(f"{reason}, confidence ")


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        pytest.param(TEXTS["fr"], Options(), "fr", id="all languages"),
        pytest.param(TEXTS["fr"], Options(keep=("en", "fr")), "fr", id="one of several"),
        pytest.param("42", Options(keep=("en",), keep_unknown=True), "und", id="unknown if asked"),
    ],
)
def test_keeps_and_notes(text: str, options: Options, code: str) -> None:
    found = answer(text, options)
    assert isinstance(found, Document)
    assert found.text == text
    assert found.meta["language"]["code"] == code


def test_a_language_that_is_not_known_is_refused() -> None:
    assert "en" in known_languages()
    with pytest.raises(ValueError, match="no language that is known: english"):
        Options(keep=("english",))


def test_in_a_chain() -> None:
    result = run_step("language", TEXTS["en"], TEXTS["de"], keep=("de",))
    assert result.texts == [TEXTS["de"]]
    assert result.kept[0]["meta"]["language"]["code"] == "de"


def test_the_runner_can_rely_on_it() -> None:
    check_plugin("language")
