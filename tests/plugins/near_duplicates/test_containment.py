"""A document that lies in a kept one is found, however small it is beside it."""

import functools
import json
import random

import pytest

from cleaner.testing import run_chain
from cleaner_near_duplicates import postings
from cleaner_near_duplicates.shingles import shingles

STEP = "near-duplicates"


def contained_in(one, other):
    a, b = (set(shingles(text, 5).hashes.tolist()) for text in (one, other))
    return len(a & b) / len(a)


def words(chance, count):
    return [f"w{chance.randrange(30_000)}" for _ in range(count)]


def excerpts(seed, shortest=20):
    """Make long documents, and behind them excerpts of them with changes, and others."""
    chance = random.Random(seed)
    long = [words(chance, chance.randrange(500, 3000)) for _ in range(12)]
    texts = [" ".join(tokens) for tokens in long]
    for _ in range(60):
        whole = chance.choice(long)
        size = chance.randrange(shortest, 200)
        start = chance.randrange(len(whole) - size)
        part = whole[start : start + size]
        for _ in range(chance.choice([0, 0, 0, 1, 2])):
            part[chance.randrange(size)] = "changed"
        if chance.random() < 0.3:
            part += words(chance, size // 10)
        texts.append(" ".join(part))
    return texts


@pytest.fixture
def dropped(judge):
    def dropped(texts, share=0.8, **options):
        verdicts = judge(texts, containment=share, contained="drop", **options)
        return {number: verdict for number, verdict in enumerate(verdicts) if verdict}

    return dropped


def test_what_is_found_is_what_comparing_all_pairs_gives(dropped):
    """Of a thousand that lie in a kept document, one may be missed; none is dropped wrongly."""
    grams = functools.cache(lambda text: frozenset(shingles(text, 5).hashes.tolist()))
    there = missed = 0
    for seed in range(10):
        texts = excerpts(seed)
        found = dropped(texts)
        kept = []
        for number, text in enumerate(texts):
            own = grams(text)
            share = max((len(own & grams(texts[each])) / len(own) for each in kept), default=0)
            there += share >= 0.8
            if number not in found:
                missed += share >= 0.8
                kept.append(number)
                continue
            verdict = found[number]
            other = int(verdict.duplicate_of)
            assert other in kept
            if verdict.reason == "contained":
                assert verdict.containment == contained_in(text, texts[other]) >= 0.8
                assert verdict.containment == share
    assert there > 300
    assert missed <= there / 1000


def test_it_is_reported_and_kept_unless_asked(tmp_path):
    texts = excerpts(1)
    path = tmp_path / "pairs"
    result = run_chain(texts, [STEP], {STEP: {"containment": 0.8, "report-pairs": str(path)}})
    assert [each for each in result.rejected if each["reason"] == "contained"] == []
    pairs = [json.loads(line) for line in path.read_text().splitlines()]
    contained = [pair for pair in pairs if "containment" in pair]
    assert len(contained) > 25
    for pair in contained:
        one, other = (texts[int(pair[name][:8])] for name in ("id", "of"))
        assert pair["containment"] == contained_in(one, other) >= 0.8
        assert pair["dropped"] is False
    first = contained[0]
    count, one, other = len(contained), first["id"], first["of"]
    line = f"{count} lie by 80% or more in a kept document, and were kept: {one} in {other}"
    assert result.summary.notes == [f"near-duplicates: {line}, for one"]


def test_a_near_duplicate_is_called_that(dropped):
    text = " ".join(words(random.Random(1), 200))
    assert dropped([text, text + " more"])[1].reason == "near-duplicate"


def test_the_longer_one_first(dropped):
    """What comes before the document it lies in is found where the longest is decided first."""
    long, *_ = excerpts(2)
    part = " ".join(long.split()[100:200])
    assert dropped([part, long]) == {}
    assert dropped([part, long], keep="longest")[0].duplicate_of == "1"


def test_earlier_runs_contain_as_well(tmp_path, dropped):
    texts = excerpts(3)
    at_once = dropped(texts)
    index = str(tmp_path / "index")
    dropped(texts[:12], index=index)
    later = dropped(texts[12:], index=index)
    assert sorted(number + 12 for number in later) == sorted(at_once)
    earlier = [int(each.duplicate_of) for each in later.values() if each.earlier_run]
    assert len(earlier) > 20
    assert max(earlier) < 12


def test_merged_arrays_find_the_same(monkeypatch, dropped):
    texts = excerpts(4)
    found = dropped(texts)
    monkeypatch.setattr(postings, "_NEW", 100)
    monkeypatch.setattr(postings, "_IN_MEMORY", 1000)
    assert dropped(texts) == found


def test_what_all_documents_have_costs_a_look_at_some(monkeypatch, dropped):
    """Boilerplate in every document: the work for each stays bounded."""
    monkeypatch.setattr(postings, "_COMMON", 5)
    chance = random.Random(1)
    shared = " ".join(words(chance, 60))
    texts = [f"{shared} {' '.join(words(chance, 300))}" for _ in range(40)]
    found = dropped([*texts, shared, " ".join(texts[7].split()[100:300])])
    assert {number: each.duplicate_of for number, each in found.items()} == {40: "0", 41: "7"}


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["", "", "!"], id="no words"),
        pytest.param(["a b c", "a b c d e f g h i j k l m"], id="characters against words"),
    ],
)
def test_nothing_is_contained_in_what_is_not_like_it(dropped, texts):
    assert dropped(texts) == {}
