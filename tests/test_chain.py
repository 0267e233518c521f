"""The chain: steps in the order that was asked for, each hook with the arguments that it wants."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cleaner import CleanerError, Document, Source, Target, hookimpl
from cleaner.building import build_chain, compares, step_names
from cleaner.chain import Recipe
from cleaner.errors import ConfigError, PluginError
from cleaner.output.writing import Writing
from cleaner.plugins import Plugins, load_plugins
from cleaner.testing import run_chain


def plugins(**registered: Any) -> Plugins:
    found = load_plugins()
    for name, plugin in registered.items():
        found.register(plugin, name, "a test")
    return found


def cleans(function: Any) -> Any:
    return SimpleNamespace(clean=hookimpl(function))


@pytest.mark.parametrize("steps", [["one", "two"], ["two", "one"]])
def test_steps_run_in_the_order_of_the_list(steps: list[str]) -> None:
    registered = plugins(one=cleans(lambda text: text + "1"), two=cleans(lambda text: text + "2"))
    expected = {"one,two": "x12", "two,one": "x21"}[",".join(steps)]
    assert run_chain(["x"], steps, plugins=registered).texts == [expected]


def test_a_plugin_that_is_not_listed_does_not_run() -> None:
    assert run_chain(["x"], ["one"], plugins=plugins(one=cleans(lambda: None))).texts == ["x"]


@pytest.mark.parametrize(
    "function",
    [
        lambda text, document: f"{text} {document.id}",
        lambda document, text: f"{text} {document.id}",
        lambda document: f"{document.text} {document.id}",
    ],
)
def test_arguments_go_by_name(function: Any) -> None:
    result = run_chain(["x"], ["step"], plugins=plugins(step=cleans(function)))
    assert result.texts == ["x 00000000.txt"]


def test_a_source_that_nobody_reads_and_one_that_nobody_cuts() -> None:
    chain = build_chain(Recipe(steps=("encoding",)))
    assert chain.read(Source("x.png", "x.png"), lambda document: document) is None
    assert chain.split(Source("x.txt", "x.txt")) == (Source("x.txt", "x.txt"),)


def test_a_reader_without_formats_is_asked_first_and_gives_way_with_none(tmp_path: Path) -> None:
    def read(source: Source) -> list[Document] | None:
        return [Document(source.name, text="mine")] if source.suffix == ".txt" else None

    chain = build_chain(Recipe(()), plugins(mine=SimpleNamespace(read=hookimpl(read))))
    (tmp_path / "a.md").write_bytes(b"others")
    found = [
        list(chain.read(Source(str(tmp_path / name), name), lambda document: document) or [])
        for name in ("a.txt", "a.md")
    ]
    assert [(item.text, item.data) for (item,) in found] == [("mine", None), ("", b"others")]


def test_without_a_step_that_decodes_bytes_are_utf_8_or_fail() -> None:
    registered = plugins(step=cleans(lambda: None))
    result = run_chain(["é".encode(), b"ab\xff"], ["step"], plugins=registered)
    assert result.texts == ["é"]
    assert [each["error"] for each in result.failed] == [
        "byte 2 is not UTF-8, and no step of the chain decodes it otherwise"
    ]


def test_the_kinds_of_plugins_are_told_apart() -> None:
    found = load_plugins()
    assert {"encoding", "near-duplicates", "segments"} <= set(step_names(found))
    assert not {"text", "jsonl"} & set(step_names(found))
    assert compares(found, "near-duplicates")
    assert not compares(found, "titles")


class TestRefuses:
    @pytest.mark.parametrize(
        ("recipe", "error", "told"),
        [
            (Recipe(("segmnts",)), PluginError, "no step 'segmnts'; did you mean 'segments'"),
            (Recipe(("jsonl",)), PluginError, "no step 'jsonl'"),
            (Recipe(("titles", "titles")), PluginError, "'titles' comes twice"),
            (Recipe((), values={"none": {}}), PluginError, "no plugin 'none'"),
            (Recipe((), values={"segments": {"max": 0}}), ConfigError, "max is 0"),
            (
                Recipe((), values={"segments": {"max": 2, "min": 3}}),
                ConfigError,
                "^segments: min is 3",
            ),
        ],
    )
    def test_recipe(self, recipe: Recipe, error: type[Exception], told: str) -> None:
        with pytest.raises(error, match=told):
            build_chain(recipe)

    def test_an_option_of_a_plugin_that_has_none(self) -> None:
        registered = plugins(bare=cleans(lambda: None))
        with pytest.raises(PluginError, match="bare has no options, and so no 'x'"):
            build_chain(Recipe((), values={"bare": {"x": 1}}), registered)

    def test_half_a_comparing_step(self) -> None:
        half = SimpleNamespace(admit=hookimpl(lambda: None))
        with pytest.raises(PluginError, match=r"half \(a test\): it has no hook 'sketch'"):
            build_chain(Recipe(("half",)), plugins(half=half))

    def test_an_output_that_nobody_writes(self) -> None:
        writing = Writing([], [])
        with pytest.raises(CleanerError, match=r"-o x\.csv: no plugin writes such a file"):
            writing.writer(Target("x.csv"))

    def test_a_format_that_nobody_writes(self) -> None:
        writing = build_chain(Recipe(())).writing
        told = "--output-format csv: no plugin writes such a file; use --output-format jsonl"
        with pytest.raises(CleanerError, match=told):
            writing.writer(Target("out.jsonl", "csv"))


class TestAnswers:
    """What a ``clean`` hook may return, and what becomes of it."""

    def run(self, function: Any, *texts: str) -> Any:
        return run_chain(texts or ["x y"], ["step"], plugins=plugins(step=cleans(function)))

    def test_nothing_is_no_change(self) -> None:
        result = self.run(lambda: None)
        assert result.texts == ["x y"]
        assert result.summary.of_step("changed", "step") == 0

    def test_an_equal_text_is_no_change(self) -> None:
        assert self.run(lambda text: text).summary.of_step("changed", "step") == 0

    def test_an_empty_text_is_a_change(self) -> None:
        result = self.run(lambda: "")
        assert result.texts == [""]
        assert result.summary.of_step("changed", "step") == 1

    def test_a_document_may_not_take_another_name(self) -> None:
        result = self.run(lambda text: Document("other", text + "!", source="other"))
        (record,) = result.kept
        assert (record["id"], record["text"]) == ("00000000.txt", "x y!")
        assert record["source"].endswith("00000000.txt")

    def test_a_list_of_one_is_no_split(self) -> None:
        result = self.run(lambda document: [document.cut(0, 1)])
        assert [(each["id"], each["text"]) for each in result.kept] == [("00000000.txt", "x")]
        assert result.summary.split == 0

    def test_a_list_of_more_is_numbered(self) -> None:
        result = self.run(lambda document: [document.cut(0, 1), document.cut(1, 3)])
        assert [each["id"] for each in result.kept] == ["00000000.txt#1", "00000000.txt#2"]
        assert result.summary.split == 1
        assert result.summary.adds_up

    def test_a_generator_is_a_list(self) -> None:
        def clean(document: Document) -> Any:
            yield document.cut(0, 1)
            yield document.cut(1, 3)

        assert self.run(clean).texts == ["x", " y"]

    @pytest.mark.parametrize(
        ("answer", "told"),
        [
            (7, "clean returned int"),
            ({}, "clean returned dict"),
            ([], "clean returned no documents"),
            (["x"], "clean returned a list with str"),
            (b"x", "clean returned bytes"),
        ],
    )
    def test_anything_else_fails(self, answer: Any, told: str) -> None:
        (record,) = self.run(lambda: answer).failed
        assert told in record["error"]
        assert record["input"]["text"] == "x y"

    def test_a_lone_surrogate_fails_and_says_so(self) -> None:
        (record,) = self.run(lambda: "a\ud800").failed
        assert "lone surrogate" in record["error"]
