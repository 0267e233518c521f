"""Which of several similar documents is kept: the first, the longest, the newest."""

import json
import random
import subprocess
import sys

import pytest

import cleaner_near_duplicates as step
from cleaner import Document, RunError
from cleaner.testing import run_chain
from cleaner_near_duplicates.ranks import UNKNOWN, seconds

STEP = "near-duplicates"
WORDS = [f"w{number}" for number in range(100)]
SHORT, LONG, LONGEST = (" ".join([*WORDS, *"abc"[:more]]) for more in (1, 2, 3))


def kept(documents, keep, **options):
    return run_chain(documents, [STEP], {STEP: {"keep": keep, **options}})


@pytest.mark.parametrize(
    ("texts", "keep", "numbers"),
    [
        pytest.param([SHORT, LONGEST, LONG], "first", [0], id="the first"),
        pytest.param([SHORT, LONGEST, LONG], "longest", [1], id="the longest"),
        pytest.param([LONG, "other", LONG], "longest", [0, 1], id="of equals the first"),
        pytest.param(["", LONG, "", SHORT], "longest", [0, 1, 2], id="without text"),
        pytest.param([], "longest", [], id="no documents"),
    ],
)
def test_the_output_keeps_the_order_of_the_input(texts, keep, numbers):
    result = kept(texts, keep)
    assert result.texts == [texts[number] for number in numbers]
    assert result.summary.adds_up


def test_others_are_compared_with_what_is_kept_only(judge):
    """From the longest down: a chain does not carry a document away."""
    texts = [" ".join([*WORDS, *(f"more{n}" for n in range(more))]) for more in (0, 8, 16)]
    verdicts = judge(texts, keep="longest", threshold=0.9)
    assert [verdict and verdict.duplicate_of for verdict in verdicts] == [None, "2", None]


def test_verdicts_do_not_depend_on_batches(judge):
    chance = random.Random(1)
    texts = []
    for _ in range(120):
        tokens = list(WORDS[: chance.choice([40, 70, 100])])
        for _ in range(chance.randrange(4)):
            tokens[chance.randrange(len(tokens))] = f"x{chance.randrange(900)}"
        texts.append(" ".join(tokens))
    verdicts = judge(texts, keep="longest")
    assert judge(texts, keep="longest", batch=7) == verdicts
    twins = [(number, verdict.duplicate_of) for number, verdict in enumerate(verdicts) if verdict]
    assert len(twins) > 20
    assert all(len(texts[int(twin)]) >= len(texts[number]) for number, twin in twins)
    assert all(verdicts[int(twin)] is None for _, twin in twins)


DATED = [
    {"text": SHORT, "date": "2024-05-01", "page": {"at": 3}},
    {"text": LONG, "date": "2026-01-01T10:00:00Z", "page": {"at": 1}},
    {"text": LONGEST, "date": "2025-12-31", "page": {"at": 2}},
    {"text": LONG},
]


@pytest.mark.parametrize(
    ("field", "text", "unknown"),
    [("date", LONG, 1), ("page.at", SHORT, 1), ("no", SHORT, 4), ("date.no", SHORT, 4)],
)
def test_the_newest_by_a_field(field, text, unknown):
    result = kept(DATED, "newest", **{"newest-by": field})
    assert result.texts == [text]
    told = f"{unknown} of 4 documents have no date in the field '{field}', and count as the oldest"
    assert [note for note in result.summary.notes if "no date" in note] == [f"{STEP}: {told}"]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("2024-05-01", "2024-05-02"),
        ("20240501", "2024-05-02"),
        (1998, "1999-12-31"),
        ("1998", 1999),
        ("2024-05-01T23:00:00+00:00", "2024-05-01T23:00:00-05:00"),
        ("Tue, 24 Nov 2026 10:00:00 GMT", "2026-11-24T10:00:01Z"),
        (1_700_000_000, 1_700_000_000_001),
        (1_700_000_000, "1700000001"),
        ("some day", "0001-01-02"),
        (None, 0),
        (True, -5),
        (float("nan"), -5.5),
        ([2024], 1),
        ("", "1970-01-01"),
    ],
)
def test_dates_of_all_kinds_have_one_order(older, newer):
    assert seconds(older) < seconds(newer)


@pytest.mark.parametrize(
    "value", [float("nan"), 1e400, "nan", "inf", "9" * 400, 10**400, "99999-01-01", b"", "-"]
)
def test_what_is_no_date_is_the_oldest(value):
    assert seconds(value) == UNKNOWN


def test_it_is_said_that_it_takes_two_passes():
    told = "all was read before the first was decided on, and passed over the disk twice"
    assert kept([LONG], "longest").summary.notes == [f"{STEP}: keep longest: {told}"]
    assert kept([LONG], "first").summary.notes == []


def test_standard_input_can_be_read_for_it_and_workers_make_no_difference(tmp_path):
    chance = random.Random(3)
    lines = []
    for number in range(3000):
        own = [f"{number % 500}w{place}" for place in range(80)]
        lines.append(json.dumps({"text": " ".join(own + WORDS[: chance.randrange(9)])}))
    given = "\n".join(lines).encode()
    outputs = []
    for jobs in "12":
        command = [sys.executable, "-m", "cleaner", "run", "-", "-o", "-", "-j", jobs, "-q"]
        command += ["--steps", STEP, "--near-duplicates-keep", "longest"]
        done = subprocess.run(command, input=given, capture_output=True, check=True, cwd=tmp_path)
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") == 500


def test_an_index_takes_in_what_is_kept(tmp_path):
    options = {"index": str(tmp_path / "index"), "keep": "longest"}
    assert kept([SHORT, LONGEST, LONG], **options).texts == [LONGEST]
    assert kept([LONGEST + " and much more behind it"], **options).texts == []


def test_an_error_while_all_are_decided_on_ends_the_run(scratch):
    """They cannot be decided on again, one at a time: those before it would meet themselves."""
    options = step.Options(keep="longest")
    memory = step.begin(options, scratch)
    documents = [Document(str(n), f"{LONG} and number {n}") for n in range(4)]
    sketches = step.sketch_batch(documents, options, scratch)
    step.survey(sketches, memory)
    scratch.broken = True
    with pytest.raises(RunError, match=r"cannot be decided on: OSError\('broken'\)"):
        step.admit_batch(documents, sketches, memory)
    step.end(memory, complete=False)
