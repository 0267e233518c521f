"""Tell which lines of a document are copies of its title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from cleaner_titles.context import Surroundings
from cleaner_titles.fold import SEPARATORS, bare, fold, heads, width, without_accents, words
from cleaner_titles.page import without_page

VARIANTS = ("site", "cut", "page")
_WORD = re.compile(r"\w+")
_PART = re.compile(r"[|｜¦:：·•»«]|\s[-–—―/~]+\s|——|--|_")
_CUT_ENDS = frozenset("….])")
_ELLIPSIS = re.compile(r"\s*(?:\.{2,}|…+|\[(?:\.{3}|…)\]|\((?:\.{3}|…)\))$")
_CAPTION = re.compile(r"[^\W\d]+(?:\s[^\W\d]+){0,2}\s?[:：]\s*")
# The dots of a table of contents.
_LEADER = re.compile(r"(?:\.{3,}|…+|(?:\s\.){3,})\s*\d+$")
_ITEM = re.compile(r"(?:[-–—―•·‣▪●○+>]|\*|\(?\d{1,3}[.)]|[a-zA-Z][.)]|☐|☑|\[[ x]?\])\s")
_FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_PLAIN = {full: plain for plain, full in _FULL.items()}
# Headings that a work has under many of its parents.
_RECURRING = frozenset(
    [
        "notes",
        "note",
        "seealso",
        "references",
        "introduction",
        "summary",
        "contents",
        "conclusion",
        "conclusions",
        "abstract",
        "background",
        "example",
        "examples",
        "overview",
        "remarks",
        "sources",
        "bibliography",
        "links",
        "externallinks",
        "discussion",
        "results",
        "methods",
        "exercises",
        "answers",
        "questions",
        "solution",
        "appendix",
        "history",
        "usage",
        "installation",
        "options",
        "parameters",
        "returns",
        "warning",
        "caution",
        "tip",
        "important",
        "anmerkungen",
        "siehe",
        "sieheauch",
        "einleitung",
        "inhalt",
        "literatur",
        "zusammenfassung",
        "quellen",
        "notas",
        "introducción",
        "resumen",
        "véasetambién",
        "referencias",
        "remarques",
        "voiraussi",
        "références",
        "résumé",
        "sommaire",
        "примечания",
        "смтакже",
        "введение",
        "литература",
        "итоги",
        "содержание",
        "ссылки",
        "注",
        "注释",
        "参见",
        "参考文献",
        "引言",
        "总结",
        "目录",
        "小结",
        "はじめに",
        "まとめ",
        "脚注",
        "参考",
        "目次",
        "関連項目",
        "참고",
        "참고문헌",
        "서론",
        "결론",
        "ملاحظات",
        "مراجع",
        "مقدمة",
        "خاتمة",
        "انظرأيضا",
        "הערות",
        "מבוא",
        "סיכום",
        "σημειώσεις",
        "εισαγωγή",
        "टिप्पणियाँ",
        "संदर्भ",
        "भूमिका",
        "सारांश",
    ]
)


REPEATED = "title repeated"
NUMBERED = "title with page number"
CUT = "title cut short"
OTHER_SITE = "title with other site name"


@dataclass(frozen=True)
class Limits:
    """How near a copy must be to the title, and where it is looked for."""

    variants: tuple[str, ...] = VARIANTS
    similarity: float = 1.0
    narrowest: int = 8
    reach: int | None = None


class Title:
    """A title and what its copies are told by: folded, whole and without the name of a site."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.bare = bare(line)

    @cached_property
    def key(self) -> str:
        """The letters and digits of the title."""
        return fold(self.bare)

    @cached_property
    def heads(self) -> set[str]:
        """The title proper, folded, as often as there is a way to part it from a site."""
        return heads(self.bare)

    def candidates(self, lines: list[str]) -> list[int]:
        """Return the lines that can be copies, by their length and a word that all copies have."""
        limit = 2 * len(self.line) + 60
        short = [index for index, line in enumerate(lines) if 3 < len(line) <= limit]
        if len(short) < 2:
            return short
        text = "\n".join([lines[index] for index in short])
        found: set[int] = set()
        for form in self._forms(text.isascii()):
            at, number = text.find(form), 0
            seen = 0
            while at >= 0:
                number += text.count("\n", seen, at)
                found.add(short[number])
                seen = at
                below = text.find("\n", at)
                at = text.find(form, below) if below >= 0 else -1
        return sorted(found)

    def _forms(self, ascii_only: bool) -> list[str]:
        """Return words that copies have, in all the ways that they can be written.

        One is taken of the front of each part that a copy may consist of, without its first
        letter: as it is, in small letters, in capitals, in full width and plain.
        """
        line = self.bare
        parts = [line] if SEPARATORS.isdisjoint(line) else _PART.split(line)
        forms: dict[str, None] = {}
        for part in parts:
            front = part[: max(6, len(part) * 2 // 5)]
            words = [word for word in front.split() if word.isalnum()] or _WORD.findall(front)
            word = max(words, key=len, default="")
            if word:
                word = (word[1:] or word) if word.isascii() else word[:2]
                forms |= {word: None, word.lower(): None, word.upper(): None}
                if len(word) == 2:
                    forms[word.capitalize()] = None
        if not all(map(str.isascii, forms)):
            forms |= dict.fromkeys([without_accents(form) for form in forms])
        if not ascii_only:
            forms |= dict.fromkeys([form.translate(_FULL) for form in forms])
            forms |= dict.fromkeys([form.translate(_PLAIN) for form in forms])
        return list(forms)


def matches(lines: list[str], title: Title, limits: Limits) -> dict[int, str]:
    """Return the lines that show the title, wherever they stand, each with how."""
    candidates = title.candidates(lines)
    if len(candidates) == 1 and lines[candidates[0]] == title.line:
        return {candidates[0]: REPEATED}
    known: dict[str, str] = {}
    matched: dict[int, str] = {}
    for index in candidates:
        line = lines[index]
        if line not in known:
            known[line] = kind_of_copy(line, title, limits)
        if known[line]:
            matched[index] = known[line]
    return matched


def find_copies(lines: list[str], title: Title, limits: Limits) -> tuple[int, dict[int, str]]:
    """Return the line that keeps the title (-1: none), and the reason of each copy that can go."""
    matched = matches(lines, title, limits)
    # The text keeps the first showing of the title: as it is if it has that, or else a copy.
    exact = (index for index in matched if lines[index] == title.line)
    whole = (index for index, reason in matched.items() if reason == REPEATED)
    first = next(exact, next(whole, min(matched, default=-1)))
    matched.pop(first, None)
    if not matched:
        return first, {}
    around = Surroundings(lines, {first, *matched})
    short = title.key in _RECURRING or width(title.bare) < limits.narrowest
    last = first if short else len(lines) if limits.reach is None else first + limits.reach
    found = {}
    for index, reason in matched.items():
        if around.leads(first, index):
            allowed = around.lead_can_go(first, index)
        else:
            # Below a marked title, a lower heading of its name opens a section.
            section = title.line[0] == "#" and lines[index].startswith("##")
            near = first < index <= last and not section
            allowed = near and around.scattered_can_go(index, reason == NUMBERED)
        if allowed:
            found[index] = reason
    return first, _weed_numbers(lines, title, found)


def kind_of_copy(line: str, title: Title, limits: Limits) -> str:
    """Return the reason why a line is a copy of the title; empty where it is none.

    >>> kind_of_copy("THE OLD MILL – page 3", Title("The old mill"), Limits())
    'title with page number'
    """
    if line == title.line:
        return REPEATED
    core = bare(line)
    key = fold(core)
    if key == title.key or (limits.similarity < 1 and _similar(key, title.key, limits.similarity)):
        reason = REPEATED
    else:
        reason = _variant(core, key, title, limits.variants)
    return "" if _ITEM.match(line) and not _ITEM.match(title.line) else reason


def _variant(core: str, key: str, title: Title, variants: tuple[str, ...]) -> str:
    """Return how a line that is not the title itself shows it; empty where it does not."""
    if "cut" in variants and core[-1:] in _CUT_ENDS and _is_cut(core, title):
        return CUT
    wholes = [whole for whole in (title.key, *title.heads) if whole and whole in key]
    if not wholes:
        return ""
    paged = "page" in variants and any(map(str.isdigit, key))
    if paged and any(fold(part) in wholes for part in without_page(core)):
        return "" if _LEADER.search(core) else NUMBERED
    # What stands before a colon names a site, or says that this is a caption.
    other_site = (
        key in wholes
        or (title.key in wholes and title.key in heads(core))
        or fold(_CAPTION.sub("", core)) in wholes
    )
    return OTHER_SITE if other_site and "site" in variants else ""


def _is_cut(core: str, title: Title) -> bool:
    """Say whether an ellipsis ends a line that begins as the title does."""
    cut = _ELLIPSIS.search(core)
    if cut is None:
        return False
    key = fold(core[: cut.start()])
    if width(key) < 8 or words(core) < 2:
        return False
    wholes = (title.key, *title.heads)
    return any(whole.startswith(key) and len(key) * 10 >= len(whole) * 3 for whole in wholes)


def _similar(one: str, two: str, least: float) -> bool:
    """Compare letters; digits must be the same, or the third part is a copy of the second."""
    if _digits(one) != _digits(two):
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.ratio() >= least


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _weed_numbers(lines: list[str], title: Title, found: dict[int, str]) -> dict[int, str]:
    """Leave alone what may be a numbered heading: a short title or a year, and a bare number."""
    numbered = [index for index, reason in found.items() if reason == NUMBERED]
    if not numbered or (words(title.bare) >= 3 or width(title.bare) >= 16):
        doubtful = [index for index in numbered if re.search(r"\b(?:19|20)\d\d$", lines[index])]
    else:
        doubtful = [index for index in numbered if re.fullmatch(r"[^\W\d].*?\s\d+", lines[index])]
    if len(doubtful) > 2 and len(numbered) == len(doubtful):
        return {index: reason for index, reason in found.items() if index not in doubtful}
    weeded = set(doubtful) if len(doubtful) == len(numbered) else set()
    return {index: reason for index, reason in found.items() if index not in weeded}
