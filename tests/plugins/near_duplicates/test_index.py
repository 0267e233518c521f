"""The index across runs: today's documents are compared with all of yesterday's."""

import fcntl
import os
import random
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import RunError
from cleaner.chain import Recipe
from cleaner.runner import Run, run
from cleaner.testing import run_chain
from cleaner_near_duplicates import Options, comparing, normal
from cleaner_near_duplicates import settings as step_settings
from cleaner_near_duplicates.index_file import IndexFile
from cleaner_near_duplicates.shingles import shingles

STEP = "near-duplicates"


def text_of(seed, words=60, changed=0):
    chance = random.Random(seed)
    tokens = [f"w{chance.randrange(5000)}" for _ in range(words)]
    for place in range(changed):
        tokens[place * 7 % words] = f"changed{place}"
    return " ".join(tokens)


def clean(path, *texts, **options):
    return run_chain(texts, [STEP], {STEP: {"index": str(path), **options}})


@pytest.fixture
def index(tmp_path):
    """An index with the texts of the seeds 0 to 19, in two runs."""
    path = tmp_path / "texts.index"
    clean(path, *map(text_of, range(10)))
    clean(path, *map(text_of, range(10, 20)))
    return path


def test_documents_of_all_earlier_runs_are_twins(index):
    texts = [text_of(3), text_of(15), text_of(12, changed=1), text_of(99)]
    result = clean(index, *texts)
    assert result.texts == [text_of(99)]
    assert [
        (each["reason"], each["duplicate_of"], each["earlier_run"]) for each in result.rejected
    ] == [
        ("exact copy", "00000003.txt", True),
        ("exact copy", "00000005.txt", True),
        ("near-duplicate", "00000002.txt", True),
    ]
    assert not result.failed


@pytest.mark.parametrize("report", [False, True])
def test_twins_of_earlier_documents_that_share_a_template(tmp_path, monkeypatch, report):
    """Of many, most are on no list of a band that is long: they are found nevertheless."""
    monkeypatch.setattr(comparing, "_CROWD", 3)
    options = {"report-pairs": str(tmp_path / "pairs.jsonl")} if report else {}
    template = text_of(0, words=200)
    texts = [f"{template} {text_of(seed, words=40)}" for seed in range(1, 60)]
    assert len(clean(tmp_path / "i", *texts, **options).texts) == len(texts)
    again = clean(tmp_path / "i", *(f"{text} again" for text in texts), **options)
    assert [each["duplicate_of"] for each in again.rejected] == [
        each["id"] for each in again.rejected
    ]


def test_a_document_may_have_the_id_of_its_twin(index):
    """The same path, cleaned again the next day."""
    result = clean(index, text_of(0))
    assert [each["duplicate_of"] for each in result.rejected] == [result.rejected[0]["id"]]


def test_runs_one_by_one_keep_what_one_run_keeps(tmp_path):
    chance = random.Random(5)
    texts = [text_of(chance.randrange(12), changed=chance.randrange(4)) for _ in range(60)]
    at_once = run_chain(texts, [STEP]).texts
    one_by_one = []
    for start in range(0, 60, 13):
        one_by_one += clean(tmp_path / "i", *texts[start : start + 13]).texts
    assert one_by_one == at_once
    assert len(at_once) > 12


def test_only_kept_documents_are_taken_in(index):
    before = index.stat().st_size
    clean(index, text_of(0), text_of(1))
    assert index.stat().st_size == before
    clean(index, text_of(50), text_of(50))
    assert IndexFile(str(index), header(), read_only=True).documents == 21


def test_read_only_adds_nothing_and_needs_no_lock(index):
    before = index.read_bytes()
    with index.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        result = clean(index, text_of(0), text_of(50), **{"index-read-only": True})
    assert result.texts == [text_of(50)]
    assert index.read_bytes() == before


def test_two_runs_cannot_write_it_at_once(index):
    with index.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(RunError, match="another run is writing this index; wait for its end"):
            clean(index, text_of(50))


def header(**changes):
    return {**step_settings.of_index(Options()), **changes}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"ngram": 4}, "ngram is 5 there, 4 here"),
        ({"threshold": 0.6}, "bands is 18 of 5 rows there, 29 of 3 rows here"),
        ({"permutations": 256}, "permutations is 128 there, 256 here"),
        ({"report-pairs": "pairs.jsonl"}, "bands is 18 of 5 rows there, 52 of 3 rows here"),
    ],
)
def test_other_settings_are_refused_by_what_differs(index, changed, told):
    with pytest.raises(RunError, match=told):
        clean(index, "text", **changed)


def test_another_unicode_is_refused(index, monkeypatch):
    monkeypatch.setattr(step_settings, "TOKENISER", "words 1, Unicode 99.0.0")
    with pytest.raises(RunError, match=r"tokeniser is words 1, Unicode [\d.]+ there, .* 99.0.0 h"):
        clean(index, "text")


def test_a_threshold_with_the_same_bands_is_welcome(index):
    assert clean(index, text_of(3), threshold=0.802).texts == []


def test_another_version_is_refused(index):
    data = index.read_bytes()
    index.write_bytes(data[:17] + struct.pack("<I", 2) + data[21:])
    with pytest.raises(RunError, match="it has version 2, and this program reads version 1"):
        clean(index, "text")


def test_a_file_that_is_no_index_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("my notes")
    with pytest.raises(RunError, match="it is no index of near-duplicates"):
        clean(path, "text")
    assert path.read_text() == "my notes"


