"""Encodings before Unicode: chardet's candidates, ranked by the words that they give."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaner_encoding.found import Found, Refused
from cleaner_encoding.plausibility import Words

# UTF-7 is ASCII to the eye, so prose about command lines is taken for it.
_NEVER = ("utf-7",)
_SAMPLE = 16_384
_WORDS = 4096
# Candidates below this share of the best one's confidence are not looked at.
_OUTSIDE = 0.2
_JOINS = 4.0
_FOREIGN = 1.0
_FOREIGN_ENOUGH = 0.05
_LAST_RESORT = "cp1252"
_LINE_BEYOND_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
# What reads all that the first reads, and more: taken where the first leaves control characters.
_WIDER = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_C1 = re.compile("[\x80-\x84\x86-\x9f]")


class Candidate(NamedTuple):
    """An encoding, chardet's confidence in it (0 to 1), and its score among the others."""

    name: str
    confidence: float
    score: float


def sample(data: bytes, size: int = _SAMPLE) -> bytes:
    """Return bytes that stand for all: whole lines beyond ASCII, from all over large data."""
    if len(data) <= size:
        return data
    parts = 8
    step = len(data) // parts
    pieces: list[bytes] = []
    for start in range(0, parts * step, step):
        window = data[start : start + step][: 1 << 20]
        taken = 0
        for match in _LINE_BEYOND_ASCII.finditer(window):
            # The window may begin and end within a character, but not within a line.
            if start and not match.start():
                continue
            pieces.append(match[0][: size // parts])
            taken += len(pieces[-1])
            if taken >= size // parts:
                break
    return b"".join(pieces) or data[:size]


def rank(data: bytes, prefer: Sequence[str] = ()) -> list[Candidate] | Refused:
    """Return the encodings that the bytes can be in, the best first."""
    import chardet  # noqa: PLC0415 (its models take 40 MB that text in UTF-8 never needs)

    # `prefer_superset` renames ISO-8859-5 to cp1251 and the like, which are no supersets.
    answers = chardet.detect_all(
        data,
        ignore_threshold=True,
        prefer_superset=False,
        compat_names=False,
        exclude_encodings=_NEVER,
    )
    if answers[0]["encoding"] is None:
        return Refused(f"binary: {answers[0]['mime_type'] or 'no text'}")
    floor = _OUTSIDE * answers[0]["confidence"]
    candidates = [
        _candidate(data, answer["encoding"], answer["confidence"])
        for answer in answers
        if answer["encoding"] and answer["confidence"] >= floor
    ]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _candidate(data: bytes, name: str, confidence: float) -> Candidate:
    words = Words(data[:_WORDS].decode(name, "replace").replace("\ufffd", "\x01"))
    foreign = min(words.foreign, _FOREIGN_ENOUGH) / _FOREIGN_ENOUGH
    score = math.log(confidence + 0.001) - _JOINS * words.joins - _FOREIGN * foreign
    return Candidate(name, confidence, score)


def by_statistics(data: bytes) -> Found | Refused:
    """Decode bytes of which nothing says the encoding."""
    candidates = rank(sample(data))
    if isinstance(candidates, Refused):
        return candidates
    for candidate in candidates:
        found = read(data, candidate)
        if found is not None:
            return found
    return Found(data.decode(_LAST_RESORT, "replace"), _LAST_RESORT, "last resort", 0.0)


def read(data: bytes, candidate: Candidate) -> Found | None:
    """Decode by one candidate, a cut last character aside; None where it does not fit."""
    for name in (candidate.name, _WIDER.get(candidate.name)):
        if name is None:
            continue
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            if error.start < len(data) - 4:
                continue
            text = data.decode(name, "replace")
            cut = {"cut character": 1}
            return Found(text, name, "statistics", candidate.confidence, cut)
        if name in _WIDER and _C1.search(text) and _decodes(data, _WIDER[name]):
            continue
        return Found(text, name, "statistics", candidate.confidence)
    return None


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True
