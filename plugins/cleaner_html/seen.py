"""A page as it is seen: without what is hidden, its lists of text told from those of links."""

from __future__ import annotations

import re
from typing import Any

from cleaner import require

# What a browser does not show: not all of the libraries pass over all of it. What `noscript` has is
# shown to nobody who sees the rest.
_UNSEEN = (
    "script, style, template, noscript, [hidden], "
    "[style*='display:none'], [style*='display: none'], [style*='visibility:hidden']"
)
# Links with at least this share of the letters make a list a menu.
_MENU_SHARE = 1 / 3
# A page with nothing but links: at least so much of what was found is in them or in headings, and
# no piece is as long as a sentence.
_LINKED_SHARE = 0.6
_SENTENCE = 60
_PIECE_END = re.compile(r"[\t\n|\u00b7\u2022\u00bb]+")


# Collections are cut before they are gone through: each step within one takes as long as all of it.
class Seen:
    """The tree of a page, without what nobody sees.

    Raises:
        CleanerError: the library that makes it is not installed.
    """

    def __init__(self, page: str) -> None:
        self.tree = require("resiliparse.parse.html", "html").HTMLTree.parse(page)
        for element in self.tree.document.query_selector_all(_UNSEEN)[:]:
            element.decompose()

    @property
    def html(self) -> str:
        """The page as HTML again."""
        html: str = self.tree.document.html
        return html

    def plain_lists(self) -> None:
        """Make paragraphs of the items of lists that are no menus: some take each list for one."""
        for found in self.tree.document.query_selector_all("ul, ol")[:]:
            letters = len(found.text)
            linked = sum(len(link.text) for link in found.query_selector_all("a")[:])
            if linked < letters * _MENU_SHARE and found.parent is not None:
                self._plain_list(found)

    def _plain_list(self, found: Any) -> None:
        block = self.tree.create_element("div")
        for child in found.child_nodes[:]:
            item = child
            if getattr(child, "tag", "") == "li":
                item = self.tree.create_element("p")
                for part in child.child_nodes[:]:
                    item.append_child(part)
            block.append_child(item)
        found.parent.replace_child(block, found)

    def has_only_links(self, text: str) -> bool:
        """Tell whether what was found of the page is nothing but links, and what heads them."""
        pieces = [" ".join(piece.split()) for piece in _PIECE_END.split(text)]
        if any(_weight(piece) >= _SENTENCE for piece in pieces):
            return False
        leading = self.tree.document.query_selector_all("a, h1, h2, h3, h4, h5, h6")[:]
        known = {" ".join(element.text.split()) for element in leading}
        known_letters = sum(len(piece) for piece in pieces if piece in known)
        return known_letters > sum(map(len, pieces)) * _LINKED_SHARE


def _weight(piece: str) -> int:
    """Return the length of a text, in which an ideograph counts as much as a short word."""
    wide = sum(character >= "\u2e80" for character in piece)
    return len(piece) + 2 * wide
