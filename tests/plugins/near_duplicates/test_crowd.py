"""Documents that resemble many others a little are compared with few of them, and lose no twin."""

import random

import pytest

from cleaner_near_duplicates import comparing, compiled, native_tables

COMMON = [f"common{number}" for number in range(120)]


def of_one_template(chance, count, own=24, vocabulary=10**9):
    """Texts with a similarity of about 0.7 to each other."""
    for _ in range(count):
        yield " ".join([*COMMON, *(f"own{chance.randrange(vocabulary)}" for _ in range(own))])


def with_slots(chance, count):
    """Texts of one template, with words of a small vocabulary in it: some pairs are twins."""
    for _ in range(count):
        words = list(COMMON)
        for place in range(5, 115, 22):
            words[place] = f"v{chance.randrange(8)}"
        yield " ".join(words)


def of_all_lengths(chance, count):
    """Texts of one template that is cut off somewhere: a twin may have fewer shingles, or more."""
    for _ in range(count):
        own = (f"own{chance.randrange(10**9)}" for _ in range(chance.randrange(12)))
        yield " ".join([*COMMON[: chance.randrange(60, 120)], *own])


def changed(chance, text):
    """Change a word at the end: such a text is a twin of the one that it is made of."""
    words = text.split()
    return " ".join([*words[:-1], f"new{chance.randrange(10**9)}"])


def tiny(chance, count, words):
    for _ in range(count):
        yield " ".join(f"word{chance.randrange(words)}" for _ in range(chance.randint(3, 7)))


def texts_of(kind):
    chance = random.Random(5)
    if kind == "tiny":
        return list(tiny(chance, 300, 12))
    if kind == "slots":
        return list(with_slots(chance, 300))
    if kind == "lengths":
        return list(of_all_lengths(chance, 300))
    texts = list(of_one_template(chance, 200))
    return texts + [changed(chance, text) for text in texts[::5]]


def told(verdicts):
    return [verdict and (verdict.duplicate_of, verdict.similarity) for verdict in verdicts]


@pytest.mark.parametrize("batch", [50, 1000])
@pytest.mark.parametrize("threshold", [0.7, 0.8, 0.9])
@pytest.mark.parametrize("kind", ["template", "slots", "tiny", "lengths"])
def test_the_same_twins_are_found(judge, monkeypatch, kind, threshold, batch):
    found = []
    for crowd in (1, 40, 10**9):
        monkeypatch.setattr(comparing, "_CROWD", crowd)
        found.append(told(judge(texts_of(kind), threshold=threshold, batch=batch)))
    assert found[0] == found[2]
    assert found[1] == found[2]
    assert any(found[0])


@pytest.mark.skipif(compiled.library() is None, reason="the kernels are not compiled")
def test_what_a_template_costs_grows_with_the_documents(judge_with):
    """Each is read by few others: once the crowd is known, by none but its twins."""
    reads = []
    for count in (200, 400):
        texts = list(of_one_template(random.Random(6), count))
        verdicts, scratch = judge_with(texts)
        assert not any(verdicts)
        reads.append(scratch.reads)
    assert reads[1] - reads[0] < 3 * 200


@pytest.mark.skipif(compiled.library() is None, reason="the kernels are not compiled")
def test_lists_of_bands_stay_short(judge, monkeypatch):
    """Of a template's documents so many are walked for each, however many there are."""
    counts = []

    def prune(tables, spare):
        counts.append(tables.candidate_count)
        return whole(tables, spare)

    whole = native_tables.Tables.prune
    monkeypatch.setattr(native_tables.Tables, "prune", prune)
    monkeypatch.setattr(comparing, "_CROWD", 4)
    assert not any(judge(list(of_one_template(random.Random(7), 1200))))
    assert max(counts[900:]) < 1.5 * max(counts[100:400])
