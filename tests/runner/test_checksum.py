"""The checksum is zlib's, whoever computes it."""

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.runner import checksum

DATA = random.Random(3).randbytes(20_000)


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 2**32 - 1))
def test_any_bytes_and_any_beginning(start: int, length: int, value: int) -> None:
    data = DATA[start : start + length]
    assert checksum.crc32(data, value) == zlib.crc32(data, value)
    assert checksum.crc32(memoryview(data), value) == zlib.crc32(data, value)


@pytest.mark.parametrize("cut", [1, 63, 64, 100, 4096, 10_001])
def test_it_can_be_carried_on(cut: int) -> None:
    assert checksum.crc32(DATA[cut:], checksum.crc32(DATA[:cut])) == zlib.crc32(DATA)


def test_without_compiled_code_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    before = checksum.crc32(DATA)
    monkeypatch.setattr(checksum, "_compiled", lambda: None)
    assert checksum.crc32(DATA) == before
