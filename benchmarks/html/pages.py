"""Pages that look like the web does, each with its main text beside it.

``first`` and ``second`` are of other layouts and other languages: what is decided is decided on
the first, and judged by the second.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

TEXTS = Path(__file__).parents[1] / "encoding" / "texts"
LANGUAGES = {
    "first": ("en", "de", "fr", "ru", "ja", "es", "pl", "cs"),
    "second": ("zh-Hans", "ar", "nl", "tr", "ko", "it", "sv", "el", "uk", "pt"),
}


class Page(NamedTuple):
    """Make a page, what kind it is, and the text that a reader comes for."""

    name: str
    html: str
    text: str


class Words:
    """Sentences of one language, and short pieces of them for menus."""

    def __init__(self, language: str, seed: int) -> None:
        lines = (TEXTS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        self._lines = [line.strip() for line in lines if len(line) > 20]
        self.random = random.Random(seed)
        self.main: list[str] = []

    def short(self) -> str:
        """Return what might stand in a menu."""
        line = self.random.choice(self._lines)
        words = line.split()
        if len(words) < 4:  # a language without spaces
            return line[:6]
        start = self.random.randrange(len(words) - 2)
        return " ".join(words[start : start + 2]).strip(".,:;!?“”„«»")

    def sentences(self, count: int) -> str:
        """Return so many sentences."""
        return " ".join(self.random.choice(self._lines) for _ in range(count))

    def told(self, text: str) -> str:
        """Note a piece of the main text, and return it."""
        self.main.append(text)
        return text

    def paragraphs(self, count: int, tag: str = "p") -> str:
        """Return paragraphs of the main text."""
        texts = [self.told(self.sentences(self.random.randint(1, 5))) for _ in range(count)]
        return "".join(f"<{tag}>{text}</{tag}>" for text in texts)

    def links(self, count: int) -> str:
        """Return a list of links."""
        items = (f'<li><a href="/{n}">{self.short()}</a></li>' for n in range(count))
        return f"<ul>{''.join(items)}</ul>"


def news(w: Words) -> str:
    """Make an article with share links, a script and related ones."""
    title = w.told(w.sentences(1))
    return (
        f"<header><nav>{w.links(8)}</nav></header><main><article><h1>{title}</h1>"
        f'<div class="share"><a href="#">{w.short()}</a> <a href="#">{w.short()}</a></div>'
        f"{w.paragraphs(3)}<script>var ad = 'x';</script><h2>{w.told(w.short())}</h2>"
        f"{w.paragraphs(3)}<blockquote>{w.told(w.sentences(1))}</blockquote></article>"
        f'<aside class="related"><h3>{w.short()}</h3>{w.links(6)}</aside></main>'
        f"<footer>{w.links(5)}<p>© {w.short()}</p></footer>"
    )


def forum(w: Words) -> str:
    """Make a thread: its title and posts, without authors and tools."""
    posts = "".join(
        f'<div class="post"><div class="author"><a href="/u/{n}">{w.short()}</a>'
        f'<span>{w.random.randint(1, 900)}</span></div><div class="content">{w.paragraphs(2)}</div>'
        f'<div class="tools"><a href="#">{w.short()}</a></div></div>'
        for n in range(4)
    )
    title = w.short()
    w.main.insert(0, title)
    return (
        f'<div id="menu">{w.links(6)}</div><h1>{title}</h1><div class="thread">{posts}</div>'
        f'<div class="pagination"><a>1</a> <a>2</a></div><div id="footer">{w.links(4)}</div>'
    )


def docs(w: Words) -> str:
    """Make a page of a manual with code and lists."""
    parts = []
    for n in range(3):
        parts.append(f"<h2>{w.told(w.short())}</h2>{w.paragraphs(1)}")
        parts.append(f"<pre><code>{w.told(f'load(part={n})')}</code></pre>")
        items = [w.told(w.sentences(1)) for _ in range(3)]
        parts.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
    return (
        f'<div class="sidebar"><nav>{w.links(14)}</nav></div><div class="body" role="main">'
        f"{''.join(parts)}</div><div class='toc'>{w.links(3)}</div><footer>{w.short()}</footer>"
    )


def shop(w: Words) -> str:
    """Make a product with its table, beside others."""
    name = w.told(w.short())
    rows = "".join(
        f"<tr><th>{w.told(w.short())}</th><td>{w.told(w.short())}</td></tr>" for _ in range(3)
    )
    cards = "".join(
        f'<div class="card"><a href="/{n}">{w.short()}</a><span class="price">{n},99</span></div>'
        for n in range(6)
    )
    return (
        f"<nav>{w.links(10)}</nav><main><h1>{name}</h1><button>{w.short()}</button>"
        f'<div class="description">{w.paragraphs(2)}<table>{rows}</table></div></main>'
        f'<section class="recommended">{cards}</section><footer>{w.links(6)}</footer>'
    )


def navigation(w: Words) -> str:
    """Make a page of nothing but links."""
    blocks = "".join(f"<section><h3>{w.short()}</h3>{w.links(8)}</section>" for _ in range(4))
    return f"<nav>{w.links(8)}</nav>{blocks}<footer>{w.links(6)}</footer>"


def blog(w: Words) -> str:
    """Make an entry without elements that say what they are."""
    title = w.told(w.short())
    comments = "".join(f'<div class="comment"><p>{w.sentences(1)}</p></div>' for _ in range(2))
    return (
        f'<div class="top"><div class="logo">{w.short()}</div>{w.links(5)}</div>'
        f'<div class="wrap"><div class="entry"><div class="title">{title}</div>'
        f'{w.paragraphs(5, "div")}</div><div class="widget">{w.links(7)}</div></div>'
        f'<div class="comments">{comments}</div><div class="bottom">{w.short()}</div>'
    )


def old_tables(w: Words) -> str:
    """Make a page laid out by tables."""
    paragraphs = "<br><br>".join(w.told(w.sentences(3)) for _ in range(4))
    return (
        f'<table width="100%"><tr><td colspan="2">{w.short()} | {w.short()} | {w.short()}</td></tr>'
        f"<tr><td>{w.links(9)}</td><td><font size=2>{paragraphs}</font></td></tr>"
        f'<tr><td colspan="2"><a href="/">{w.short()}</a></td></tr></table>'
    )


def recipe(w: Words) -> str:
    """Make a recipe with lists."""
    title = w.told(w.short())
    parts = "".join(f"<li>{w.told(w.short())}</li>" for _ in range(6))
    steps = "".join(f"<li>{w.told(w.sentences(2))}</li>" for _ in range(4))
    return (
        f'<header class="site-header">{w.links(6)}</header><div id="content"><h1>{title}</h1>'
        f"{w.paragraphs(1)}<ul>{parts}</ul><ol>{steps}</ol></div>"
        f'<div class="newsletter"><p>{w.sentences(1)}</p><input></div><footer>{w.links(6)}</footer>'
    )


def answers(w: Words) -> str:
    """Make a question and answers to it."""
    question = w.told(w.sentences(1))
    given = "".join(
        f'<div class="answer" itemprop="suggestedAnswer"><div class="votes">{n}</div>'
        f'<div itemprop="text">{w.paragraphs(2)}</div><a href="#">{w.short()}</a></div>'
        for n in range(3)
    )
    return (
        f'<div role="banner">{w.links(5)}</div><div role="main"><h1>{question}</h1>'
        f'{w.paragraphs(1)}{given}</div><div role="complementary">{w.links(8)}</div>'
    )


def results(w: Words) -> str:
    """Make a page of what a search has found."""
    found = "".join(f'<div class="hit"><a href="/{n}">{w.short()}</a></div>' for n in range(12))
    return f'<div role="search"><input></div>{found}<div class="pager">{w.links(5)}</div>'


KINDS: dict[str, tuple[Callable[[Words], str], ...]] = {
    "first": (news, forum, docs, shop, navigation),
    "second": (blog, old_tables, recipe, answers, results),
}
WITHOUT_TEXT = frozenset(["navigation", "results"])


def pages(half: str, each: int) -> Iterator[Page]:
    """Give so many pages of each layout in each language."""
    for language in LANGUAGES[half]:
        for make in KINDS[half]:
            for number in range(each):
                words = Words(language, number)
                body = make(words)
                html = (
                    f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
                    f"<title>{words.short()}</title><style>p {{ margin: 0 }}</style></head>"
                    f"<body>{body}</body></html>"
                )
                text = "" if make.__name__ in WITHOUT_TEXT else "\n".join(words.main)
                yield Page(f"{make.__name__}-{language}-{number}", html, text)
