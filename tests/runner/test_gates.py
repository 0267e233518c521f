"""Documents at steps that compare: who is admitted, and what becomes of the others."""

import itertools
from types import SimpleNamespace
from typing import Any

import pytest

from cleaner import Document, Drop, hookimpl
from cleaner.plugins import Plugins, load_plugins
from cleaner.testing import Result, run_chain


def plugins(**steps: Any) -> Plugins:
    found = load_plugins()
    for name, step in steps.items():
        found.register(step, name, "a test")
    return found


def cleans(function: Any) -> Any:
    return SimpleNamespace(clean=hookimpl(function))


class SaysOddly:
    """Drops each document for the reason that it is made with."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason

    @hookimpl
    def sketch(self, text: str) -> str:
        return text

    @hookimpl
    def admit(self) -> Drop:
        return Drop(self.reason)


class TestReasons:
    def test_one_that_cannot_be_written_as_it_is_is_escaped(self) -> None:
        result = run_chain(["x", "y"], ["odd"], plugins=plugins(odd=SaysOddly("like \ud800")))
        assert [record["reason"] for record in result.rejected] == ["like \\ud800"] * 2

    def test_one_that_is_no_text_fails_the_document(self) -> None:
        result = run_chain(["x", "y"], ["odd"], plugins=plugins(odd=SaysOddly(7)))
        assert [record["step"] for record in result.failed] == ["odd"] * 2


class FirstOfKey:
    """Keeps the first document of each key; the key is a word of the text."""

    def __init__(self, word: int) -> None:
        self.word = word

    @hookimpl
    def begin(self) -> dict[str, str]:
        return {}

    @hookimpl
    def sketch(self, text: str) -> str:
        return text.split()[self.word]

    @hookimpl
    def admit(self, document: Document, sketch: str, memory: dict[str, str]) -> Drop | None:
        twin = memory.setdefault(sketch, document.id)
        return None if twin == document.id else Drop("same word", twin, 1.0)

    @hookimpl
    def forget(self, document: Document, memory: dict[str, str]) -> None:
        (key,) = (key for key, kept in memory.items() if kept == document.id)
        del memory[key]


def twins(result: Result) -> dict[str, str]:
    return {each["id"]: each["duplicate_of"] for each in result.rejected}


def test_the_first_of_a_key_is_kept() -> None:
    result = run_chain(["a 1", "b 2", "a 3"], ["first"], plugins=plugins(first=FirstOfKey(0)))
    assert result.texts == ["a 1", "b 2"]
    assert twins(result) == {"00000002.txt": "00000000.txt"}
    assert result.summary.of_step("dropped", "first") == 1
    assert result.summary.adds_up


def fails_on(word: str) -> Any:
    def clean(text: str) -> None:
        if word in text:
            raise ValueError(word)

    return cleans(clean)


def drops_on(word: str) -> Any:
    return cleans(lambda text: Drop("unwanted") if word in text else None)


def splits_in_words(text: str, document: Document) -> list[Document]:
    places = [0, *(at for at, character in enumerate(text) if character == " "), len(text)]
    return [document.cut(a, b) for a, b in itertools.pairwise(places)]


class TestBehindTheGate:
    """What fails or vanishes behind a gate is not in the output, so it is nobody's twin."""

    @pytest.mark.parametrize("behind", [fails_on("bad"), drops_on("bad")], ids=["fails", "drops"])
    def test_it_is_no_twin(self, behind: Any) -> None:
        registered = plugins(first=FirstOfKey(0), behind=behind)
        result = run_chain(["a bad", "a good"], ["first", "behind"], plugins=registered)
        assert result.texts == ["a good"]
        assert [each["id"] for each in result.rejected + result.failed] == ["00000000.txt"]
        assert result.summary.adds_up

    def test_one_part_that_fails_takes_the_document_along_once(self) -> None:
        registered = plugins(
            first=FirstOfKey(0), split=cleans(splits_in_words), behind=fails_on("bad")
        )
        steps = ["first", "split", "behind"]
        result = run_chain(["a bad c", "a good c"], steps, plugins=registered)
        assert [each["id"] for each in result.failed] == ["00000000.txt"]
        assert result.failed[0]["input"]["text"] == "a bad c"
        assert result.failed[0]["step"] == "behind"
        assert result.failed[0]["error"] == "its part 00000000.txt#2: ValueError: bad"
        assert [each["id"] for each in result.kept] == [f"00000001.txt#{n}" for n in (1, 2, 3)]
        assert "".join(result.texts) == "a good c"
        assert (result.summary.read, result.summary.split, result.summary.written) == (2, 2, 3)
        assert result.summary.adds_up

    def test_one_part_that_is_dropped_costs_that_part(self) -> None:
        registered = plugins(
            first=FirstOfKey(0), split=cleans(splits_in_words), behind=drops_on("bad")
        )
        result = run_chain(["a bad c", "a x"], ["first", "split", "behind"], plugins=registered)
        assert result.texts == ["a", " c"]
        assert [each["id"] for each in result.rejected] == ["00000000.txt#2", "00000001.txt"]
        assert result.summary.adds_up

    def test_what_is_done_behind_is_counted_for_admitted_documents_only(self) -> None:
        registered = plugins(first=FirstOfKey(0), upper=cleans(lambda text: text.upper()))
        result = run_chain(["a 1 x", "a 2 x"], ["first", "upper"], plugins=registered)
        assert result.texts == ["A 1 X"]
        assert result.summary.of_step("changed", "upper") == 1
        # A rejected document is told as it was when it was compared.
        assert [each["text"] for each in result.rejected] == ["a 2 x"]


