"""The end of a comparing step: before outputs get their names, with what it has to say."""

from pathlib import Path
from typing import Any

import pytest

from cleaner import Drop, RunError, Scratch, hookimpl
from cleaner.building import build_chain
from cleaner.chain import Recipe
from cleaner.cli.report import summary_lines
from cleaner.errors import CleanerError, PluginError
from cleaner.plugins import Plugins, load_plugins
from cleaner.runner import Run, Summary, run
from cleaner.runner import journal as journal_module


class Ends:
    """Counts documents, and tells at the end; raises where it is told to."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.raises: dict[str, Exception] = {}
        self.ended: list[tuple[bool, bool]] = []
        self.found: list[bool] = []

    @hookimpl
    def begin(self, scratch: Scratch) -> list[str]:
        self.found.append(scratch.file("mark").exists())
        scratch.file("mark").write_text("here")
        return []

    @hookimpl
    def sketch(self, text: str) -> str:
        return text

    @hookimpl
    def admit(self, sketch: str, memory: list[str]) -> Drop | None:
        memory.append(sketch)
        if "admit" in self.raises:
            raise self.raises["admit"]
        return None

    @hookimpl
    def end(self, memory: list[str], complete: bool) -> list[str] | None:
        self.ended.append((complete, self.output.exists()))
        if complete and "end" in self.raises:
            raise self.raises["end"]
        return [f"{len(memory)} seen"] if memory else None


@pytest.fixture
def step(tmp_path: Path) -> Ends:
    return Ends(tmp_path / "out.jsonl")


@pytest.fixture
def start(tmp_path: Path, step: Ends) -> Any:
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / "in" / name).write_text(name)

    def start(**fields: Any) -> Summary:
        plugins: Plugins = load_plugins()
        plugins.register(step, "ends", "a test")
        order = Run(Recipe(steps=("ends",)), (str(tmp_path / "in"),), str(step.output), **fields)
        return run(order, chain=build_chain(order.recipe, plugins))

    return start


def test_it_comes_once_before_the_output_has_its_name_and_is_told(start: Any, step: Ends) -> None:
    summary = start()
    assert step.ended == [(True, False)]
    assert step.output.exists()
    assert "note        ends: 2 seen" in summary_lines(summary, ["ends"])


@pytest.mark.parametrize(
    ("error", "expected", "message"),
    [
        (
            RunError("the index is damaged"),
            RunError,
            "^the index is damaged\n--resume goes on where it stopped$",
        ),
        (
            ValueError("odd"),
            PluginError,
            "^step ends: end raised ValueError: odd\n--resume goes on",
        ),
    ],
)
def test_an_error_in_it_ends_the_run_which_can_go_on(
    start: Any, step: Ends, error: Exception, expected: type, message: str
) -> None:
    step.raises["end"] = error
    with pytest.raises(expected, match=message):
        start()
    assert not step.output.exists()
    assert step.ended == [(True, False)]
    del step.raises["end"]
    assert start(resume=True).written == 2


def test_a_run_that_ends_with_an_error_is_not_complete(start: Any, step: Ends) -> None:
    step.raises["admit"] = RunError("the index is gone")
    with pytest.raises(CleanerError, match="the index is gone"):
        start()
    assert step.ended == [(False, False)]
    assert not step.output.exists()


def test_an_ordinary_error_costs_its_document_only(start: Any, step: Ends) -> None:
    step.raises["admit"] = ValueError("odd")
    assert start().failed == 2
    assert step.ended == [(True, False)]


def test_a_scratch_file_is_there_for_a_run_that_goes_on_and_for_no_other(
    start: Any, step: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "_SECONDS_BETWEEN_COMMITS", 0.0)
    step.raises["end"] = RunError("once more")
    for resume in (False, True, False):
        with pytest.raises(RunError):
            start(resume=resume)
    assert step.found == [False, True, False]
