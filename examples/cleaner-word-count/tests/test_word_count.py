"""The step by itself: what it drops and what it leaves alone."""

from pathlib import Path

import cleaner_word_count
import click
import pytest
from cleaner_word_count import Options, clean, count_words
from click.testing import CliRunner

from cleaner import Document, Drop
from cleaner.testing import check_plugin


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param(" \n\t ", 0, id="only spaces"),
        pytest.param("one two  three\nfour", 4, id="any space parts words"),
        pytest.param("--- | --- ... ___", 0, id="rules and dots are no words"),
        pytest.param("aujourd'hui l’été semi-automatic", 3, id="one word, however it is joined"),
        pytest.param("24 May, 9:40", 3, id="numbers are words"),
        pytest.param("हिन्दी में लिखा", 3, id="vowel signs do not part a word"),
        pytest.param("港の時計台。", 5, id="each kana and Han character"),
        pytest.param("Python言語 is fun", 5, id="mixed"),
    ],
)
def test_counts(text: str, words: int) -> None:
    assert count_words(text) == words


def answer(text: str, options: Options) -> Document | Drop | None:
    return clean(text, Document("a.txt", text), options)


@pytest.mark.parametrize(
    ("text", "options", "reason"),
    [
        pytest.param("Not found", Options(), "fewer than 50 words", id="too few"),
        pytest.param("", Options(least=1), "fewer than 1 words", id="an empty document"),
        pytest.param("a b c", Options(least=0, most=2), "more than 2 words", id="too many"),
    ],
)
def test_drops(text: str, options: Options, reason: str) -> None:
    assert answer(text, options) == Drop(reason)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        pytest.param("a b c", Options(least=3), id="exactly enough"),
        pytest.param("a b c", Options(least=1, most=3), id="exactly as many as allowed"),
        pytest.param("", Options(least=0), id="no lower bound"),
        pytest.param("word " * 100_000, Options(), id="no upper bound unless asked for"),
    ],
)
def test_leaves_alone(text: str, options: Options) -> None:
    assert answer(text, options) is None


def test_notes_the_number_and_keeps_the_text() -> None:
    document = answer("a b c", Options(least=1, note=True))
    assert isinstance(document, Document)
    assert (document.text, document.meta) == ("a b c", {"words": 3})


def test_the_command_counts_each_file_in_the_order_given(tmp_path: Path) -> None:
    two, bad = tmp_path / "two.txt", tmp_path / "bad.txt"
    two.write_text("a b", "utf-8")
    bad.write_bytes(b"caf\xe9 noir")
    cli = click.Group()
    cleaner_word_count.register_commands(cli)
    result = CliRunner().invoke(cli, ["count-words", str(two), str(bad)])
    assert (result.exit_code, result.output) == (0, f"2\t{two}\n2\t{bad}\n")


def test_the_command_names_the_file_that_is_missing(tmp_path: Path) -> None:
    cli = click.Group()
    cleaner_word_count.register_commands(cli)
    result = CliRunner().invoke(cli, ["count-words", str(tmp_path / "gone.txt")])
    assert result.exit_code == 2
    assert "gone.txt" in result.output


def test_the_runner_can_rely_on_it() -> None:
    check_plugin("word-count")
