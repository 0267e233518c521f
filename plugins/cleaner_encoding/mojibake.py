"""Text that was written in UTF-8 and read as something else: "Ã©" for "é"."""

from __future__ import annotations


def fix_line(line: str) -> str:
    """Undo the wrong reading of one line, as often as it was made.

    >>> fix_line("l\u2019AmÃ©lie")
    'l’Amélie'
    """
    if line.isascii():
        return line
    import ftfy  # noqa: PLC0415 (only text beyond ASCII needs it)

    return str(ftfy.fix_encoding(line))


def fix_mojibake(text: str) -> tuple[str, int]:
    """Undo wrong readings line by line; return the text and how many lines changed."""
    if text.isascii():
        return text, 0
    lines = text.splitlines(keepends=True)
    fixed = [fix_line(line) for line in lines]
    changed = sum(old != new for old, new in zip(lines, fixed, strict=True))
    return ("".join(fixed), changed) if changed else (text, 0)
