"""Each rule at both sides of its threshold, and real prose that passes them all."""

from dataclasses import fields
from pathlib import Path

import pytest
from cleaner_quality import RULES, Options, clean
from cleaner_quality.options import SETS

from cleaner import Document, Drop
from cleaner.testing import check_plugin, run_step

PROSE = (
    "The ferry leaves at seven, and whoever is late takes the road around the lake. It is longer"
    " by two hours; nobody minds in June, when the evenings have light to spare.\n"
    "Ms. Hale keeps the timetable. She was a teacher before, and writes it with chalk on a board"
    " that hangs beside the door of the ticket office. Who asks her for the time is told it.\n"
    "In winter there is no ferry. The ice is too thin to walk on and too thick for the boat, and"
    " so the village is on its own until the end of February, with books and with cards.\n"
)
WORDS = " ".join(f"w{'abcdefghij'[n % 10]}rd{n}" for n in range(60))
ALL = Options(rules=SETS)


def answer(text: str, options: Options = ALL) -> Document | Drop | None:
    return clean(text, Document("a.txt", text), options)


def test_prose_passes_every_rule_and_stays_as_it_is() -> None:
    found = answer(PROSE)
    assert isinstance(found, Document)
    assert found.text == PROSE


FAILING = {
    "gopher-min-words": "The end of it is to be had.",
    "gopher-max-words": "to be and have " * 25_001,
    "gopher-min-word-length": "to be a b c d e f g h " * 6,
    "gopher-max-word-length": "the of incomprehensibilities " + "unimaginablenesses " * 60,
    "gopher-symbols": PROSE + "#tag " * 30,
    "gopher-bullets": "".join(f"- the number {n} of all the things\n" for n in range(20)),
    "gopher-ellipses": "".join(f"the number {n} of all the things...\n" for n in range(20)),
    "gopher-alphabetic": "the of to and " + "1234 5678 " * 40,
    "gopher-stop-words": WORDS,
    "repetition-lines": PROSE + "So it is.\n" * 4,
    "repetition-paragraphs": PROSE + "\n\nSo it is.\n\nSo it is.\n\nSo it is.\n",
    "repetition-line-characters": PROSE * 2,
    "repetition-paragraph-characters": f"{PROSE}\n\n{PROSE}\n\nThe end of it all.",
    "repetition-top-2-gram": WORDS + " the lake" * 40,
    "repetition-5-grams": PROSE + "and whoever is late takes the road around the lake " * 2,
    "c4-min-sentences": "There was a ferry once that did leave at seven.",
    "c4-lorem-ipsum": PROSE + "The text says Lorem ipsum where it should say more.",
    "c4-curly-brackets": PROSE + "The function is { and nobody knows what it does.",
    "fineweb-line-ends": "The ferry leaves at seven and then it is gone\n" * 9,
    "fineweb-short-lines": "".join(f"So it is, number {n}.\n" for n in range(9)),
    "fineweb-repeated-characters": "The ferry leaves at seven and then it is gone.\n" * 9,
}


@pytest.mark.parametrize("name", FAILING)
def test_drops_by_the_rule_alone(name: str) -> None:
    (rule,) = (rule for rule in RULES if rule.name == name)
    off = {other.option: None for other in RULES if other.option != rule.option}
    found = answer(FAILING[name], Options(rules=(rule.set,), c4_min_line_words=None, **off))
    assert isinstance(found, Drop)
    assert found.reason.startswith(f"{name}: ")
    assert rule.wants in found.reason
    without = Options(rules=SETS, c4_min_line_words=None, **off, **{rule.option: None})
    assert isinstance(answer(FAILING[name], without), Document)


def test_every_rule_has_an_option_and_every_option_a_rule() -> None:
    options = {field.name for field in fields(Options)} - {"rules", "note", "c4_min_line_words"}
    assert options == {rule.option for rule in RULES}
    assert {rule.set for rule in RULES} == set(SETS)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("name", sorted({rule.name for rule in RULES} - set(FAILING)))
def test_grams_of_other_lengths_are_measured_alike(name: str) -> None:
    (rule,) = (rule for rule in RULES if rule.name == name)
    off = {other.option: None for other in RULES if other.option != rule.option}
    text = WORDS + " the road around the lake and so on to the end" * 20
    found = answer(text, Options(rules=SETS, c4_min_line_words=None, **off))
    assert isinstance(found, Drop)
    assert found.reason.startswith(name)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Home | News | About us and our work", "c4-line-ends"),
        ("Read more about what we do...", "c4-line-ends"),
        ("It is so.", "c4-line-words"),
        ("Please enable Javascript to see the whole page.", "c4-javascript"),
        ("By going on you accept our privacy policy in full.", "c4-policies"),
        ("This site uses cookies to serve you better.", "c4-policies"),
    ],
)
def test_c4_removes_a_line_by_name(line: str, rule: str) -> None:
    text = f"{PROSE}{line}\n{PROSE}"
    found = answer(text, Options(rules=("c4",)))
    assert isinstance(found, Document)
    assert found.text == PROSE * 2
    assert found.changes == {rule: 1}


def test_other_sets_remove_no_lines() -> None:
    found = answer(f"{PROSE}Home | News\n", Options())
    assert isinstance(found, Document)
    assert found.text.endswith("Home | News\n")


def test_noting_keeps_every_document_and_names_all_rules() -> None:
    found = answer("Too short.", Options(note=True))
    assert isinstance(found, Document)
    assert found.text == "Too short."
    assert [text.partition(":")[0] for text in found.meta["quality"]["failed"]] == [
        "gopher-min-words",
        "gopher-stop-words",
    ]


def test_in_a_chain_the_reason_is_told() -> None:
    result = run_step("quality", "Too short.", PROSE)
    assert result.texts == [PROSE]
    assert result.rejected[0]["reason"] == "gopher-min-words: 2, wanted at least 50"


def test_the_readme_has_every_rule_with_its_threshold() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    for rule in RULES:
        threshold = getattr(Options(), rule.option)
        assert f"| `{rule.name}` | `--quality-{rule.option.replace('_', '-')}` |" in readme
        assert f"| {rule.wants} {threshold:g} |" in readme


@pytest.mark.parametrize("rules", [(name,) for name in SETS])
def test_the_runner_can_rely_on_it(rules: tuple[str, ...]) -> None:
    check_plugin("quality", rules=rules)
