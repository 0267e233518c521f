"""Documents with many candidates: all are compared, however many there are."""

import random

import pytest

from cleaner_near_duplicates import comparing, compiled, native_tables, tables


def short_texts(count, words=10):
    chance = random.Random(7)
    vocabulary = [f"w{number}" for number in range(words)]
    return [" ".join(chance.choices(vocabulary, k=chance.randint(3, 7))) for _ in range(count)]


def from_one_template(count):
    chance = random.Random(8)
    common = [f"common{number}" for number in range(60)]
    own = (
        [f"own{chance.randrange(10**9)}" for _ in range(chance.randint(3, 24))]
        for _ in range(count)
    )
    return [" ".join([*common, *words]) for words in own]


def told(verdicts):
    return [verdict and (verdict.duplicate_of, verdict.similarity) for verdict in verdicts]


@pytest.mark.parametrize("batch", [1, 90, 1000])
@pytest.mark.parametrize(
    "texts", [short_texts(400), from_one_template(300)], ids=["short", "alike"]
)
def test_verdicts_do_not_depend_on_how_candidates_are_compared(judge, monkeypatch, texts, batch):
    found = []
    for many in (1, 10**9):
        monkeypatch.setattr(comparing, "_MANY", many)
        monkeypatch.setattr(comparing, "_FEW_SHINGLES", 0)
        found.append(told(judge(texts, batch=batch, threshold=0.65)))
    assert found[0] == found[1]
    assert 10 < sum(verdict is not None for verdict in found[0]) < len(texts)


def test_shingles_at_hand_stay_bounded(judge, monkeypatch):
    texts = from_one_template(60)
    whole = told(judge(texts))
    monkeypatch.setattr(comparing, "_MOST_HELD", 1000)
    assert told(judge(texts)) == whole


@pytest.mark.skipif(compiled.library() is None, reason="the kernels are not compiled")
def test_tables_find_the_same_candidates_of_many(judge, monkeypatch):
    texts = from_one_template(200) + short_texts(200)
    compiled = told(judge(texts))
    monkeypatch.setattr(native_tables, "Tables", tables.Tables)
    assert told(judge(texts)) == compiled
