"""Zstandard, by the library and by what the standard library has: frames, and dictionaries."""

import random
from typing import Any

import pytest
import zstandard
from backports import zstd

LINES = b"".join(b'{"text": "Line %d of the salt works."}\n' % n for n in range(3))
TEXTS = [f"Line {n} of the salt works." for n in range(3)]
HALVES = [zstandard.compress(LINES[:50]), zstandard.compress(LINES[50:])]


def skippable(data: bytes, kind: int = 0) -> bytes:
    return (0x184D2A50 + kind).to_bytes(4, "little") + len(data).to_bytes(4, "little") + data


def trained() -> zstandard.ZstdCompressionDict:
    numbers = random.Random(1)
    words = ["salt", "works", "open", "pan", "rake", "dawn", "text", "line", "sea", "barrow"]
    samples = [" ".join(numbers.choices(words, k=40)).encode() for _ in range(2000)]
    return zstandard.train_dictionary(2000, samples)


DICTIONARY = trained()
PRESSED = zstandard.ZstdCompressor(dict_data=DICTIONARY).compress(LINES)
FRAMES = {
    "several frames": b"".join(HALVES),
    "a leading skippable frame": skippable(b"note") + b"".join(HALVES),
    "skippable frames between and behind": skippable(b"", 3).join(HALVES) + skippable(b"x" * 10**5),
    "one that is empty": zstandard.compress(b"") + b"".join(HALVES),
    "a dictionary": skippable(DICTIONARY.as_bytes(), 13) + PRESSED,
    "a dictionary that is compressed": skippable(zstandard.compress(DICTIONARY.as_bytes()), 13)
    + PRESSED,
    "zeros that pad the end": b"".join(HALVES) + bytes(600),
}


@pytest.fixture(params=["zstandard", "compression.zstd"], autouse=True)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read by one of them; the other is not to be had."""
    chosen = request.param
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    monkeypatch.setitem(__import__("sys").modules, "compression.zstd", None)
    module = zstandard if chosen == "zstandard" else zstd
    monkeypatch.setitem(__import__("sys").modules, chosen, module)
    return str(chosen)


@pytest.mark.parametrize("kind", FRAMES)
def test_frames(read: Any, kind: str) -> None:
    found = read("a.jsonl.zst", FRAMES[kind])
    assert (list(found.texts.values()), found.failed) == (TEXTS, {})


@pytest.mark.parametrize("kind", FRAMES)
def test_a_cut_is_told_or_falls_between_frames(read: Any, kind: str) -> None:
    for size in range(4, min(len(FRAMES[kind]), 160), 7):
        found = read("a.txt.zst", FRAMES[kind][:size])
        (text,) = found.texts.values() or [""]
        assert LINES.decode().startswith(text)
        told = " ".join(found.failed.values())
        assert told or not text or text == LINES[:50].decode() or text == LINES.decode()


def test_a_dictionary_that_is_not_there(read: Any) -> None:
    found = read("a.txt.zst", PRESSED)
    assert found.kept == []
    assert found.failed == {
        "a.txt.zst": "zstandard: its data is damaged"
        " (it was compressed with a dictionary that is not in it)"
    }


def test_a_dictionary_that_is_too_large_or_cut(read: Any) -> None:
    large = (0x184D2A5D).to_bytes(4, "little") + (1 << 30).to_bytes(4, "little") + bytes(100)
    assert "dictionary is larger than" in read("a.txt.zst", large).failed["a.txt.zst"]
    cut = skippable(DICTIONARY.as_bytes(), 13)[:900]
    assert "ends too early" in read("a.txt.zst", cut).failed["a.txt.zst"]


def test_a_window_that_takes_too_much_memory_is_refused(read: Any) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=28, format=0, enable_ldm=True)
    press = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    data = press.compress(bytes(range(256)) * 100) + press.flush()
    found = read("a.txt.zst", data)
    assert found.kept == []
    assert "its data is damaged" in found.failed["a.txt.zst"]


def test_a_bomb_is_refused(read: Any) -> None:
    found = read("a.txt.zst", zstandard.compress(bytes(20_000_000)))
    assert "inflates to more than 500 times its size" in " ".join(found.failed.values())
