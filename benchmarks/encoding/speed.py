"""How long decoding and repairing take: processor time, beside the peers."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import corpora
from bars import Bar, table
from environments import DETECTORS, FTFY, OURS, ask
from languages import Language, languages

_KB, _TEN_KB, _MB = 1_000, 10_000, 1_000_000
_SCANNED = 300_000
_UTF8 = ("fr", "pl", "ru", "ar", "zh-Hans", "ja")
_LEGACY = (
    ("fr", "cp1252"), ("pl", "iso8859-2"), ("ru", "cp1251"), ("el", "cp1253"),
    ("zh-Hans", "gb18030"), ("ja", "cp932"),
)  # fmt: skip
_PLAIN = b"The old mill at the river turns again, and nobody knows why. " * 20_000
_MICRO = 1e6

Times = dict[str, dict[str, float]]


def speed(seed: int) -> list[Bar]:
    """Print times; return what they have to be."""
    by_code = {language.code: language for language in languages()}
    dice = random.Random(seed)
    return [
        *_decoding(by_code, dice),
        *_scanning(by_code, dice),
    ]


def _sample(language: Language, encoding: str, dice: random.Random, size: int) -> bytes:
    """Return text of a language, cut behind a whole character."""
    data = corpora.paragraphs(language, encoding, dice, size).encode(encoding)[:size]
    return data.decode(encoding, "ignore").encode(encoding)


def _decoding(by_code: dict[str, Language], dice: random.Random) -> list[Bar]:
    unicode: dict[int, list[str]] = {}
    samples: dict[str, bytes] = {}
    for size in (_KB, _TEN_KB, _MB):
        samples[f"ASCII {size:,} B"] = _PLAIN[:size]
        for code in _UTF8:
            samples[f"UTF-8 {code} {size:,} B"] = _sample(by_code[code], "utf-8", dice, size)
        unicode[size] = [name for name in samples if name.endswith(f" {size:,} B")]
    legacy = []
    for code, encoding in _LEGACY:
        legacy.append(f"{encoding} {code} {_TEN_KB:,} B")
        samples[legacy[-1]] = _sample(by_code[code], encoding, dice, _TEN_KB)
    times = {name: ask(name, "decode-time", samples) for name in DETECTORS}
    print("\n## Time to decode, µs\n")
    _print(times, {name: lambda s: f"{s * _MICRO:.1f}" for name in samples})
    return [
        _at_most("UTF-8/ASCII 1 kB, slowest, µs", times, unicode[_KB], 4),
        _at_most("UTF-8/ASCII 10 kB, slowest, µs", times, unicode[_TEN_KB], 15),
        _at_least("UTF-8/ASCII 1 MB, slowest, MB/s", times, dict.fromkeys(unicode[_MB], _MB), 700),
        _at_most("legacy 10 kB, slowest, µs", times, legacy, 3000),
    ]


def _scanning(by_code: dict[str, Language], dice: random.Random) -> list[Bar]:
    texts = {"ASCII": _PLAIN.decode()[:_SCANNED]}
    codes = ("fr", "pl", "vi", "ru", "el", "ar", "he", "th", "ko", "ja", "zh-Hans")
    texts |= {code: _sample(by_code[code], "utf-8", dice, _SCANNED).decode() for code in codes}
    sizes = {name: len(text.encode()) for name, text in texts.items()}
    scan = {name: ask(name, "mojibake-time", texts) for name in (OURS, FTFY)}
    repairs = {OURS: ask(OURS, "repair-time", texts)}
    print("\n## Clean text, MB/s of UTF-8\n")
    columns = (scan[OURS], scan[FTFY], repairs[OURS])
    lines = [
        (name, *(f"{size / column[name] / _MICRO:.0f}" for column in columns))
        for name, size in sizes.items()
    ]
    print(table(("", "mojibake: cleaner", "mojibake: ftfy", "all repairs: cleaner"), lines))
    others = {name: size for name, size in sizes.items() if name != "ASCII"}
    return [
        _at_least("mojibake scan, ASCII, MB/s", scan, {"ASCII": sizes["ASCII"]}, 300),
        _at_least("mojibake scan, slowest other, MB/s", scan, others, 50),
        _at_least("all default repairs of clean text, slowest, MB/s", repairs, sizes, 50),
    ]


def _print(times: Times, shows: dict[str, Callable[[float], str]]) -> None:
    lines = [(row, *(show(each[row]) for each in times.values())) for row, show in shows.items()]
    print(table(("", *times), lines))


def _at_most(what: str, times: Times, rows: list[str], most: float) -> Bar:
    slowest = {name: _MICRO * max(each[row] for row in rows) for name, each in times.items()}
    return _bar(what, slowest, most, min, slowest[OURS] <= most)


def _at_least(what: str, times: Times, sizes: dict[str, int], least: float) -> Bar:
    slowest = {
        name: min(size / each[row] / _MICRO for row, size in sizes.items())
        for name, each in times.items()
    }
    return _bar(what, slowest, least, max, slowest[OURS] >= least)


def _bar(
    what: str, figures: dict[str, float], bar: float, best_of: Callable[..., Any], reached: bool
) -> Bar:
    peers = [(figure, name) for name, figure in figures.items() if name != OURS]
    best = "-"
    if peers:
        figure, name = best_of(peers)
        best = f"{figure:.3g} ({name})"
    return Bar(what, best, f"{figures[OURS]:.3g}", f"{bar:g}", reached)
