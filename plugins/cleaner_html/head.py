"""What a page says of itself: title, language, date and canonical address."""

from __future__ import annotations

from html.parser import HTMLParser

from cleaner_html.dates import date_of

_WINDOW = 200_000
_ADDRESSES = ("og:url",)
_TITLES = ("og:title", "twitter:title")


def head_of(page: str) -> dict[str, str]:
    """Return the fields that a page declares.

    >>> head_of('<html lang="de"><title>Salz &amp; Brot</title>')
    {'title': 'Salz & Brot', 'language': 'de'}
    """
    parser = _Head()
    parser.feed(page[:_WINDOW])
    address = parser.canonical or parser.first(_ADDRESSES)
    found = {
        "title": " ".join("".join(parser.title).split()) or parser.first(_TITLES),
        "language": parser.language,
        "date": date_of(parser.named, parser.linked, parser.times, address),
        "url": address,
    }
    return {key: value for key, value in found.items() if value}


class _Head(HTMLParser):
    """Collects what a head declares; what is broken is passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.language = ""
        self.canonical = ""
        self.named: dict[str, str] = {}
        self.linked: list[str] = []
        self.times: list[dict[str, str]] = []
        self._in_title = self._in_linked = False

    def first(self, names: tuple[str, ...]) -> str:
        """Return the content of the first of these names that there is."""
        return next((self.named[name] for name in names if name in self.named), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the attributes declare."""
        given = {name: (value or "").strip() for name, value in attrs}
        if tag == "html":
            self.language = self.language or given.get("lang", given.get("xml:lang", ""))
        elif tag == "meta":
            name = given.get("property") or given.get("name") or given.get("itemprop") or ""
            if given.get("content"):
                self.named.setdefault(name.lower(), given["content"])
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.canonical = self.canonical or given.get("href", "")
        elif tag == "time":
            self.times.append(given)
        elif tag == "script":
            self._in_linked = given.get("type", "").lower() == "application/ld+json"
        elif tag == "title" and not self.title:
            self._in_title = True

    def handle_endtag(self, tag: str) -> None:
        """Note where the title ends, or linked data."""
        if tag == "title":
            self._in_title = False
        elif tag == "script":
            self._in_linked = False

    def handle_data(self, data: str) -> None:
        """Take the title's text, or linked data."""
        if self._in_title:
            self.title.append(data)
        elif self._in_linked:
            self.linked.append(data)
