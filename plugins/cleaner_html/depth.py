"""How deep the elements of a page lie in each other, found without making its tree.

What makes the tree takes time that grows with the square of the depth, so it must not see a page
that is too deep. End tags that a page may leave out are taken as given, by the rules of the HTML
Standard (section 13.2.6, "Tree construction"): a table of many cells without them is not deep.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TypeAlias

# Each alternative goes on to the end of the page where it is not closed, so none is tried twice.
_REST = r"(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')|[^>=]++|=)*+"
_TOKEN = re.compile(
    r"<(?:!--(?:-?>|.*?(?:--!?>|\Z))|[!?][^>]*+(?:>|\Z)"
    # In these, nothing but their own end tag is one.
    rf"|(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>]){_REST}"
    r"(?:>.*?(?:</(?P=raw)(?=[\s/>])|\Z)|\Z)"
    rf"|(/?)([a-z][^\s/>]*+)({_REST})(?:>|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_VOID = frozenset([
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr",
    "image", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr",
])  # fmt: skip
_ONCE = frozenset(["html", "body", "form"])
_FORMATTING = frozenset([
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt",
    "u",
])  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Between these and what is open around them, no formatting goes on.
_MARKERS = frozenset([
    "applet", "caption", "marquee", "object", "td", "template", "th",
])  # fmt: skip
_SCOPE = _MARKERS | {"html", "table", "svg", "math"}
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div",
    "dl", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "li",
    "dd", "dt", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search",
    "section", "summary", "ul", "table", "xmp",
}  # fmt: skip
_SPECIAL = _BLOCKS | _SCOPE | _VOID | {
    "body", "button", "colgroup", "frameset", "iframe", "noscript", "script", "select", "style",
    "tbody", "textarea", "tfoot", "thead", "title", "tr",
}  # fmt: skip
_NOT_OF_LISTS = _SPECIAL - {"address", "div", "p"}
_SECTIONS = frozenset(["tbody", "thead", "tfoot"])
# What may be right around a part of a table, and what is put between where that is missing.
_AROUND: dict[str, frozenset[str]] = {
    **dict.fromkeys(("caption", "colgroup", *_SECTIONS), frozenset(["table"])),
    "tr": _SECTIONS | {"table"},
    **dict.fromkeys(("td", "th"), _SECTIONS | {"table", "tr"}),
}
_CELL_BETWEEN = {"table": ("tbody", "tr"), **dict.fromkeys(_SECTIONS, ("tr",))}
_BETWEEN: dict[str, dict[str, tuple[str, ...]]] = {
    "tr": {"table": ("tbody",)},
    "td": _CELL_BETWEEN,
    "th": _CELL_BETWEEN,
}
# What an element ends before it begins, and what that must not lie outside of.
_Ending: TypeAlias = tuple[frozenset[str], frozenset[str]]
_PARAGRAPH: _Ending = (frozenset(["p"]), _SCOPE | {"button"})
# A table may lie in a paragraph where no document type is declared, so it is taken to.
_BEFORE: dict[str, tuple[_Ending, ...]] = dict.fromkeys(_BLOCKS - {"table"}, (_PARAGRAPH,))
for _names in (["li"], ["dd", "dt"]):
    for _name in _names:
        _BEFORE[_name] = (_PARAGRAPH, (frozenset(_names), _NOT_OF_LISTS.difference(_names)))
# What an element ends that is the innermost one.
_RUBY = frozenset(["rb", "rt", "rp", "rtc"])
_LAST_ENDED = {
    **dict.fromkeys(_HEADINGS, _HEADINGS),
    **dict.fromkeys(_RUBY, _RUBY),
    **dict.fromkeys(("option", "optgroup"), frozenset(["option"])),
}
_ENDS_OTHERS = frozenset(["a", "nobr", "button", "select", "table", *_LAST_ENDED])
# Elements that end with the page, and those with which more ends than themselves.
_STAY = frozenset(["html", "body"])
_OF_ITS_OWN = _STAY | _MARKERS
# Formatting that is not closed goes on in what comes behind, but no more than so often.
_MOST_ALIKE = 3


# The name of an element, and what stands behind it in its tag.
_Tag: TypeAlias = tuple[str, str]


def deeper_than(page: str, most: int) -> bool:
    """Tell whether elements lie more than so many deep in each other.

    >>> deeper_than("<div>" * 4, 3), deeper_than("<ul>" + "<li>x" * 9, 3)
    (True, False)
    """
    if page.count("<") <= most:
        return False
    elements = _Elements()
    for found in _TOKEN.finditer(page):
        _, closes, name, rest = found.groups()
        if name is None:
            continue
        if closes:
            elements.end(name.lower())
        else:
            elements.start(name.lower(), rest)
            if elements.depth > most:
                return True
    return False


class _Elements:
    """The elements that are open, from the outermost on."""

    def __init__(self) -> None:
        self._open: list[_Tag] = []
        self._counts: defaultdict[str, int] = defaultdict(int)
        # Formatting that goes on though what it was in has ended; at each marker, how much it was.
        self._going_on: list[_Tag] = []
        self._before: list[int] = []

    @property
    def depth(self) -> int:
        """How many are open."""
        return len(self._open) + len(self._going_on)

    def start(self, name: str, rest: str) -> None:
        """Open an element, and close what it ends."""
        if name in _AROUND:
            self._start_in_table(name, rest)
            return
        for ending in _BEFORE.get(name, ()):
            self._close(*ending)
        if name in _ENDS_OTHERS:
            self._end_others(name)
        if name not in _VOID and not (name in _ONCE and self._counts[name]):
            self._push(name, rest)

    def end(self, name: str) -> None:
        """Close an element, with all in it that is not closed."""
        if self._open and self._open[-1][0] == name and name not in _OF_ITS_OWN:
            self._open.pop()
            self._counts[name] -= 1
        elif name in _FORMATTING or name == "form":
            self._take_out(name)
        elif name not in _STAY:
            self._close(_HEADINGS if name in _HEADINGS else frozenset([name]), _barriers(name))

    def _start_in_table(self, name: str, rest: str) -> None:
        """Open a part of a table; outside of tables there is none."""
        at = self._find(_AROUND[name], frozenset(["template"]))
        if at is None:
            return
        outer = self._open[at][0]
        self._cut(at + 1)
        for between in _BETWEEN.get(name, {}).get(outer, ()):
            self._push(between, "")
        self._push(name, rest)

    def _end_others(self, name: str) -> None:
        """Close what an element ends that is no block."""
        last = self._open[-1][0] if self._open else ""
        if name in ("a", "nobr"):
            self._take_out(name)
        elif name in ("button", "select"):
            self._close(frozenset([name]), _SCOPE)
        elif name == "table":
            # Right in another one, not in a cell of it, it ends that.
            self._close(frozenset([name]), _MARKERS)
        elif name == "optgroup" and self._counts["select"]:
            self._close(frozenset([name, "option"]), _SPECIAL)
        elif last in _LAST_ENDED.get(name, ()):
            self._cut(len(self._open) - 1)

    def _push(self, name: str, rest: str) -> None:
        self._open.append((name, rest))
        self._counts[name] += 1
        if name in _MARKERS:
            self._before.append(len(self._going_on))

    def _close(self, names: frozenset[str], barriers: frozenset[str]) -> None:
        at = self._find(names, barriers)
        if at is not None:
            self._cut(at)

    def _find(self, names: frozenset[str], barriers: frozenset[str]) -> int | None:
        """Return where the innermost of some elements is; None where it cannot be seen."""
        if not any(self._counts[name] for name in names):
            return None
        for at in range(len(self._open) - 1, -1, -1):
            name = self._open[at][0]
            if name in names:
                return at
            if name in barriers:
                return None
        return None

    def _cut(self, at: int) -> None:
        """Close all from one on; what formats goes on, up to the end of a cell, say."""
        while len(self._open) > at:
            tag = self._open.pop()
            self._counts[tag[0]] -= 1
            if tag[0] in _MARKERS:
                del self._going_on[self._before.pop() :]
            elif tag[0] in _FORMATTING and self._going_on.count(tag) < _MOST_ALIKE:
                self._going_on.append(tag)

    def _take_out(self, name: str) -> None:
        """Close an element that may have begun elsewhere than it ends, and nothing in it."""
        at = self._find(frozenset([name]), _MARKERS)
        if at is not None:
            del self._open[at]
            self._counts[name] -= 1
            return
        start = self._before[-1] if self._before else 0
        for place in range(len(self._going_on) - 1, start - 1, -1):
            if self._going_on[place][0] == name:
                del self._going_on[place]
                return


def _barriers(name: str) -> frozenset[str]:
    """Return what an end tag does not reach beyond."""
    if name in _AROUND or name == "table":
        return frozenset(["table", "template"]) - {name}
    if name == "li":
        return _SCOPE | {"ul", "ol"}
    if name == "p":
        return _PARAGRAPH[1]
    return _SCOPE if name in _SPECIAL else _SPECIAL
