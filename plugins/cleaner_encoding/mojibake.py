r"""Text that was written in UTF-8 and read as something else: "Ã©" for "é".

The repair is ftfy's ``fix_encoding`` (Robyn Speer, https://ftfy.readthedocs.io). What is here
decides cheaply which lines it has to see, and takes back what it should not have done.
"""

from __future__ import annotations

import re

from cleaner_encoding.plausibility import Words

# Every sequence that ftfy takes for mojibake (its badness.BADNESS_RE) holds one of these:
# symbols, quotation marks and upper-case letters of the code pages that it knows.
_UPPER = "".join(each for each in map(chr, range(0xC0, 0x180)) if each.isupper())
TELLING = re.compile(
    f"[\x80-\x9f\u00a1-\u00ac\u00ae-\u00b3\u00b5\u00b6\u00b8-\u00bf×÷{_UPPER}œƒˆ-˝΄΅ЂўҐ"
    "‘\u201a-‥‰-⁏₠-\u20cf℀-⅏∀-⋿⌐◊\u2500-\u259f\uf8ff\ufffd]"
)
# Telling without another beyond ASCII beside them, where no letter follows.
ENDING = "ŒœÃÂ"
C1 = re.compile("[\x80-\x9f]")
_UNDEFINED = re.compile("[\x81\x8d\x8f\x90\x9d]")  # nothing in Windows-1252
# The class stands first, so that the expression skips to its members.
_SUSPECT = re.compile(
    f"{TELLING.pattern}(?:(?=[^\x00-\x7f])|(?<=[^\x00-\x7f].)"
    "|(?<=[Œœ])(?![A-Za-z])|(?<=[ÃÂ]) |(?<=[\x80-\x9f]))"
)
_REACH = 6  # longer is no sequence of BADNESS_RE
# What each character was as a byte, where the text was read as Latin-1 or Windows-1252.
_AS_BYTES = {
    ord(bytes([byte]).decode("cp1252", "replace")): byte
    for byte in (0x80, *range(0x82, 0x8D), 0x8E, *range(0x91, 0x9D), 0x9E, 0x9F)
}
_RUN = re.compile("[\x80-\xff]{3,}")
_WHOLE_WORD = re.compile(f"(?<![^\x00-\xff]){_RUN.pattern}(?![^\x00-\xff])")
_SEQUENCE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_FEW = 2
_LINE_END = re.compile("\x85(?! )")


def fix_mojibake(text: str) -> tuple[str, int]:
    """Undo wrong readings line by line; return the text and how many lines changed.

    >>> fix_mojibake("l\u2019AmÃ©lie")
    ('l’Amélie', 1)
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text, 0
    lines = text.split("\n")
    changed = 0
    for index, line in enumerate(lines):
        if line.isascii() or not _is_bad(line):
            continue
        fixed = _fix_line(line)
        if fixed != line:
            lines[index] = fixed
            changed += 1
    return ("\n".join(lines), changed) if changed else (text, 0)


def _is_bad(line: str) -> bool:
    """Say what ftfy's own test says, having looked at few places of the line only."""
    from ftfy.badness import BADNESS_RE  # noqa: PLC0415 (most text never needs ftfy)

    return any(
        BADNESS_RE.search(line, max(0, found.start() - _REACH), found.end() + _REACH)
        for found in _SUSPECT.finditer(line)
    )


def _fix_line(line: str) -> str:
    # NEL may end a line, as in text from mainframes; before a space or in bad company it is "…".
    if not _is_bad(_LINE_END.sub(" ", line)):
        return line
    import ftfy  # noqa: PLC0415 (most text never needs it)

    fixed = str(ftfy.fix_encoding(line, fix_c1_controls=False))
    if fixed != line and _is_legacy(line, fixed):
        return line
    if C1.search(line) and fixed == _as_windows(line):
        return _read_c1(line)  # it is all that ftfy did, and it asks nothing of the words
    return _read_c1(fixed) if C1.search(fixed) else fixed


def _is_legacy(line: str, fixed: str) -> bool:
    """Say whether a line is another encoding read as Latin-1 or Windows-1252.

    Words of its letters beyond ASCII alone are then UTF-8 here and there only, by chance; and
    most of them are left when that is undone.
    """
    words = _WHOLE_WORD.findall(line.translate(_AS_BYTES))
    valid = sum(len(found) for word in words for found in _SEQUENCE.findall(word))
    stray = sum(map(len, words)) - valid
    left = sum(map(len, _RUN.findall(fixed.translate(_AS_BYTES))))
    return stray > max(valid / 2, _FEW) and left * 2 > stray


def _read_c1(line: str) -> str:
    r"""Read C1 controls as Windows-1252, unless the line is another encoding read as Latin-1.

    >>> _read_c1("Don\x92t")
    'Don’t'
    """
    if _UNDEFINED.search(line):
        return line
    read = _as_windows(line)
    words = Words.of(read)
    is_foreign = any(map(str.isalpha, set(read) - set(line))) and words.foreign
    return line if is_foreign or words.bad * 10 > words.characters else read


def _as_windows(line: str) -> str:
    return C1.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), line)
