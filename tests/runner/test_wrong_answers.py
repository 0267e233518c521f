"""Plugins that answer what they may not: it costs the document, by name, and nothing else."""

from types import SimpleNamespace
from typing import Any

import pytest

from cleaner import Decoded, Document, Drop, hookimpl
from cleaner.plugins import Plugins, load_plugins
from cleaner.testing import Result, run_chain


def plugins(**hooks: Any) -> Plugins:
    found = load_plugins()
    found.register(SimpleNamespace(**hooks), "odd", "a test")
    return found


def failures(result: Result) -> list[tuple[str, str]]:
    return [(record["step"], record["error"]) for record in result.failed]


class TestReaders:
    @pytest.mark.parametrize(
        ("item", "why"),
        [
            (None, "read gave NoneType; it may give Document or Failed"),
            ("a text", "read gave str; it may give Document or Failed"),
            (Document("b", text=7), "read gave a Document with int as its text"),  # type: ignore[arg-type]
        ],
        ids=["nothing", "a text", "a document of no text"],
    )
    def test_what_comes_behind_is_read_all_the_same(self, item: Any, why: str) -> None:
        @hookimpl
        def read() -> Any:
            return iter([Document("a", text="first"), item, Document("c", text="last")])

        result = run_chain(["x"], ["titles"], plugins=plugins(read=read))
        assert result.texts == ["first", "last"]
        assert failures(result) == [("read", why)]


class TestSteps:
    @pytest.mark.parametrize(
        ("answer", "why"),
        [
            (
                "a text",
                "TypeError: decode returned str; it may return None, Decoded or Drop(reason)",
            ),
            (Decoded(b"x"), "TypeError: decode returned a Document with bytes as its text"),  # type: ignore[arg-type]
        ],
        ids=["a text", "bytes"],
    )
    def test_decode(self, answer: Any, why: str) -> None:
        @hookimpl
        def decode() -> Any:
            return answer

        result = run_chain(["x"], ["odd"], plugins=plugins(decode=decode))
        assert failures(result) == [("odd", why)]

    @pytest.mark.parametrize("many", [False, True], ids=["a document", "a list"])
    def test_clean_with_bytes_as_text(self, many: bool) -> None:
        @hookimpl
        def clean(document: Document) -> Any:
            changed = document.rewrite(document.text.encode(), {})  # type: ignore[arg-type]
            return [changed, document] if many else changed

        result = run_chain(["x"], ["odd"], plugins=plugins(clean=clean))
        why = "TypeError: clean returned a Document with bytes as its text"
        assert failures(result) == [("odd", why)]
        assert result.kept == []

    def test_a_drop_that_cannot_be_written_is_not_counted_as_one(self) -> None:
        @hookimpl
        def clean() -> Any:
            return Drop("too alike", similarity=object())  # type: ignore[arg-type]

        result = run_chain(["x"], ["odd"], plugins=plugins(clean=clean))
        assert [step for step, _ in failures(result)] == ["odd"]
        assert result.summary.of_step("dropped", "odd") == 0
