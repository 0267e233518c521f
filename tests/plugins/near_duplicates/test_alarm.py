"""The summary tells of a kept document that takes a great part of a source."""

import pytest

from cleaner import Document
from cleaner.testing import run_chain
from cleaner_near_duplicates.alarm import Alarm
from cleaner_near_duplicates.comparing import Found

STEP = "near-duplicates"
BOILERPLATE = "please turn on scripts to read this page as it was meant to be read by all"


def notes_of(documents, **options):
    return run_chain(documents, [STEP], {STEP: options}).summary.notes


def other(number):
    return " ".join(f"{number}w{place}" for place in range(20))


def test_it_names_both_documents_and_the_source():
    """Files with one document each are counted by their folder."""
    texts = [*map(other, range(30)), *[BOILERPLATE] * 21]
    (note,) = notes_of(texts)
    assert note.startswith(f"{STEP}: 00000030.txt takes 20 of the 51 documents of /")
    assert note.endswith("/in (39%), 00000031.txt for one; boilerplate is the usual cause")


@pytest.mark.parametrize(
    ("copies", "others", "alarm", "told"),
    [
        pytest.param(21, 30, 0.1, True, id="more than the share"),
        pytest.param(21, 30, 0.4, False, id="less than the share"),
        pytest.param(21, 179, 0.1, False, id="just the share is not more"),
        pytest.param(10, 0, 0.1, False, id="too few to say"),
        pytest.param(11, 0, 0.1, True, id="ten are enough"),
        pytest.param(21, 30, 0.0, False, id="turned off"),
    ],
)
def test_when_it_is_told(copies, others, alarm, told):
    texts = [*[BOILERPLATE] * copies, *map(other, range(others))]
    assert bool(notes_of(texts, alarm=alarm)) == told


@pytest.mark.parametrize("batch", [7, 100, 300])
def test_a_file_of_many_documents_is_a_source(batch):
    alarm = Alarm(0.1)
    twin = Found("exact copy", 5, "a.jsonl#1", 1.0)
    documents, found = [], []
    for name, share in (("a", 50), ("b", 5), ("c", 20)):
        path = f"{name}.jsonl"
        documents += [Document(path, source=path, part=str(n)) for n in range(100)]
        found += [twin if n < share else None for n in range(100)]
    for start in range(0, 300, batch):
        alarm.count(documents[start : start + batch], found[start : start + batch])
    assert alarm.notes() == [
        f"a.jsonl#1 takes {n} of the 100 documents of {name}.jsonl ({n}%), {name}.jsonl#0 for one;"
        " boilerplate is the usual cause"
        for name, n in (("a", 50), ("c", 20))
    ]


def test_of_many_the_greatest_are_told():
    alarm = Alarm(0.01)
    for number in range(30):
        documents = [Document("f", source=f"{number}.jsonl", part=str(n)) for n in range(100)]
        twin = Found("near-duplicate", number, f"twin {number}", 0.9)
        alarm.count(documents, [twin] * (15 + number) + [None] * (85 - number))
    *greatest, more = alarm.notes()
    assert [line.split(" takes")[0] for line in greatest] == [
        f"twin {n}" for n in range(29, 24, -1)
    ]
    assert more == "25 more like these"


def test_a_frequent_twin_among_many_rare_ones_has_a_sample():
    alarm = Alarm(0.3)
    found = []
    for number in range(3000):
        twin = 7 if number % 3 == 0 else 1000 + number
        found.append(Found("near-duplicate", twin, f"twin {twin}", 0.9))
    documents = [Document("f", source="f", part=str(number)) for number in range(3000)]
    for start in range(0, 3000, 7):
        alarm.count(documents[start : start + 7], found[start : start + 7])
    (note,) = alarm.notes()
    assert note.startswith("twin 7 takes 1,000 of the 3,000 documents of f (33%), f#")
    sample = note.split("), f#")[1].split(" ")[0]
    assert int(sample) % 3 == 0
