"""Batch forms: one answer a document, in order, and the exception of the one that raised."""

from typing import Any

import pytest

from cleaner import Document
from cleaner.batch import each, guarded

DOCUMENTS = [Document(name, name) for name in "abcd"]


def single(text: str, document: Document, sketch: str = "", **_: Any) -> str:
    if text == "b":
        raise ValueError(text)
    if text == "c":
        raise SystemExit(0)
    return f"{document.id}{sketch}"


def batch(documents: list[Document], sketches: Any = None, **_: Any) -> list[str]:
    columns = sketches or [""] * len(documents)
    return [
        single(each.text, each, sketch) for each, sketch in zip(documents, columns, strict=True)
    ]


@pytest.mark.parametrize("call", [each(single), guarded(batch)], ids=["each", "guarded"])
def test_what_raises_costs_itself(call: Any) -> None:
    answers = call(DOCUMENTS, list("1234"))
    assert [answers[0], answers[3]] == ["a1", "d4"]
    assert [type(answer) for answer in answers[1:3]] == [ValueError, SystemExit]


@pytest.mark.parametrize("call", [each(single), guarded(batch)], ids=["each", "guarded"])
def test_no_documents_give_no_answers(call: Any) -> None:
    assert call([]) == []


@pytest.mark.parametrize("wrong", [None, [], [1, 2]])
def test_a_batch_with_too_few_or_too_many_answers_is_asked_one_by_one(wrong: Any) -> None:
    def answer(documents: list[Document]) -> Any:
        return [documents[0].id] if len(documents) == 1 else wrong

    assert guarded(answer)(DOCUMENTS[:3]) == ["a", "b", "c"]


def test_a_batch_that_is_fine_is_called_once() -> None:
    calls = []

    def answer(documents: list[Document], memory: Any) -> list[str]:
        calls.append(memory)
        return [document.id for document in documents]

    assert guarded(answer)(DOCUMENTS, memory="m") == list("abcd")
    assert calls == ["m"]
