"""Encodings before Unicode: chardet's candidates, ranked by the words that they give."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from cleaner_encoding.binary import control_share
from cleaner_encoding.east_asian import east_asian
from cleaner_encoding.force import by_force
from cleaner_encoding.found import Found, Refused
from cleaner_encoding.likelihood import Sample
from cleaner_encoding.options import python_name
from cleaner_encoding.prevalence import prevalence
from cleaner_encoding.sampling import lines_beyond_ascii
from cleaner_encoding.single_bytes import single_bytes
from cleaner_encoding.strictly import strictly

# UTF-7 is ASCII to the eye, so prose about command lines is taken for it.
_NEVER = ("utf-7",)
# Chardet asks for a few lines; pairs of letters are cheap to count, and rare letters tell most.
_SAMPLE = 4096
_LONG_SAMPLE = 1 << 14
# Candidates below this share of the best one's confidence are not looked at.
_OUTSIDE = 0.2
# A preferred encoding wins against one that is likelier by no more than this, in nats.
_ABOUT_AS_WELL = 6.0
# Below this confidence chardet has no idea.
_UNSURE = 0.05
_HEAD = 64
# Of one byte nothing can be said.
_LEAST = 2
# Of a few words statistics know little: what most such text is in is that much likelier, in nats.
_A_FEW_WORDS = 16
_PREVALENT = "cp1252"
_LIKELIER = 4.0
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
_DECLARING_WORDS = (b"charset", b"coding")
_DECLARING = re.compile(rb"(?:charset|coding)\s*[=:]", re.IGNORECASE)
_C1 = re.compile("[\x80-\x9f]")


class Candidate(NamedTuple):
    """An encoding, chardet's confidence in it (0 to 1), and its score in nats, 0 at the most."""

    name: str
    confidence: float
    score: float


def rank(data: bytes, prefer: Sequence[str] = ()) -> list[Candidate] | Refused:
    """Return the encodings that the bytes can be in, the best first; none where nothing fits."""
    few = data[:_SAMPLE] if data.isascii() else lines_beyond_ascii(data, _SAMPLE)
    if len(data) < _LEAST:
        return []
    confidences = _ask(few)
    if isinstance(confidences, Refused):
        return confidences
    best = max(confidences.values(), default=0.0)
    if best < _UNSURE:
        confidences |= dict.fromkeys(east_asian(few), _UNSURE)
    least = _OUTSIDE * best
    near = {name: each for name, each in confidences.items() if each >= least}
    near.setdefault(_PREVALENT, least)
    # Of characters of several bytes, few tell as much, and each costs more to weigh.
    several = any(single_bytes(name) is None for name in near)
    candidates = _weigh(few if several else data, near)
    close = candidates[0].score - _ABOUT_AS_WELL if candidates else 0.0
    preferred = [each for each in candidates if each.name in prefer and each.score >= close]
    preferred.sort(key=lambda candidate: prefer.index(candidate.name))
    return preferred + [each for each in candidates if each not in preferred]


def _ask(data: bytes) -> dict[str, float] | Refused:
    """Return chardet's confidence in each encoding, the best first."""
    import chardet  # noqa: PLC0415 (its models take 40 MB that text in UTF-8 never needs)

    # `prefer_superset` renames ISO-8859-5 to cp1251 and the like, which are no supersets. Where
    # nothing fits it answers UTF-8, which it cannot be.
    answers = chardet.detect_all(
        data,
        ignore_threshold=True,
        prefer_superset=False,
        compat_names=False,
        exclude_encodings=_NEVER,
        no_match_encoding="utf-8",
    )
    if answers[0]["encoding"] is None:
        return Refused(f"binary: {answers[0]['mime_type'] or 'no text'}")
    return {
        answer["encoding"]: answer["confidence"]
        for answer in answers
        if answer["encoding"] not in (None, "utf-8") and answer["confidence"] > 0
    }


def _weigh(data: bytes, confidences: Mapping[str, float]) -> list[Candidate]:
    """Return the candidates with their scores, the best first.

    The score is the logarithm of the probability of the text, of chardet's confidence, which has
    seen other texts, and of how common the encoding is.
    """
    costs = Sample(data).costs(confidences)
    added = {_PREVALENT: _LIKELIER} if len(data) <= _A_FEW_WORDS else {}
    candidates = [
        Candidate(
            name,
            each,
            math.log(each + 0.001) + prevalence(name) + added.get(name, 0.0) - costs[name],
        )
        for name, each in confidences.items()
    ]
    return sorted(candidates, key=lambda candidate: -candidate.score)


def by_statistics(
    data: bytes, prefer: Sequence[str] = (), fallback: str = "cp1252"
) -> Found | Refused:
    """Decode bytes of which nothing says the encoding."""
    media = _media_type(data)
    if media is not None:
        return Refused(f"binary: {media}")
    # Chardet would believe a declaration, which was found not to fit.
    sample = lines_beyond_ascii(data, _LONG_SAMPLE)
    lower = sample.lower()
    if any(
        word in lower for word in _DECLARING_WORDS
    ):  # which few texts hold: in a tenth of the time
        sample = _DECLARING.sub(b"", sample)
    ranked = rank(sample, tuple(map(python_name, prefer)))
    if isinstance(ranked, Refused):
        return ranked
    second_best: Found | None = None
    for candidate in ranked:
        found = read(data, candidate)
        if found is None:
            continue
        found = replace(found, candidates=_named(ranked))
        # No file of ISO 8859 has control characters where Windows has letters and quotes.
        if not (candidate.name.startswith("iso8859") and _C1.search(found.text)):
            return found
        second_best = second_best or found
    return second_best or replace(by_force(data, fallback), how="last resort", confidence=0.0)


def _media_type(data: bytes) -> str | None:
    """Return what chardet takes large data for by its first bytes, which the sample leaves out."""
    # Only media files have control characters there, and chardet takes a while to say so.
    if len(data) <= _SAMPLE or not control_share(data[:_HEAD]):
        return None
    import chardet  # noqa: PLC0415 (as above)

    answer = chardet.detect(
        data[:_HEAD],
        prefer_superset=False,
        include_encodings=("ascii",),
        no_match_encoding="ascii",
    )
    known = answer["encoding"] is None and answer["mime_type"] != "application/octet-stream"
    return answer["mime_type"] if known else None


def _named(ranked: Sequence[Candidate]) -> str:
    """Return the best candidates for a person to choose from."""
    return ", ".join(f"{each.name} ({each.confidence:.2f})" for each in ranked[:3])


def read(data: bytes, candidate: Candidate) -> Found | None:
    """Decode by one candidate, a cut last character aside; None where it does not fit."""
    wider = _WIDER.get(candidate.name)
    for name in filter(None, (candidate.name, wider)):
        decoded = strictly(data, name)
        if decoded is None:
            continue
        text, repairs = decoded
        if name != wider and wider and _C1.search(text) and strictly(data, wider):
            continue
        return Found(text, name, "statistics", candidate.confidence, repairs)
    return None
