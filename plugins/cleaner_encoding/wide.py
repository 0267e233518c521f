"""UTF-16 and UTF-32 without a mark: told by how plausible each reading is."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from functools import cache

from cleaner_encoding.east_asian import is_common
from cleaner_encoding.found import Found

_SAMPLE = 4096
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_GOOD = 0.85
_FEW = 0.02
# A few bytes of anything are some letters; so short a text must be ASCII.
_SHORT = 8
_IDEOGRAPHS = 0x34
_NULS = re.compile("\x00+$")


def by_width(data: bytes) -> Found | None:
    """Decode UTF-16 or UTF-32, either byte order, where that gives text and no other reading can.

    The share of control bytes, or a half of the bytes that hardly varies, is the reason to look.
    """
    sample = data[:_SAMPLE]
    if len(sample) < 4 or not _worth_a_look(sample):
        return None
    readings = [(_plausible(sample, name), name) for name in _candidates(data)]
    score, name = max(readings, default=(0.0, ""))
    if score < _GOOD:
        return None
    text = data.decode(name, "replace")
    return Found(text, name, "width", round(score, 3), _damage(data, text, name))


def _damage(data: bytes, text: str, name: str) -> dict[str, int]:
    """Count what could not be read: halves of surrogate pairs, and a cut at the end."""
    try:
        data.decode(name)
    except UnicodeDecodeError:
        decoder = codecs.getincrementaldecoder(name)("ignore")
        # What the author wrote as U+FFFD has lost nothing here.
        whole = decoder.decode(data).count("\ufffd")
        # What it waits for the rest of is cut.
        cut = int(bool(decoder.getstate()[0]))
        counts = {"cut character": cut, "unreadable character": text.count("\ufffd") - whole - cut}
        return {kind: count for kind, count in counts.items() if count > 0}
    return {}


def _candidates(data: bytes) -> list[str]:
    names = ["utf-16-le", "utf-16-be"]
    if len(data) % 4 == 0 and 0 in data[:4]:
        names += ["utf-32-le", "utf-32-be"]
    return names


def _worth_a_look(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls >= _FEW * len(sample):
        return True
    return len(sample) > 16 and any(_one_block(sample[half::2]) for half in (0, 1))


def _one_block(bytes_: bytes) -> bool:
    """Say whether these are the high bytes of a script: few, and of its block of code points.

    Blocks of letters lie below 3400; what repeats above is a lead byte of Shift JIS or EUC.
    """
    high = [each for each in set(bytes_) if each < _IDEOGRAPHS and each not in b"\t\n\r "]
    most = max(map(bytes_.count, high), default=0)
    if most * 3 <= len(bytes_):
        return False
    return most == max(map(bytes_.count, set(bytes_)))


def _plausible(sample: bytes, name: str) -> float:
    """Return how much of a reading is text of few scripts, from 0 to 1."""
    unit = 4 if "32" in name else 2
    text = sample[: len(sample) // unit * unit].decode(name, "replace")
    text = _NULS.sub("", text)
    if not text:
        return 0.0
    if len(text) < _SHORT and not text.isascii():
        return 0.0
    kinds = Counter(_kind(character) for character in text)
    scripts = Counter({kind: count for kind, count in kinds.items() if kind not in _COMMON})
    # Japanese takes three scripts, any language may cite Latin words; more are chance.
    main = sum(count for _, count in scripts.most_common(2))
    # Symbols beyond ASCII come with letters; those of ASCII may be all there is, as in a table.
    return (main + kinds["ascii"] + min(kinds["common"], 2 * main + 8)) / len(text)


_COMMON = ("common", "ascii", "bad")
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "IDEOGRAPHIC", "BOPOMOFO")


@cache
def _kind(character: str) -> str:
    """Return the script of a letter, or what else a character is."""
    if character in "\t\n\r\f\x1b" or (character.isascii() and character.isprintable()):
        return "LATIN" if character.isalpha() else "ascii"
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co", "Cs") or character == "\ufffd":
        return "bad"
    if category[0] in "LM":
        script = unicodedata.name(character, "OTHER").split(" ", 1)[0].split("-", 1)[0]
        if script in _EAST_ASIAN:
            return "EAST ASIAN" if is_common(character) else "bad"
        return script
    return "common"
