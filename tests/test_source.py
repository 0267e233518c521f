"""What a source says of itself."""

import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner import Source
from cleaner.runner.outcome import Task
from cleaner.runner.process import _pack, _unpack


@given(st.text("ab./\\ É", max_size=12))
@example("a.tar.gz")
@example("folder.d/name")
@example(".hidden")
@example("a/..b")
def test_the_suffix_is_what_the_standard_library_finds(path: str) -> None:
    assert Source(path, "n").suffix == os.path.splitext(path)[1].lower()


@pytest.mark.parametrize("path", ["plain.txt", "no unicode \udcff.txt"])
def test_a_task_comes_over_to_a_worker_whole(path: str) -> None:
    task = Task(3, (Source(path, "n", size=5, data=b"bytes\xff"), Source("b", "m", end=7)))
    assert _unpack(_pack(task)) == task
