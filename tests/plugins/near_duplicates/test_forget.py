"""A kept document that a later step leaves out is nobody's twin."""

import random
from types import SimpleNamespace

import pytest

import cleaner_near_duplicates as step
from cleaner import Document, Drop, hookimpl
from cleaner.plugins import load_plugins
from cleaner.testing import run_chain
from cleaner_near_duplicates import compiled

STEP = "near-duplicates"


class Refuses:
    """A comparing step that drops what has a word in it."""

    @hookimpl
    def sketch(self, text):
        return "refused" in text.split()

    @hookimpl
    def admit(self, sketch):
        return Drop("refused") if sketch else None


def run_both(texts, **options):
    plugins = load_plugins()
    plugins.register(Refuses(), "refuses", "a test")
    return run_chain(texts, [STEP, "refuses"], {STEP: options}, plugins=plugins)


def families(seed):
    chance = random.Random(seed)
    texts = [[f"{name}{number}" for number in range(chance.randrange(40, 90))] for name in "abcde"]
    for _ in range(80):
        tokens = list(chance.choice(texts))
        for _ in range(chance.choice([0, 0, 1, 1, 2])):
            tokens[chance.randrange(len(tokens))] = f"x{chance.randrange(9000)}"
        if chance.random() < 0.4:
            tokens.insert(0, "refused")
        yield " ".join(tokens)


def twins(result):
    return [(each["id"], each.get("duplicate_of"), each["reason"]) for each in result.rejected]


@pytest.mark.parametrize("report", [False, True], ids=["plain", "with pairs"])
def test_what_is_left_out_later_is_as_if_it_had_never_been(tmp_path, report):
    """The others get the verdicts of a run without those that are refused."""
    options = {"report-pairs": str(tmp_path / "pairs")} if report else {}
    for seed in range(12):
        texts = list(families(seed))
        result = run_both(texts, **options)
        refused = {each["id"] for each in result.rejected if each["reason"] == "refused"}
        # Every document that is refused was compared first, and may have been a duplicate.
        assert len(refused) > 5
        names = [f"{number:08}.txt" for number in range(len(texts))]
        left = [(n, t) for n, t in zip(names, texts, strict=True) if n not in refused]
        expected = run_chain([{"id": n, "text": t} for n, t in left], [STEP], {STEP: options})
        assert result.texts == expected.texts
        assert result.summary.adds_up


@pytest.mark.parametrize("kernels", [True, False])
def test_copies_of_one_that_was_taken_back(scratch, monkeypatch, kernels):
    if not kernels:
        monkeypatch.setattr(compiled, "library", lambda: None)
    options = step.Options()
    memory = step.begin(options, scratch)
    text = " ".join(f"w{number}" for number in range(30))

    def admit(name, text):
        document = Document(name, text)
        return step.admit_batch(
            [document], step.sketch_batch([document], options, scratch), memory
        )[0]

    for name in ("a", "b"):
        assert admit(name, text) is None
        step.forget(Document(name), memory)
    assert admit("near", text + " more") is None
    step.forget(Document("near"), memory)
    assert admit("empty", "") is None
    step.forget(Document("empty"), memory)
    assert admit("c", text) is None
    assert admit("d", text) == Drop("exact copy", "c", 1.0)
    assert admit("e", text + " more").duplicate_of == "c"
    step.end(memory, complete=True)


def test_an_index_takes_in_what_remains(tmp_path):
    index = str(tmp_path / "index")
    texts = list(families(1))
    result = run_both(texts, index=index)
    again = run_chain(texts, [STEP], {STEP: {"index": index}})
    earlier = {each["duplicate_of"] for each in again.rejected if each.get("earlier_run")}
    assert earlier <= {each["id"] for each in result.kept}
    assert run_chain(result.texts, [STEP], {STEP: {"index": index}}).texts == []


def test_a_step_that_comes_last_is_asked_for_many_at_once(monkeypatch):
    sizes = []
    original = step.admit_batch
    counting = SimpleNamespace(**{name: getattr(step, name) for name in dir(step)})

    @hookimpl
    def admit_batch(documents, sketches, memory):
        sizes.append(len(documents))
        return original(documents, sketches, memory)

    counting.admit_batch = admit_batch
    plugins = load_plugins()
    plugins.register(counting, "counting", "a test")
    run_chain(["a", "b", "c"], ["counting"], plugins=plugins)
    assert sizes == [3]
