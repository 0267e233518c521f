"""Decoding and repairing as a run does it, with what was noted about it."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

import cleaner_encoding
from cleaner import Document, Drop
from cleaner_encoding import Options


def decoded(data: bytes, **options: Any) -> SimpleNamespace:
    """Decode bytes: ``text`` (None where refused), ``reason``, and what is noted."""
    answer = cleaner_encoding.decode(data, Document("x"), Options(**options))
    if isinstance(answer, Drop):
        return SimpleNamespace(text=None, reason=answer.reason, name=None, how=None, repairs={})
    note: Mapping[str, Any] = {"repairs": {}, **answer.meta["encoding"]}
    return SimpleNamespace(text=answer.text, reason=None, **note)


def cleaned(text: str, **options: Any) -> tuple[str, dict[str, int]]:
    """Repair a text: what becomes of it, and what was counted."""
    answer = cleaner_encoding.clean(text, Document("a", text), Options(**options))
    return (text, {}) if answer is None else (answer.text, dict(answer.changes))


@pytest.fixture(name="decoded", scope="session")
def decoded_fixture() -> Callable[..., SimpleNamespace]:
    return decoded


@pytest.fixture(name="cleaned", scope="session")
def cleaned_fixture() -> Callable[..., tuple[str, dict[str, int]]]:
    return cleaned
