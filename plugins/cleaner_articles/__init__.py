"""Tell glued articles apart: a title line that comes doubled starts a new one."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cleaner import CleanerError, Code, Document, hookimpl, option


@dataclass(frozen=True)
class Options:
    """Where an article can begin."""

    doubled: bool = option(True, "start an article at a title line that comes doubled")
    form_feeds: bool = option(False, "start an article behind a form feed")
    separators: bool = option(False, "start an article behind a line such as ----- or * * *")
    expression: str = option("", "regular expression; start an article at each line it is found in")
    min_title: int = option(4, "narrowest title in columns; an ideograph takes two", min=2)
    max_title: int = option(300, "widest title in columns", min=8, max=2000)

    def __post_init__(self) -> None:
        """Refuse an expression that does not compile, before the first document comes."""
        try:
            re.compile(self.expression)
        except re.error as error:
            raise CleanerError(f"articles: expression {self.expression!r}: {error}") from None


@hookimpl
def clean(text: str, document: Document, options: Options) -> list[Document] | None:
    """Split a bundle into its articles; a document that is one article stays as it is.

    Each article gets ``meta.title`` and ``meta.article``: its number from 1, the count of
    articles, and its place in the characters of the text that this step was given.
    """
    found: list[Document] | None = _rules().into_articles(text, document, options)
    return found


@functools.cache
def _rules() -> Any:
    """Import the rules when the first document comes: that compiles them."""
    from cleaner_articles import splitting  # noqa: PLC0415

    return splitting


@hookimpl
def codes() -> Iterable[Code]:
    """Name what a check finds."""
    from cleaner_articles.finding_codes import CODES  # noqa: PLC0415 (only a check asks)

    return CODES
