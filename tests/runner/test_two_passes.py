"""A step that sees all documents before it decides on the first."""

from pathlib import Path
from typing import Any

import pytest

from cleaner import Document, Drop, RunError, Scratch, hookimpl
from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.errors import PluginError
from cleaner.plugins import Plugins, load_plugins
from cleaner.runner import Run, run
from cleaner.runner import journal as journal_module
from cleaner.testing import run_chain


class LongestOfKey:
    """Keeps the longest document of each first word; breaks where it is told to."""

    def __init__(self, passes: int = 2) -> None:
        self.wanted = passes
        self.breaks_in = ""
        self.surveyed: list[str] = []

    @hookimpl
    def passes(self) -> int:
        return self.wanted

    @hookimpl
    def begin(self, scratch: Scratch) -> dict[str, tuple[int, str]]:
        self.surveyed.clear()
        scratch.file("mark").write_text("begun")
        return {}

    @hookimpl
    def sketch(self, text: str) -> tuple[str, int]:
        return text.split(maxsplit=1)[0], len(text)

    @hookimpl
    def survey(self, documents: list[Document], sketches: Any, memory: Any) -> None:
        for document, (key, length) in zip(documents, sketches, strict=True):
            self.surveyed.append(document.id)
            if self.breaks_in == "survey" and len(self.surveyed) > 3:
                raise RunError("broken in survey")
            if length > memory.get(key, (0, ""))[0]:
                memory[key] = length, document.id

    @hookimpl
    def admit(self, document: Document, sketch: tuple[str, int], memory: Any) -> Drop | None:
        if self.breaks_in == "admit" and document.id > "d2":
            raise RunError("broken in admit")
        twin = memory[sketch[0]][1]
        return None if twin == document.id else Drop("shorter", duplicate_of=twin)


def with_steps(**steps: Any) -> Plugins:
    plugins = load_plugins()
    for name, step in steps.items():
        plugins.register(step, name, "a test")
    return plugins


TEXTS = ("a 1", "b 22", "a 333", "b 2", "c", "a 33")


def test_the_output_keeps_the_order_of_the_input() -> None:
    result = run_chain(TEXTS, ["longest"], plugins=with_steps(longest=LongestOfKey()))
    assert result.texts == ["b 22", "a 333", "c"]
    assert [record["text"] for record in result.rejected] == ["a 1", "b 2", "a 33"]
    assert result.summary.adds_up


def test_one_pass_surveys_nothing() -> None:
    step = LongestOfKey(passes=1)
    result = run_chain(["a"], ["longest"], plugins=with_steps(longest=step))
    assert (step.surveyed, len(result.failed)) == ([], 1)  # admit has missed what survey tells


class FirstOfText:
    @hookimpl
    def begin(self) -> set[str]:
        return set()

    @hookimpl
    def sketch(self, text: str) -> str:
        return text

    @hookimpl
    def admit(self, sketch: str, memory: set[str]) -> Drop | None:
        if sketch in memory:
            return Drop("same text")
        memory.add(sketch)
        return None


def test_what_a_step_before_drops_is_not_surveyed() -> None:
    step = LongestOfKey()
    plugins = with_steps(longest=step, first=FirstOfText())
    result = run_chain(["a 1", "a 1", "a", "b"], ["first", "longest"], plugins=plugins)
    assert step.surveyed == ["00000000.txt", "00000002.txt", "00000003.txt"]
    assert result.texts == ["a 1", "b"]


class FirstOfTextForgets(FirstOfText):
    """Begins and ends, and would take back what a later step drops."""

    def __init__(self) -> None:
        self.told: list[str] = []

    @hookimpl
    def begin(self) -> set[str]:
        self.told.append("begin")
        return set()

    @hookimpl
    def forget(self, document: Document) -> None:
        self.told.append(f"forget {document.id}")

    @hookimpl
    def end(self, complete: bool) -> None:
        self.told.append("complete" if complete else "not complete")


def test_a_step_before_it_has_one_memory_at_a_time() -> None:
    """It gives its verdicts twice, on the same documents, whatever the later step drops."""
    first = FirstOfTextForgets()
    plugins = with_steps(longest=LongestOfKey(), first=first)
    result = run_chain(["a 1", "a 22", "a 1", "b"], ["first", "longest"], plugins=plugins)
    assert result.texts == ["a 22", "b"]
    assert first.told == ["begin", "not complete", "begin", "complete"]


@pytest.mark.parametrize("behind", [LongestOfKey(), FirstOfText()], ids=["surveys", "compares"])
def test_no_comparing_step_may_come_behind_it(behind: Any) -> None:
    """It has decided on all others before that one could take a document away."""
    plugins = with_steps(one=LongestOfKey(), two=behind)
    with pytest.raises(PluginError, match=r"the step one wants to see all .* behind it: two"):
        run_chain(["a"], ["one", "two"], plugins=plugins)


@pytest.fixture
def order(tmp_path: Path) -> Run:
    (tmp_path / "in").mkdir()
    for number, text in enumerate(TEXTS):
        # Larger than what one split takes together.
        (tmp_path / "in" / f"d{number}").write_text(text + " " * 3_000_000)
    return Run(Recipe(steps=("longest",)), (str(tmp_path / "in"),), str(tmp_path / "out.jsonl"))


def run_with(step: Any, order: Run, **changes: Any) -> bytes:
    chain = build_chain(order.recipe, with_steps(longest=step))
    fields = {name: getattr(order, name) for name in order.__struct_fields__} | changes
    run(Run(**fields), chain=chain)
    return Path(order.output).read_bytes()


@pytest.mark.parametrize("breaks_in", ["survey", "admit"])
def test_a_run_that_ended_in_either_pass_goes_on(
    order: Run, breaks_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "_SECONDS_BETWEEN_COMMITS", 0.0)
    step = LongestOfKey()
    undisturbed = run_with(step, order)
    Path(order.output).unlink()
    step.breaks_in = breaks_in
    with pytest.raises(RunError, match=f"broken in {breaks_in}") as caught:
        run_with(step, order)
    assert caught.value.__notes__ == ["--resume goes on where it stopped"]
    assert not Path(order.output).exists()
    step.breaks_in = ""
    assert run_with(step, order, resume=True) == undisturbed


def test_a_part_that_was_changed_meanwhile_is_made_again(
    order: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "_SECONDS_BETWEEN_COMMITS", 0.0)
    step = LongestOfKey()
    undisturbed = run_with(step, order)
    step.breaks_in = "admit"
    with pytest.raises(RunError):
        run_with(step, order)
    parts = sorted(Path(order.output).parent.glob(".out.jsonl.run/*.kept"))
    assert len(parts) > 2
    parts[1].write_bytes(parts[1].read_bytes().replace(b"b", b"x"))
    step.breaks_in = ""
    assert run_with(step, order, resume=True) == undisturbed