class TestTwoComparingSteps:
    def both(self) -> Plugins:
        return plugins(one=FirstOfKey(0), two=FirstOfKey(1))

    def test_each_drops_its_own(self) -> None:
        result = run_chain(["a x", "a y", "b x", "b z"], ["one", "two"], plugins=self.both())
        steps = {each["id"]: each["step"] for each in result.rejected}
        assert steps["00000001.txt"] == "one"
        assert steps["00000002.txt"] == "two"
        assert result.summary.adds_up

    def test_what_the_first_drops_is_no_twin_at_the_second(self) -> None:
        result = run_chain(["a x", "a y", "b y"], ["one", "two"], plugins=self.both())
        assert result.texts == ["a x", "b y"]
        assert twins(result) == {"00000001.txt": "00000000.txt"}

    def test_what_the_second_drops_is_no_twin_at_the_first(self) -> None:
        result = run_chain(["a x", "b x", "b z"], ["one", "two"], plugins=self.both())
        assert result.texts == ["a x", "b z"]

    def test_what_fails_at_the_second_is_no_twin_at_the_first(self) -> None:
        class Fails(FirstOfKey):
            @hookimpl
            def admit(self, sketch: str) -> None:
                if sketch == "bad":
                    raise ValueError(sketch)

        registered = plugins(one=FirstOfKey(0), two=Fails(1))
        result = run_chain(["a bad", "a good"], ["one", "two"], plugins=registered)
        assert result.texts == ["a good"]

    def test_what_cannot_be_sketched_for_the_second_is_no_twin_at_the_first(self) -> None:
        class Fails(FirstOfKey):
            @hookimpl
            def sketch(self, text: str) -> None:
                if "bad" in text:
                    raise ValueError(text)

            @hookimpl
            def admit(self) -> None:
                return None

        registered = plugins(one=FirstOfKey(0), two=Fails(1))
        result = run_chain(["a bad", "a good"], ["one", "two"], plugins=registered)
        assert result.texts == ["a good"]
        assert [each["step"] for each in result.failed] == ["two"]

    @pytest.mark.parametrize(
        ("texts", "kept"),
        [
            pytest.param(["q b c", "a b c", "a z"], ["q", " b", " c", "a"], id="some parts"),
            pytest.param(["q b", "b q", "b z"], ["q", " b", " z"], id="no part"),
        ],
    )
    def test_a_document_is_a_twin_as_long_as_a_part_of_it_is_there(
        self, texts: list[str], kept: list[str]
    ) -> None:
        class Stripped(FirstOfKey):
            @hookimpl
            def sketch(self, text: str) -> str:
                return text.strip()

        registered = plugins(one=FirstOfKey(0), split=cleans(splits_in_words), two=Stripped(0))
        result = run_chain(texts, ["one", "split", "two"], plugins=registered)
        assert result.texts == kept
        assert result.summary.adds_up

    def test_parts_meet_the_second_gate_one_by_one(self) -> None:
        registered = plugins(one=FirstOfKey(0), split=cleans(splits_in_words), two=FirstOfKey(0))
        steps = ["one", "split", "two"]
        result = run_chain(["a b c", "d b e"], steps, plugins=registered)
        assert result.texts == ["a", " b", " c", "d", " e"]
        assert twins(result) == {"00000001.txt#2": "00000000.txt#2"}
        assert result.summary.adds_up


class Batches:
    """The batch forms of a comparing step, which raise where a document asks for it."""

    def __init__(self) -> None:
        self.sketched: list[int] = []
        self.admitted: list[int] = []

    @hookimpl
    def begin(self) -> set[str]:
        return set()

    @hookimpl
    def sketch_batch(self, documents: list[Document]) -> list[str] | None:
        self.sketched.append(len(documents))
        if any("sketch-bad" in document.text for document in documents):
            raise ValueError("no sketch")
        return [document.text for document in documents]

    @hookimpl
    def admit_batch(
        self, documents: list[Document], sketches: list[str], memory: set[str]
    ) -> list[Drop | None] | None:
        self.admitted.append(len(documents))
        if any("admit-bad" in sketch for sketch in sketches):
            raise ValueError("no verdict")
        answers = []
        for sketch in sketches:
            answers.append(Drop("seen") if sketch in memory else None)
            memory.add(sketch)
        return answers


