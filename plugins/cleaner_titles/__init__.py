"""Keep a title once: remove the copies of a document's title line from its body."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleaner import Code, Document, hookimpl, option

if TYPE_CHECKING:
    import click

_VARIANTS = ("site", "cut", "page")


@dataclass(frozen=True)
class Options:
    """How near a copy must be to the title, and where copies are looked for."""

    variants: tuple[str, ...] = option(
        _VARIANTS, "how a copy may differ beyond case, spacing and punctuation", choices=_VARIANTS
    )
    similarity: float = option(
        1.0, "least similarity of a copy's letters to the title's; 1: the same", min=0.7, max=1
    )
    reach: int | None = option(
        None, "how many lines below the title scattered copies are looked for", min=0
    )
    running: bool = option(True, "remove running heads and feet with a changing number")
    min_title: int = option(8, "narrowest title with scattered copies, in columns", min=2)
    max_title: int = option(300, "widest title in columns; an ideograph takes two", min=8, max=2000)
    strip_site: bool = option(False, "leave the site's name out of meta.title")
    sites: tuple[str, ...] = option((), "names of sites that strip-site knows beforehand")
    sites_from: str | None = option(
        None, "file of `cleaner sites` with the names of each folder; strips them"
    )

    def __post_init__(self) -> None:
        """Refuse a file of names that cannot be used, before the first document comes."""
        if self.sites_from:
            from cleaner_titles.sites import names_in  # noqa: PLC0415 (its rules are compiled)

            names_in(self.sites_from)


@hookimpl
def clean(text: str, document: Document, options: Options) -> Document | None:
    """Remove the copies of the title; the text keeps its first, ``meta.title`` holds it.

    A title that the input brought along is used, and only changed where the name of a site is
    left out of it; ``meta.given`` holds it then.
    """
    found: Document | None = _rules().without_copies(text, document, options)
    return found


@functools.cache
def _rules() -> Any:
    """Import the rules when the first document comes: that compiles them."""
    from cleaner_titles import cleaning  # noqa: PLC0415

    return cleaning


@hookimpl
def register_commands(cli: click.Group) -> None:
    """Add `cleaner sites`."""
    from cleaner_titles.sites_command import sites  # noqa: PLC0415 (click)

    cli.add_command(sites)


@hookimpl
def locks(options: Options) -> Mapping[str, Any]:
    """Say which names are left out of titles."""
    from cleaner_titles.sites import digest  # noqa: PLC0415 (its rules are compiled)

    return {"sites": digest(options.sites_from)} if options.sites_from else {}


@hookimpl
def codes() -> Iterable[Code]:
    """Name what a check finds."""
    from cleaner_titles.finding_codes import CODES  # noqa: PLC0415 (only a check asks)

    return CODES
