"""Learn the names of sites from what the titles of one folder share."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeAlias

from cleaner import CleanerError
from cleaner_titles.fold import fold, width, words

VERSION = 1
# So many titles of a folder are looked at, the first ones.
_MOST_TITLES = 10_000
# A site's name stands in at least so many different titles and in this share of all; the name of
# a section in so many beside it.
_LEAST, _SHARE = 3, 0.5
_WIDEST, _MOST_WORDS = 80, 8
_WIDE = "[\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]"
_CUT = (
    r"\s*[|｜¦]\s*|\s+[·•»«/]+\s+|\s*::\s*|\s+[-–—―~]+\s+|\s*——\s*|\s*--\s*|_"
    rf"|(?<={_WIDE})\s*[-–—―~]\s*|\s*[-–—―~]\s*(?={_WIDE})"
)
_BEHIND, _BEFORE = re.compile(_CUT), re.compile(rf"{_CUT}|\s*[:：]\s*")
_LETTER = re.compile(r"[^\W\d_]")
_Part: TypeAlias = Callable[[str], tuple[str, str] | None]


class Names(NamedTuple):
    """The names of a folder's sites, and of sections that stand beside them, as they are written.

    A title's ends are compared folded.
    """

    sites: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


def behind(title: str) -> tuple[str, str] | None:
    """Part a title from the name that may stand behind it.

    >>> behind("The mill opens - Town - Elm Courier")
    ('The mill opens - Town', 'Elm Courier')
    """
    cuts = list(_BEHIND.finditer(title))
    return _parted(title[: cuts[-1].start()], title[cuts[-1].end() :]) if cuts else None


def before(title: str) -> tuple[str, str] | None:
    """Part a title from the name that may stand before it.

    >>> before("Elm Courier: The mill opens")
    ('The mill opens', 'Elm Courier')
    """
    cut = _BEFORE.search(title)
    return _parted(title[cut.end() :], title[: cut.start()]) if cut else None


def _parted(title: str, name: str) -> tuple[str, str] | None:
    named = words(name) <= _MOST_WORDS and width(name) <= _WIDEST and _LETTER.search(name)
    return (title, name) if named and _LETTER.search(title) else None


def without_names(title: str, sites: frozenset[str], sections: frozenset[str]) -> str:
    """Return a title without the names of sites, and of sections beside those; all are folded.

    >>> without_names("The mill - Town - Elm Courier", frozenset(["elmcourier"]), frozenset())
    'The mill - Town'
    """
    for part in (behind, before):
        known = sites
        while (parted := part(title)) and fold(parted[1]) in known:
            title, known = parted[0], sites | sections
    return title


class Titles:
    """The titles of one folder, of which the first tell the names of its sites."""

    def __init__(self) -> None:
        self._titles: list[str] = []

    def add(self, title: str) -> None:
        """Take in the title of a document."""
        if len(self._titles) < _MOST_TITLES:
            self._titles.append(title)

    def names(self) -> Names:
        """Return the names that enough titles share; none where there are few titles."""
        sites: dict[str, str] = {}
        titles = self._titles
        for part in (behind, before):
            sites |= _shared(titles, part, max(_LEAST, _SHARE * len(titles)))
        known = frozenset(sites)
        sections: dict[str, str] = {}
        for part in (behind, before):
            inner = [two for one in titles if (two := _without_one(one, part, known)) != one]
            sections |= _shared(inner, part, _LEAST)
        own = {name: spelled for name, spelled in sections.items() if name not in sites}
        return Names(tuple(sorted(sites.values())), tuple(sorted(own.values())))


def _without_one(title: str, part: _Part, sites: frozenset[str]) -> str:
    parted = part(title)
    return parted[0] if parted and fold(parted[1]) in sites else title


def _shared(titles: Iterable[str], part: _Part, least: float) -> dict[str, str]:
    """Return the names, by their folded forms, that stand at one end of enough titles."""
    beside: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for title in titles:
        parted = part(title)
        if parted:
            name = fold(parted[1])
            counts[name] = counts.get(name, 0) + 1
            beside.setdefault(name, set()).add(fold(parted[0]))
            spelled.setdefault(name, parted[1])
    return {
        name: spelled[name]
        for name, count in counts.items()
        if name and count >= least and len(beside[name]) >= _LEAST
    }


def folder_of(source: str) -> str:
    """Return the folder that a source lies in.

    >>> folder_of("pages/elm/a.html"), folder_of("a.html")
    ('pages/elm', '.')
    """
    return str(PurePosixPath(source).parent)


def written(folders: dict[str, Names]) -> str:
    """Return the file of what was learned; read again by ``names_in``."""
    named = {
        folder: {"sites": list(names.sites), "sections": list(names.sections)}
        for folder, names in sorted(folders.items())
    }
    told = {"version": VERSION, "folders": named}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


@lru_cache(maxsize=8)
def names_in(path: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the folded names of sites and of sections by folder.

    Raises:
        CleanerError: the file cannot be read, or ``cleaner sites`` did not write it.
    """
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
        if told["version"] != VERSION:
            raise CleanerError(f"{path}: another version wrote it; run `cleaner sites` again")
        return {
            folder: (_folded(names["sites"]), _folded(names["sections"]))
            for folder, names in told["folders"].items()
        }
    except OSError as error:
        raise CleanerError(f"{path}: it cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CleanerError(f"{path}: `cleaner sites` did not write this; run it again") from error


def _folded(names: list[str]) -> frozenset[str]:
    return frozenset(filter(None, map(fold, names)))


def digest(path: str) -> str:
    """Return what tells a file of names from another."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