class TestBatches:
    texts = ("a", "b", "a", "c")

    def test_they_are_called_once_for_many_documents(self) -> None:
        step = Batches()
        result = run_chain(self.texts, ["step"], plugins=plugins(step=step))
        assert result.texts == ["a", "b", "c"]
        assert (step.sketched, step.admitted) == ([4], [4])

    @pytest.mark.parametrize(
        ("bad", "error"),
        [("sketch-bad", "ValueError: no sketch"), ("admit-bad", "ValueError: no verdict")],
    )
    def test_one_that_raises_costs_that_document_only(self, bad: str, error: str) -> None:
        result = run_chain((*self.texts, bad, "d"), ["step"], plugins=plugins(step=Batches()))
        assert result.texts == ["a", "b", "c", "d"]
        assert [(each["id"], each["error"]) for each in result.failed] == [("00000004.txt", error)]
        assert result.failed[0]["input"]["text"] == bad
        assert len(result.rejected) == 1
        assert result.summary.adds_up

    @pytest.mark.parametrize("answers", [None, [], [None]], ids=["None", "none", "too few"])
    def test_answers_that_do_not_match_fail_the_documents(self, answers: Any) -> None:
        class Wrong(Batches):
            @hookimpl
            def admit_batch(self, documents: list[Document]) -> Any:
                return answers

        result = run_chain(self.texts, ["step"], plugins=plugins(step=Wrong()))
        # One answer is right for one document.
        if answers == [None]:
            assert len(result.kept) == 4
        else:
            assert len(result.failed) == 4
            assert "for 1 documents" in result.failed[0]["error"]
        assert result.summary.adds_up


class TestWrongVerdicts:
    @pytest.mark.parametrize(
        ("verdict", "error"),
        [
            (True, "admit returned bool; it may return None or Drop"),
            (Drop("me", "00000000.txt"), "admit called the document a duplicate of itself"),
        ],
        ids=["no verdict", "its own twin"],
    )
    def test_they_fail_the_document(self, verdict: Any, error: str) -> None:
        class Wrong(FirstOfKey):
            @hookimpl
            def admit(self) -> Any:
                return verdict

        result = run_chain(["a"], ["step"], plugins=plugins(step=Wrong(0)))
        assert [each["error"] for each in result.failed] == [error]


class TestScratch:
    class Scratches(FirstOfKey):
        @hookimpl
        def sketch(self, text: str, scratch: Any) -> Any:
            return scratch.put(text.encode())

        @hookimpl
        def begin(self, scratch: Any) -> Any:
            return scratch

        @hookimpl
        def admit(self, sketch: Any, memory: Any) -> Drop | None:
            return Drop(memory.get(sketch).decode())

    def test_what_was_put_in_a_worker_is_got_in_the_main_process(self) -> None:
        texts = ["a", "", "ccc"]
        result = run_chain(texts, ["step"], plugins=plugins(step=self.Scratches(0)))
        assert [each["reason"] for each in result.rejected] == texts

    def test_a_worker_reads_nothing_and_the_main_process_writes_nothing(self) -> None:
        class Wrong(self.Scratches):  # type: ignore[name-defined]
            @hookimpl
            def sketch(self, text: str, scratch: Any) -> Any:
                found = scratch.put(b"x")
                return scratch.get(found) if text == "a" else found

            @hookimpl
            def admit(self, memory: Any) -> None:
                memory.put(b"x")

        result = run_chain(["a", "b"], ["step"], plugins=plugins(step=Wrong(0)))
        errors = [each["error"] for each in result.failed]
        assert ["in admit, not in sketch" in errors[0], "put in admit" in errors[1]] == [True, True]


def test_metadata_and_ids_reach_admit_without_the_text() -> None:
    seen: list[Document] = []

    class Looks(FirstOfKey):
        @hookimpl
        def admit(self, document: Document) -> None:
            seen.append(document)

    run_chain([{"text": "a", "n": 1}], ["step"], plugins=plugins(step=Looks(0)))
    (document,) = seen
    assert (document.id, document.text, document.meta) == ("00000000.jsonl#1", "", {})
    assert document.source.endswith("00000000.jsonl")


class TestSketches:
    def test_one_that_cannot_be_sent_fails_its_document_by_name(self) -> None:
        step = SimpleNamespace(
            sketch=hookimpl(lambda text: (lambda: text) if text == "x" else text),
            admit=hookimpl(lambda: None),
        )
        result = run_chain(["x", "y"], ["unsendable"], plugins=plugins(unsendable=step))
        assert result.texts == ["y"]
        (record,) = result.failed
        assert record["step"] == "unsendable"
        assert "sketch returned function, which cannot be sent" in record["error"]
