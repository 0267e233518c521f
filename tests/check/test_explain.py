"""Every code can be looked up, and each is found in the words that its step gives as reasons."""

from typing import Any

import pytest
from click.testing import CliRunner

from cleaner.check.catalog import Catalog
from cleaner.cli import make_cli
from cleaner.plugins import load_plugins

CATALOG = Catalog(load_plugins())
CODES = [code.code for _, code in CATALOG.all()]


def told(*arguments: str) -> str:
    done = CliRunner().invoke(make_cli(), ["explain", *arguments], prog_name="cleaner")
    assert done.exit_code == 0, done.output
    return done.output


def test_all_are_listed() -> None:
    assert [line.split()[0] for line in told().splitlines()] == CODES
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("name", CODES)
def test_each_says_why_with_an_example_and_how_to_allow_it(name: str) -> None:
    step, code = CATALOG.named(name)
    text = told(name.lower())
    assert text.startswith(f"{name} ({step}; --fix")
    assert code.why in text
    assert "To allow it: " in text
    assert f"--ignore {name}" in text


def test_one_that_is_not_there_is_told_with_the_nearest(cleaner: Any) -> None:
    assert cleaner("explain", "T109", status=2).stderr.startswith(
        "cleaner: there is no code 'T109'; did you mean 'T10"
    )


@pytest.mark.parametrize(
    ("step", "reason", "code"),
    [
        ("encoding", "not UTF-8: cp1251", "E101"),
        ("encoding", "stray byte", "E102"),
        ("encoding", "unreadable byte", "E103"),
        ("encoding", "mojibake", "E104"),
        ("encoding", "it is a PNG image", "E190"),
        ("articles", "split", "A101"),
        ("titles", "title repeated", "T101"),
        ("titles", "running head", "T102"),
        ("near-duplicates", "exact copy", "N101"),
        ("near-duplicates", "near-duplicate", "N201"),
        ("near-duplicates", "contained", "N202"),
    ],
)
def test_a_reason_has_its_code(step: str, reason: str, code: str) -> None:
    found = CATALOG.find(step, reason)
    assert found is not None
    assert found.code == code