@pytest.mark.parametrize("read_only", [True, False], ids=["read-only", "writing"])
def test_one_that_is_cut_anywhere_is_refused(index, read_only):
    data = index.read_bytes()
    chance = random.Random(1)
    places = [1, 40, 3000, 4095, 4096, len(data) - 1, *(chance.randrange(len(data)) for _ in "ab")]
    for place in places:
        index.write_bytes(data[:place])
        with pytest.raises(RunError, match="it is cut: "):
            clean(index, "text", **{"index-read-only": read_only})
        assert index.read_bytes() == data[:place]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_one_flipped_bit_anywhere_is_refused(whole, data):
    path, content = whole
    place = data.draw(st.integers(0, len(content) - 1))
    flipped = bytearray(content)
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(flipped)
    with pytest.raises(RunError, match=r"damaged|no index|version|cut"):
        IndexFile(str(path), header(), read_only=True)


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "whole"
    clean(path, *map(text_of, range(10)))
    clean(path, *map(text_of, range(10, 20)))
    return path, path.read_bytes()


def test_what_a_killed_run_left_behind_is_no_part_of_it(index):
    whole = index.read_bytes()
    index.write_bytes(whole + b"block 1\n" + bytes(5000))
    assert clean(index, text_of(3), text_of(50)).texts == [text_of(50)]
    assert clean(index, text_of(50)).texts == []
    assert index.read_bytes().startswith(whole[:3584])
    assert bytes(5000) not in index.read_bytes()[4096:]


def test_read_only_needs_an_index_that_is_there(tmp_path):
    with pytest.raises(RunError, match="there is no such index"):
        clean(tmp_path / "none", "text", **{"index-read-only": True})


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(RunError, match="its folder does not exist"):
        clean(tmp_path / "no" / "index", "text")


@pytest.mark.skipif(os.geteuid() != 0, reason="another user takes root")
def test_a_file_that_may_not_be_written_is_told_so(index):
    for folder in list(index.parents)[:3]:  # the temporary ones
        folder.chmod(0o755)
    index.chmod(0o444)
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        try:
            IndexFile(str(index), header(), read_only=False)
        except RunError as error:
            told = "it cannot be written; --near-duplicates-index-read-only only compares with it"
            os._exit(0 if told in str(error) else 1)
        os._exit(2)
    assert os.waitpid(child, 0)[1] == 0


def order_for(tmp_path, index, texts, **fields):
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        path = folder / f"{number:03}.txt"
        if not path.exists():
            path.write_text(text)
    recipe = Recipe(steps=(STEP,), values={STEP: {"index": str(index)}})
    return Run(recipe, (str(folder),), str(tmp_path / "out.jsonl"), **fields)


def test_a_run_that_fails_adds_nothing_and_a_resumed_one_adds_its_own(tmp_path, index, monkeypatch):
    """The index is written before the output gets its name; the disk is full in between."""
    before = index.read_bytes()
    order = order_for(tmp_path, index, [text_of(50), text_of(3)])
    with monkeypatch.context() as patch:
        patch.setattr("cleaner.runner.journal._SECONDS_BETWEEN_COMMITS", 0.0)
        patch.setattr(os, "pwrite", full_disk)
        with pytest.raises(RunError, match="No space left on device; nothing was added to it"):
            run(order)
    assert index.read_bytes() == before
    assert not Path(order.output).exists()
    run(order_for(tmp_path, index, [], resume=True))
    assert Path(order.output).read_bytes().count(b"\n") == 1
    assert clean(index, text_of(50)).texts == []


def test_a_first_run_that_fails_leaves_no_index(tmp_path, monkeypatch):
    order = order_for(tmp_path, tmp_path / "first", [text_of(50)])
    with monkeypatch.context() as patch:
        patch.setattr("cleaner.runner.journal._SECONDS_BETWEEN_COMMITS", 0.0)
        patch.setattr("cleaner.runner.merge.Merge.finish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(order)
    assert not (tmp_path / "first").exists()
    run(order_for(tmp_path, tmp_path / "first", [], resume=True))
    assert clean(tmp_path / "first", text_of(50)).texts == []


def full_disk(descriptor, data, at):
    raise OSError(28, os.strerror(28))


def test_a_run_killed_behind_its_own_commit_adds_nothing_twice(tmp_path, index, monkeypatch):
    order = order_for(tmp_path, index, [text_of(50), text_of(3)])
    with monkeypatch.context() as patch:
        patch.setattr("cleaner.runner.journal._SECONDS_BETWEEN_COMMITS", 0.0)
        patch.setattr("cleaner.runner.merge.Outputs.ready", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(order)
    after = index.read_bytes()
    assert IndexFile(str(index), header(), read_only=True).documents == 21
    summary = run(order_for(tmp_path, index, [], resume=True))
    assert (summary.written, summary.rejected) == (1, 1)
    assert index.read_bytes() == after


def test_a_run_is_not_resumed_when_others_were_added(tmp_path, index, monkeypatch):
    order = order_for(tmp_path, index, [text_of(50)])
    with monkeypatch.context() as patch:
        patch.setattr("cleaner.runner.journal._SECONDS_BETWEEN_COMMITS", 0.0)
        patch.setattr(os, "pwrite", full_disk)
        with pytest.raises(RunError):
            run(order)
    clean(index, text_of(60))
    with pytest.raises(RunError, match="other documents were added since"):
        run(order_for(tmp_path, index, [], resume=True))


def test_words_are_hashed_as_they_were():
    """What an index holds must meet tomorrow's documents: a change needs another TOKENISER."""
    assert normal.TOKENISER.startswith("words 1, ")
    found = shingles("The harbour was quiet: 東京, Straße 42 and the boats lay side by side", 5)
    assert found.digest == (17933128416928742302, 14163262749900398882)
    assert np.sort(found.hashes)[:3].tolist() == [43523530468795, 107935203809401, 112427066052789]
