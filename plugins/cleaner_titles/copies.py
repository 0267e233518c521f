"""Tell which lines of a document are copies of its title."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from cleaner_titles.context import Surroundings
from cleaner_titles.fold import bare, fold, heads, width, words
from cleaner_titles.page import without_page

VARIANTS = ("site", "cut", "page")
_WORD = re.compile(r"\w+")
_PART = re.compile(r"[|｜¦:：·•»«]|\s[-–—―/~]+\s|——|--|_")
_ELLIPSIS = re.compile(r"\s*(?:\.{2,}|…+|\[(?:\.{3}|…)\]|\((?:\.{3}|…)\))$")
_ITEM = re.compile(r"(?:[-–—―•·‣▪●○+>]|\*|\(?\d{1,3}[.)]|[a-zA-Z][.)]|☐|☑|\[[ x]?\])\s")
_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
# Headings that a work has under many of its parents.
_RECURRING = frozenset(
    """notes note seealso references introduction summary contents conclusion conclusions abstract
    background example examples overview remarks sources bibliography links externallinks discussion
    results methods exercises answers questions solution appendix history usage installation
    options parameters returns warning caution tip important anmerkungen siehe sieheauch
    einleitung inhalt literatur zusammenfassung quellen notas introducción resumen véasetambién
    referencias remarques voiraussi références résumé sommaire примечания смтакже введение
    литература итоги содержание ссылки 注 注释 参见 参考文献 引言 总结 目录 小结 はじめに まとめ 脚注
    参考 目次 関連項目 참고 참고문헌 서론 결론 ملاحظات مراجع مقدمة خاتمة انظرأيضا הערות מבוא סיכום
    σημειώσεις εισαγωγή टिप्पणियाँ संदर्भ भूमिका सारांश""".split()
)


class Title:
    """A title and what its copies are told by: folded, whole and without the name of a site."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.bare = bare(line)
        self.key = fold(self.bare)
        self._heads: set[str] | None = None

    @property
    def heads(self) -> set[str]:
        """The title proper, folded, as often as there is a way to part it from a site."""
        if self._heads is None:
            self._heads = heads(self.bare)
        return self._heads

    def place(self, lines: list[str]) -> int:
        """Return the first line that shows the title, as it is or in other type; -1 for none."""
        if self.line in lines:
            return lines.index(self.line)
        limit = 2 * len(self.line) + 8
        return next(
            (
                at
                for at, line in enumerate(lines)
                if line and len(line) <= limit and fold(bare(line)) == self.key
            ),
            -1,
        )

    def probes(self) -> list[str]:
        """Return words of the title, one or more of which every copy has.

        One is taken of the front half of each part that a copy may consist of.
        """
        found = []
        for part in _PART.split(self.bare):
            front = part[: max(6, len(part) * 2 // 5)]
            choice = max(_WORD.findall(front), key=len, default="")
            if choice:
                found.append(choice if choice.isascii() else choice[:2])
        return found


def may_have_copies(text: str, lines: list[str], title: Title) -> bool:
    """Say whether a word of the title stands in two lines that are short enough to be copies."""
    limit = 2 * len(title.line) + 60
    for probe in title.probes():
        for form in _forms(probe, text.isascii()):
            at = text.find(form)
            if at < 0 or (text.find(form, text.find("\n", at) + 1) < 0 and form == probe):
                continue
            if sum(1 for line in lines if len(line) <= limit and form in line) > (form == probe):
                return True
    return False


def _forms(probe: str, ascii_only: bool) -> list[str]:
    """Return how a word can be written: as it is, in small letters, capitals, full width."""
    forms = {probe: None, probe.lower(): None, probe.upper(): None, probe.capitalize(): None}
    if not ascii_only:
        for form in list(forms):
            forms[form.translate(_WIDTH)] = None
            forms["".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in form)] = None
    return list(forms)


def find_copies(
    lines: list[str],
    title: Title,
    variants: tuple[str, ...],
    similarity: float,
    narrowest: int,
    reach: int | None,
) -> dict[int, str]:
    """Return the lines that are copies of the title and can go, each with the reason."""
    first = title.place(lines)
    matched: dict[int, str] = {}
    known: dict[str, str] = {}
    limit = 2 * len(title.line) + 100
    for index, line in enumerate(lines):
        if not line or len(line) > limit:
            continue
        if line not in known:
            known[line] = kind_of_copy(line, title, variants, similarity)
        if known[line]:
            matched[index] = known[line]
    if first < 0:
        # The text shows the title only in another form: its first showing is kept.
        first = min(matched, default=0)
    matched.pop(first, None)
    if not matched:
        return {}
    around = Surroundings(lines, {first, *matched})
    short = title.key in _RECURRING or width(title.bare) < narrowest
    found = {}
    for index, reason in matched.items():
        if around.leads(first, index):
            allowed = around.lead_can_go(first, index)
        elif short or (reach is not None and index - first > reach) or index < first:
            allowed = False
        else:
            allowed = around.scattered_can_go(index, reason.endswith("number"))
        if allowed:
            found[index] = reason
    return _weed_numbers(lines, title, found)


def kind_of_copy(line: str, title: Title, variants: tuple[str, ...], similarity: float) -> str:
    """Return the reason why a line is a copy of the title; empty where it is none.

    >>> kind_of_copy("THE OLD MILL – page 3", Title("The old mill"), VARIANTS, 1.0)
    'title with page number'
    """
    if _ITEM.match(line) and not _ITEM.match(title.line):
        return ""
    core = bare(line)
    key = fold(core)
    if not key or not title.key:
        return ""
    if key == title.key or (similarity < 1 and _similar(key, title.key, similarity)):
        return "title repeated"
    if "page" in variants:
        unnumbered = without_page(core)
        if any(fold(part) == title.key or fold(part) in title.heads for part in unnumbered):
            return "title with page number"
    if "cut" in variants and _is_cut(core, title):
        return "title cut short"
    if "site" in variants and (key in title.heads or title.key in heads(core)):
        return "title with other site name"
    return ""


def _is_cut(core: str, title: Title) -> bool:
    """Say whether an ellipsis ends a line that begins as the title does."""
    cut = _ELLIPSIS.search(core)
    if cut is None:
        return False
    key = fold(core[: cut.start()])
    long_enough = len(key) * 10 >= len(title.key) * 3 and width(key) >= 8 and words(core) > 1
    return long_enough and any(whole.startswith(key) for whole in (title.key, *title.heads))


def _similar(one: str, two: str, least: float) -> bool:
    """Compare letters; digits must be the same, or the third part is a copy of the second."""
    if [c for c in one if c.isdigit()] != [c for c in two if c.isdigit()]:
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.ratio() >= least


def _weed_numbers(lines: list[str], title: Title, found: dict[int, str]) -> dict[int, str]:
    """Leave alone what may be a numbered heading: a short title or a year, and a bare number."""
    numbered = [index for index, reason in found.items() if reason.endswith("number")]
    if not numbered or (words(title.bare) >= 3 or width(title.bare) >= 16):
        doubtful = [index for index in numbered if re.search(r"\b(?:19|20)\d\d$", lines[index])]
    else:
        doubtful = [index for index in numbered if re.fullmatch(r"[^\W\d].*?\s\d+", lines[index])]
    if len(doubtful) > 2 and len(numbered) == len(doubtful):
        return {index: reason for index, reason in found.items() if index not in doubtful}
    weeded = set(doubtful) if len(doubtful) == len(numbered) else set()
    return {index: reason for index, reason in found.items() if index not in weeded}
