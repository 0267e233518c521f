"""The compiled kernels give the bits that numpy gives. Skipped where they are not compiled."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Document
from cleaner_near_duplicates import compiled, native_tables, sketches, tables
from cleaner_near_duplicates.minhash import bands

pytestmark = pytest.mark.skipif(compiled.library() is None, reason="the kernels are not compiled")

# Words that go on from one block of 64 bytes into the next, that fill one, and that end with it.
LENGTHS = [1, 4, 5, 7, 8, 9, 16, 17, 62, 63, 64, 65, 127, 128, 129, 200, 5000]
TEXTS = [
    *(f"{'x' * length} {'Y' * length}z" * 3 for length in LENGTHS),
    *("ab " * 20 + "c" * length for length in range(70)),
    "one " * 1000,
    "word " * 9,
    "word " * 10,
    "",
    " \n\t\x00",
    "...",
    "🙂" * 50,
    "é" * 3,
    "ΐΰ ﬃ ſt İstanbul ẞ " * 8,
    "東京は日本の首都で、世界最大の都市です。" * 4,
    "กรุงเทพมหานครเป็นเมืองหลวง" * 3,
    "हिन्दी में लिखा हुआ एक वाक्य और फिर एक और वाक्य यहाँ पर",
    "\ud800 lone surrogates \udfff" * 5,
    "a\u0301b\u00adc\u200dd\ufe0f" * 30,
    "\U0010ffff\U000e0001 tags",
    "1.5 _x_ don't 2nd İ" * 6,
]


def both(texts, ngram=5, permutations=128, threshold=0.8):
    documents = [Document(f"id-{number}é", text) for number, text in enumerate(texts)]
    cut = bands(threshold, permutations)
    for sketch in (sketches._by_kernels, sketches._by_numpy):
        rows, records = sketch(documents, ngram, permutations, cut)
        records = bytes(records)
        found = []
        for row in rows:
            at = int(row["start"]) + int(row["id_bytes"])
            packed = records[at : at + 6 * int(row["shingles"])]
            hashes = {packed[i : i + 6] for i in range(0, len(packed), 6)}
            assert len(hashes) == row["shingles"]
            name = records[int(row["start"]) : at].decode()
            keys = row["keys"].tolist() if hashes else None
            found.append((name, row["digest"].tolist(), keys, hashes))
        yield found


def assert_same(texts, **settings):
    kernels, numpy = both(texts, **settings)
    for text, one, other in zip(texts, kernels, numpy, strict=True):
        assert one == other, text


@pytest.mark.parametrize("ngram", [1, 2, 5, 13])
def test_known_texts(ngram):
    assert_same(TEXTS, ngram=ngram)


@pytest.mark.parametrize(("permutations", "threshold"), [(16, 0.8), (128, 0.5), (1024, 0.9)])
def test_known_texts_with_other_bands(permutations, threshold):
    assert_same(TEXTS, permutations=permutations, threshold=threshold)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=8))
def test_any_texts(texts):
    assert_same(texts)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("aB1 .é語🙂\u0301", max_size=300), max_size=8), st.integers(1, 6))
def test_texts_with_many_boundaries(texts, ngram):
    assert_same(texts, ngram=ngram)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=120), st.data())
def test_tables_decide_alike(picks, data):
    """Documents of few distinct band keys: long lists, equal digests, many candidates."""
    layout = sketches.layout(3)
    rows = np.zeros(len(picks), layout)
    keys = data.draw(
        st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=len(picks), max_size=len(picks))
    )
    for row, pick, key in zip(rows, picks, keys, strict=True):
        row["digest"], row["keys"], row["shingles"] = (pick, pick), key, pick
    keeps = data.draw(st.lists(st.booleans(), min_size=len(picks), max_size=len(picks)))
    native_found = list(walk(native_tables.Tables(3, 64), rows, keeps))
    assert native_found == list(walk(tables.Tables(3, 64), rows, keeps))


def walk(tables, rows, keeps):
    kept = np.zeros(len(rows), np.uint8)
    place = 0
    while True:
        place, exact = tables.seek(rows, place, kept)
        yield place, exact, kept.tolist()
        if place == len(rows):
            return
        if exact < 0:
            yield tables.candidates()
            if keeps[place]:
                tables.keep(rows, place)
        place += 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=60), st.data())
def test_tables_look_alike(picks, data):
    """Looking finds what all documents that were kept share a band with, copies among them."""
    rows = np.zeros(len(picks), sketches.layout(3))
    for row, pick in zip(rows, picks, strict=True):
        keys = data.draw(st.tuples(*[st.integers(0, 4)] * 3))
        row["digest"], row["keys"], row["shingles"] = (pick, pick), keys, pick
    both = native_tables.Tables(3, 64), tables.Tables(3, 64)
    kept = []
    for place, row in enumerate(rows):
        shared = [n for n, at in enumerate(kept) if (rows["keys"][at] == row["keys"]).any()]
        copies = [n for n, at in enumerate(kept) if picks[at] == picks[place]]
        for each in both:
            assert each.look(rows, place) in (copies or [-1])
            assert each.candidates() == shared
        if not copies and data.draw(st.booleans()):
            kept.append(place)
            for each in both:
                each.keep(rows, place)


def test_tables_that_have_grown_many_times_find_all():
    count = 50_000
    rows = np.zeros(count, sketches.layout(4))
    random = np.random.default_rng(1)
    rows["digest"] = random.integers(0, 2**64, (count, 2), np.uint64)
    rows["keys"] = random.integers(0, 2**32, (count, 4), np.uint64)
    rows["shingles"] = 1
    tables = native_tables.Tables(4, 64)
    kept = np.zeros(count, np.uint8)
    place = 0
    while (place := tables.seek(rows, place, kept)[0]) < count:  # met by chance
        tables.keep(rows, place)
        kept[place] = 1
        place += 1
    again = rows.copy()
    again["digest"] += np.uint64(1)
    for number in range(0, count, 97):
        place, exact = tables.seek(again, number, kept)
        assert (place, exact) == (number, -1)
        assert number in tables.candidates()
        assert tables.seek(rows, number, kept) == (number, number)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"report_pairs": "pairs", "threshold": 0.7},
        {"containment": 0.6, "contained": "drop"},
        {"keep": "longest"},
        {"index": "index"},
    ],
    ids=["plain", "pairs", "containment", "longest", "index"],
)
def test_without_kernels_the_step_decides_alike(judge, monkeypatch, tmp_path, options):
    texts = [text * times for text in TEXTS for times in (1, 2, 3)]
    texts += [" ".join(f"w{n}" for n in range(start, end)) for start in (0, 2) for end in (60, 50)]
    outcomes = []
    for number, library in enumerate([compiled.library, lambda: None]):
        (tmp_path / str(number)).mkdir()
        monkeypatch.chdir(tmp_path / str(number))
        monkeypatch.setattr(compiled, "library", library)
        verdicts = judge(texts, **options)
        files = {path.name: path.stat().st_size for path in Path.cwd().iterdir()}
        outcomes.append((verdicts, files))
    assert outcomes[0] == outcomes[1]
    assert any(verdict and verdict.similarity < 1 for verdict in outcomes[0][0])
