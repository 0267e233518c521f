"""Counting line feeds by the kernel: as many as Python counts, whatever the length."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner_jsonl import feeds

# What is counted side by side, and how often before sums are drawn.
ROUND = 64 * 255


@given(st.binary(max_size=300), st.integers(0, 300))
def test_short_ones(data: bytes, length: int) -> None:
    length = min(length, len(data))
    assert feeds.count(data, length) == data.count(b"\n", 0, length)
    assert feeds.count(bytearray(data), length) == data.count(b"\n", 0, length)


@pytest.mark.parametrize("around", [64, ROUND, 2 * ROUND])
@pytest.mark.parametrize("more", [-1, 0, 1, 63, 65])
@pytest.mark.parametrize("alphabet", [b"\n", b"\n\x0b\x8a\xff", b"\n" + bytes(range(64, 96))])
def test_around_the_ends_of_rounds(around: int, more: int, alphabet: bytes) -> None:
    size = around + more
    data = bytes(random.Random(size).choices(alphabet, k=size)) + b"\n\n"
    assert feeds.count(data, size) == data.count(b"\n", 0, size)


def test_without_a_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_kernel", lambda: None)
    assert feeds.count(bytearray(b"\n\n\n"), 2) == 2
