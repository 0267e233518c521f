import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Drop

SENTENCE = (
    "The harbour was quiet that morning and the boats lay side by side while the gulls "
    "walked along the wall as if they had been asked to count the ropes one after another"
)


def words(text):
    return re.findall(r"\w+", text.casefold())


def similarity(one, other, n=5):
    grams = [
        {tuple(part[i : i + n]) for i in range(len(part) - n + 1)}
        for part in (words(one), words(other))
    ]
    return len(grams[0] & grams[1]) / len(grams[0] | grams[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(SENTENCE, SENTENCE, id="the same"),
        pytest.param(SENTENCE, SENTENCE.upper(), id="another case"),
        pytest.param(SENTENCE, SENTENCE.replace(" ", ",\n\n"), id="other spaces and punctuation"),
        pytest.param(
            "straße " * 9 + SENTENCE, "STRASSE " * 9 + SENTENCE, id="folds to two letters"
        ),
        pytest.param(SENTENCE, SENTENCE.replace("har", "har\u00ad"), id="soft hyphens"),
        pytest.param("Ja", "ja!", id="shorter than any n-gram"),
        pytest.param("!!! ...", "!!!\n...", id="only punctuation"),
        pytest.param("🙂🙃", "🙂 🙃", id="only emoji"),
        pytest.param(
            "東京は日本の首都です", "東京は、日本の首都です。", id="no spaces between words"
        ),
    ],
)
def test_an_exact_copy_is_dropped(judge, one, other):
    assert judge([one, other]) == [None, Drop("exact copy", "0", 1.0)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("", "", id="no text"),
        pytest.param(" ", "\n", id="only spaces"),
        pytest.param("!", "?", id="other punctuation"),
        pytest.param("I 👍 it", "I 👎 it", id="other emoji"),
        pytest.param("yes", "no", id="short and different"),
        pytest.param("Chapter 12 of the book", "Chapter 13 of the book", id="short, one character"),
        pytest.param("東京は日本の首都です", "京都は日本の古都です", id="no spaces between words"),
    ],
)
def test_what_only_looks_alike_is_kept(judge, one, other):
    assert judge([one, other]) == [None, None]


WORDS = [f"w{number}" for number in range(12)]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        pytest.param(WORDS[:10], WORDS[:9], False, id="words and characters"),
        pytest.param(WORDS[:11], WORDS[:10], True, id="words and words"),
        pytest.param(WORDS[:9], WORDS[:8], True, id="characters and characters"),
        pytest.param(["abcde"], ["abcd"], False, id="characters and the whole"),
        pytest.param(["!!"], ["a"], False, id="signs and the whole"),
        pytest.param(
            list("東京は日本の首都で"), list("東京は日本の首都です"), False, id="nine and ten"
        ),
        pytest.param(
            list("東京は日本の首都です"), list("東京は日本の首都ですよ"), True, id="ten and eleven"
        ),
    ],
)
def test_only_like_is_compared_with_like(judge, one, other, alike):
    """However low the threshold: documents of two kinds have no shingle in common."""
    verdict = judge([" ".join(one), " ".join(other)], threshold=0.1)[1]
    assert (verdict is not None) == alike


def test_a_near_copy_is_dropped_with_its_exact_similarity(judge):
    near = SENTENCE + " again"
    assert judge([SENTENCE, near]) == [
        None,
        Drop("near-duplicate", "0", similarity(SENTENCE, near)),
    ]


@pytest.mark.parametrize(("threshold", "dropped"), [(29 / 30, True), (0.967, False)])
def test_the_threshold_is_the_least_similarity_that_drops(judge, threshold, dropped):
    near = SENTENCE + " again"
    assert similarity(SENTENCE, near) == 29 / 30
    assert (judge([SENTENCE, near], threshold=threshold)[1] is not None) == dropped


def test_no_chains(judge):
    texts = [SENTENCE, SENTENCE + " one two three", SENTENCE + " one two three four five six seven"]
    assert similarity(texts[0], texts[1]) >= 0.85 <= similarity(texts[1], texts[2])
    assert similarity(texts[0], texts[2]) < 0.85
    dropped = judge(texts, threshold=0.85)
    assert [verdict is not None for verdict in dropped] == [False, True, False]


def test_the_nearest_kept_document_is_the_twin(judge):
    filler = " ".join(f"w{number}" for number in range(100))
    texts = [
        f"{filler} a b c d e f g h i j k l m n o p q r s t u v w x y z",
        filler,
        f"{filler} a b c",
    ]
    assert similarity(texts[0], texts[2]) > 0.75
    verdicts = judge(texts, threshold=0.75 + 0.05)
    assert verdicts[2] == Drop("near-duplicate", "1", similarity(texts[1], texts[2]))


def variants(seed):
    """Make documents of three families, each of changed copies of one text."""
    chance = random.Random(seed)
    families = [
        [f"w{chance.randrange(5000)}" for _ in range(chance.randrange(20, 200))] for _ in "abc"
    ]
    for _ in range(30):
        tokens = list(chance.choice(families))
        for _ in range(chance.randrange(4)):
            tokens[chance.randrange(len(tokens))] = f"x{chance.randrange(5000)}"
        yield " ".join(tokens)


def test_verdicts_are_what_comparing_all_pairs_gives(judge):
    """Nothing is removed wrongly; of a thousand that have a twin, one may be missed."""
    have_twin = missed = 0
    for seed in range(150):
        texts = list(variants(seed))
        kept = []
        for number, (text, verdict) in enumerate(zip(texts, judge(texts), strict=True)):
            best = max((similarity(text, texts[other]) for other in kept), default=0)
            have_twin += best >= 0.8
            if verdict is None:
                missed += best >= 0.8
                kept.append(number)
            else:
                twin = int(verdict.duplicate_of)
                assert twin in kept
                assert 0.8 <= verdict.similarity == similarity(text, texts[twin])
                missed += verdict.similarity < best
    assert have_twin > 2000
    assert missed <= have_twin / 1000


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_batches_make_no_difference(judge, seed, batch):
    texts = list(variants(seed))
    assert judge(texts, batch=batch) == judge(texts)
