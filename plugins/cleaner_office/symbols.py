"""The characters of fonts that have signs in the places of letters, as Word inserts them.

Symbol is as in Adobe's table (unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt); of Wingdings
there is what has a character that looks alike.
"""

from __future__ import annotations

UNKNOWN = "\ufffd"
# Word shifts the places of such fonts into the area for private use.
_SHIFT = 0xF000
_SYMBOL = {
    **{code: chr(code) for code in b" !#%&()+,./0123456789:;<=>?[]_{|}"},
    **dict(
        zip(
            b"\"$'*-@ABCDEFGHIJKLMNOPQRSTUVWXYZ\\^`abcdefghijklmnopqrstuvwxyz~",
            "∀∃∋∗−≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ∴⊥‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ∼",
            strict=True,
        )
    ),
    **dict(
        enumerate(
            "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
            0xA0,
        )
    ),
    **dict(enumerate("〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭", 0xF1)),
}
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x45: "☜", 0x46: "☞", 0x4A: "☺", 0x4B: "😐",
    0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x76: "❖", 0x9F: "•",
    0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def character(font: str, code: str) -> str:
    """Return the character that a font has at a place; ``UNKNOWN`` where that is not known.

    >>> character("Symbol", "F061"), character("Wingdings", "F0FC"), character("Arial", "2022")
    ('α', '✓', '•')
    """
    try:
        place = int(code, 16)
    except ValueError:
        return UNKNOWN
    known = _FONTS.get(font.lower())
    if known is not None:
        return known.get(place - _SHIFT if place >= _SHIFT else place, UNKNOWN)
    is_private = 0xE000 <= place < 0xF900
    is_character = 0x20 <= place < 0xD800 or 0xF900 <= place < 0x110000
    return chr(place) if is_character and not is_private else UNKNOWN
