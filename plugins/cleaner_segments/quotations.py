"""Tell a quotation that a sentence ends with from one that the sentence goes on behind."""

from __future__ import annotations

import regex

# What goes on with a sentence behind a quotation: a Japanese particle, or, in scripts without
# capitals to tell it by, a few words that say who spoke.
_GOES_ON = regex.compile(
    r"[とがはをにもへのでやって的、，]"
    r"|[^。！？，\s\p{Hiragana}\p{Katakana}]{0,5}?[说說道問问喊叫答笑][^一“「\p{Hiragana}]"
    r"|[^。！？，\s\p{Hiragana}\p{Katakana}]{1,8}[着著道][。，：]"
    r"|(?:\p{Devanagari}+ ){0,3}(?:कह|पूछ|बोल|चिल्ला)|(?:\p{Bengali}+ ){0,3}(?:বল|জিজ্ঞাসা|জিজ্ঞেস|উত্তর)"
    r"|و?(?:قال|سأل|صاح|أجاب|هتف|همس|صرخ|رد)"
    r"|(?:[\p{Arabic}\u200c]+ ){0,3}(?:پرسید|گفت|فریاد|پاسخ|کہا|پوچھا|بولا|بولی)"
    r"|(?:אמר|שאל|ענה|צעק|לחש)|\p{Thai}{0,8}(?:ถาม|พูด|ตอบ|กล่าว|บอก|ร้อง)"
    r"|(?:\p{Hangul}+ ){0,2}(?:물었|말했|외쳤|답했|대답|속삭|소리)"
)
_CLOSING = regex.compile(r"[\p{Pe}\p{Pf}\"'’]")
_OPENED_BY = {"”": "“„”", "’": "‘", "»": "«»", "」": "「", "』": "『", "“": "„", '"': '"', "«": "»"}
_LONGEST = 400  # characters of a quotation whose beginning is sought
# What says that a quotation follows; who speaks has been told then.
_INTRODUCES = regex.compile(r"(?r)(?:[,:：，،]|ว่า|\bकि|\bکه)\s*")


def goes_on(text: str, start: int, end: int) -> bool:
    """Return whether a sentence goes on at ``end``, ``text[start:end]`` closing a quotation."""
    return bool(_GOES_ON.match(text, end)) and not _is_introduced(text, start, end)


def _is_introduced(text: str, start: int, end: int) -> bool:
    """Return whether a comma, a colon or "that" precedes what ``text[start:end]`` closes."""
    mark = _CLOSING.search(text, start, end)
    if not mark:
        return False
    closed = mark.start()
    farthest = max(0, closed - _LONGEST)
    opened = max(text.rfind(one, farthest, closed) for one in _OPENED_BY.get(mark[0], mark[0]))
    return opened > 0 and _INTRODUCES.match(text, max(0, opened - 8), opened) is not None
