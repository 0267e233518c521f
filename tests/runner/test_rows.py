"""Documents that go on together, as rows: each fares as it would alone, and order is kept."""

from types import SimpleNamespace
from typing import Any

import pytest

from cleaner import Document, Drop, hookimpl
from cleaner.plugins import Plugins, load_plugins
from cleaner.testing import run_chain


class FirstOfKey:
    """Keeps the first document of each first word; fails on some words."""

    @hookimpl
    def begin(self) -> dict[str, str]:
        return {}

    @hookimpl
    def sketch(self, text: str) -> Any:
        if "unsketched" in text:
            raise ValueError("unsketched")
        return (lambda: None) if "unsent" in text else text.split()

    @hookimpl
    def admit(self, document: Document, sketch: list[str], memory: dict[str, str]) -> Drop | None:
        if "unadmitted" in sketch:
            raise ValueError("unadmitted")
        twin = memory.setdefault(sketch[0], document.id)
        return None if twin == document.id else Drop("same word", twin, 1.0)


class SecondOfKey(FirstOfKey):
    @hookimpl
    def sketch(self, text: str) -> list[str]:
        return text.split()[1:]


def with_steps(**steps: Any) -> Plugins:
    found = load_plugins()
    for name, step in steps.items():
        found.register(step, name, "a test")
    return found


def surrogate_in(text: str) -> str:
    return text.replace("SURROGATE", "\ud800")


def drops_unwanted(text: str) -> Drop | None:
    return Drop("unwanted") if "unwanted" in text else None


STEPS = {
    "surrogate": SimpleNamespace(clean=hookimpl(surrogate_in)),
    "unwanted": SimpleNamespace(clean=hookimpl(drops_unwanted)),
    "first": FirstOfKey(),
    "second": SecondOfKey(),
}


@pytest.mark.parametrize(
    ("texts", "kept", "rejected", "failed"),
    [
        pytest.param(["a 1", "b 2"], [0, 1], [], [], id="all are kept"),
        pytest.param(["a 1", "a 2", "b 3"], [0, 2], [1], [], id="one of the middle is dropped"),
        pytest.param(["a 1", "a 2", "a 3"], [0], [1, 2], [], id="the last ones are dropped"),
        pytest.param(["a 1", "b 1", "c 2"], [0, 2], [1], [], id="the second step drops one"),
        pytest.param(
            ["a 1", "a 2", "unwanted", "a 3", "b 4"],
            [0, 4],
            [1, 2, 3],
            [],
            id="one that an earlier step drops lies between",
        ),
        pytest.param(
            ["a 1", "b SURROGATE", "c 2", "a 3", "d SURROGATE"],
            [0, 2],
            [3],
            [1, 4],
            id="some cannot be written",
        ),
        pytest.param(
            ["a 1", "b unsketched", "c unsent", "d 2", "b 3"],
            [0, 3, 4],
            [],
            [1, 2],
            id="some have no sketch, and are no twins",
        ),
        pytest.param(["a 1", "b unadmitted", "c 2"], [0, 2], [], [1], id="one has no verdict"),
        pytest.param([], [], [], [], id="there are none"),
    ],
)
def test_each_fares_as_it_would_alone(
    texts: list[str], kept: list[int], rejected: list[int], failed: list[int]
) -> None:
    result = run_chain(texts, list(STEPS), plugins=with_steps(**STEPS))
    found = [
        [int(record["id"].partition(".")[0]) for record in records]
        for records in (result.kept, result.rejected, result.failed)
    ]
    assert found == [kept, rejected, failed]
    assert result.texts == [texts[number] for number in kept]
    assert [record["text"] for record in result.rejected] == [texts[one] for one in rejected]
    assert result.summary.adds_up
    assert result.summary.characters_out == sum(map(len, result.texts))


def test_a_writer_that_fails_on_one_costs_that_one() -> None:
    class Writer:
        is_lines = True

        def encode(self, record: dict[str, Any]) -> bytes:
            if "unwritten" in record["text"]:
                raise ValueError("unwritten")
            return b'{"text":"%s"}\n' % record["text"].encode()

        def append(self, output: Any, part: Any, ranges: Any) -> None:
            for start, end in ranges:
                part.seek(start)
                output.write(part.read(end - start))

    writes = SimpleNamespace(write=hookimpl(lambda target: Writer()))
    registered = with_steps(writes=writes, first=FirstOfKey())
    result = run_chain(["a 1", "b unwritten", "a 2", "c 3"], ["first"], plugins=registered)
    assert result.texts == ["a 1", "c 3"]
    assert [record["error"] for record in result.failed] == ["ValueError: unwritten"]
    assert [record["text"] for record in result.rejected] == ["a 2"]
