"""The figures of the page on near-duplicates are what the code gives."""

import re
from pathlib import Path

import pytest

from cleaner.options import describe
from cleaner_near_duplicates import Options, settings
from cleaner_near_duplicates.minhash import Bands, bands
from cleaner_near_duplicates.shingles import shingles

PAGE = (Path(__file__).parents[3] / "docs" / "near-duplicates.md").read_text(encoding="utf-8")


def table(first):
    """Return the numbers in the head and in the row of a table whose row begins so."""
    lines = PAGE.splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith(f"| {first} |"))
    return [
        [cell.strip() for cell in lines[at].strip("|").split("|")[1:]] for at in (place - 2, place)
    ]


@pytest.mark.parametrize(
    ("row", "options"),
    [
        ("is a candidate", {}),
        ("is a candidate with `report-pairs`", {"report_pairs": "pairs"}),
    ],
)
def test_the_probability_of_being_a_candidate(row, options):
    cut = settings.cut(Options(**options))
    assert re.search(f"{cut.number} (bands )?of {cut.rows} rows", PAGE)
    similarities, told = table(row)
    assert len(similarities) > 5
    for similarity, percent in zip(similarities, told, strict=True):
        number, digits = re.fullmatch(r"(\d+(?:\.(\d+))?) %", percent).groups()
        found = 100 * (1 - cut.miss(float(similarity)))
        assert f"{found:.{len(digits or '')}f}" == number, similarity


def test_the_bands_that_are_named():
    assert bands(0.5, 128) == Bands(25, 2)
    assert "with a threshold of 0.5 there are 25 bands of 2 rows" in " ".join(PAGE.split())
    assert bands(0.5, 256) == Bands(52, 3)
    assert bands(0.3, 16) == Bands(16, 1)
    assert Bands(16, 1).miss(0.3) > 0.001


def similarity_with(changes, words=400):
    one = [f"w{number}" for number in range(words)]
    other = list(one)
    for number in range(changes):
        other[number * words // changes + 10] = f"changed{number}"
    a, b = (set(shingles(" ".join(each), 5).hashes.tolist()) for each in (one, other))
    return len(a & b), len(a | b)


def test_how_many_changed_words_are_too_many():
    assert similarity_with(10) == (346, 446)
    assert "346 of 446 shingles agree, and their similarity is 0.78" in " ".join(PAGE.split())
    for words in (450, 900, 4500):
        agree, all_of_them = similarity_with(words // 46, words)
        assert agree / all_of_them >= 0.8
        agree, all_of_them = similarity_with(words // 40, words)
        assert agree / all_of_them < 0.8


def test_every_option_is_explained():
    named = set(re.findall(r"`([a-z-]+)`", PAGE))
    assert {info.key for info in describe(Options)} <= named
