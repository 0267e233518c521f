"""HTML: what of a page is text, by each of the libraries that find it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner_html.extracting import extractor
from cleaner_html.head import head_of

EXTRACTORS = ("resiliparse", "trafilatura", "justext", "none")
SENTENCE = (
    "It was the first of the days on which all of them had been there, and so they said that they "
    "would be back for more of it when there was not as much to do at home as there was now."
)
HIDDEN = {
    "script": "<script>SECRET</script>",
    "data": '<script type="application/ld+json">{"a": "SECRET"}</script>',
    "style": "<style>SECRET { }</style>",
    "comment": "<!-- SECRET -->",
    "template": f"<template><p>SECRET {SENTENCE}</p></template>",
    "noscript": f"<noscript><p>SECRET {SENTENCE}</p></noscript>",
    "hidden": f"<div hidden><p hidden>SECRET {SENTENCE}</p></div>",
    "display": f'<p style="color: red; display: none">SECRET {SENTENCE}</p>',
    "script in a template": "<template><script>SECRET</script></template>",
    "style in a paragraph": f"<p>{SENTENCE} <style>SECRET</style>{SENTENCE}</p>",
    "comment that ends oddly": "<!-- SECRET --!>",
}


def page(body: str, language: str = "en") -> str:
    head = f'<!DOCTYPE html><html lang="{language}"><head><title>x</title></head>'
    return f"{head}<body>{body}</body></html>"


@pytest.mark.parametrize("name", EXTRACTORS)
@pytest.mark.parametrize("kind", HIDDEN)
def test_what_nobody_sees_is_no_text(name: str, kind: str) -> None:
    paragraph = f"<p>{SENTENCE} {SENTENCE}</p>"
    article = f"<article><h1>Salt</h1>{paragraph}{HIDDEN[kind]}{paragraph}</article>"
    text = extractor(name)(page(HIDDEN[kind] + article), "en")
    assert SENTENCE in text
    assert "SECRET" not in text


@pytest.mark.parametrize("name", ["resiliparse", "trafilatura", "justext"])
def test_a_page_with_nothing_but_links_has_no_text(name: str) -> None:
    menu = "".join(f'<li><a href="/{n}">Part number {n}</a></li>' for n in range(40))
    assert extractor(name)(page(f"<h2>Parts</h2><ul>{menu}</ul>" * 3), "en") == ""


def test_lists_of_an_article_are_text_and_menus_are_not() -> None:
    items = "".join(f"<li>Item {n} of the text</li>" for n in range(3))
    menu = "".join(f'<li><a href="/{n}">Link {n}</a></li>' for n in range(9))
    body = f"<ul>{menu}</ul><main><p>{SENTENCE}</p><ul>{items}</ul><p>{SENTENCE}</p></main>"
    text = extractor("resiliparse")(page(body), "en")
    assert [line for line in text.splitlines() if line] == [
        SENTENCE,
        *(f"Item {n} of the text" for n in range(3)),
        SENTENCE,
    ]


@pytest.mark.parametrize("language", ["de", "de-AT", "ja", "", "xx"])
def test_justext_reads_pages_of_any_language(language: str) -> None:
    words = (
        "Die Saline öffnet, wenn es hell wird, und sie schließt, wenn die letzte Pfanne leer ist. "
    )
    text = extractor("justext")(page(f"<p>{words * 4}</p>", language), language)
    assert words.strip() in text


WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@settings(max_examples=30, deadline=None)
@given(paragraphs=st.lists(st.lists(WORD, min_size=1, max_size=12), min_size=1, max_size=6))
def test_all_words_of_a_page_are_read_by_none(paragraphs: list[list[str]]) -> None:
    body = "".join(f"<p>{' '.join(words)}</p>" for words in paragraphs)
    found = extractor("none")(page(body), "").split()
    assert found == [part for words in paragraphs for word in words for part in word.split()]


META = '<meta property="article:published_time" content="2024-05-06">'
LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "dateModified": "2020"},'
    ' {"@type": "NewsArticle", "datePublished": " 2024-05-06T07:08:09+02:00 "}]}</script>'
)
TIME = '<time datetime="2024-05-06 10:30">6 May</time>'
DATES = {
    "in the head": (META, "2024-05-06"),
    "by another name": ('<meta name="DC.date.issued" content="2024-05-06">', "2024-05-06"),
    "of microdata": ('<meta itemprop="datePublished" content="2024-05-06">', "2024-05-06"),
    "without a digit in it": ('<meta name="date" content="soon">' + TIME, "2024-05-06 10:30"),
    "in linked data": (LINKED, "2024-05-06T07:08:09+02:00"),
    "in linked data that is broken": (
        LINKED.replace(": [", ": [["), "2024-05-06T07:08:09+02:00",
    ),
    "in a list": (
        '<script type="application/ld+json">[{"datePublished": "2024"}]</script>', "2024",
    ),
    "no text": ('<script type="application/ld+json">{"datePublished": 20240506}</script>', None),
    "in a script that is no data": ('<script>{"datePublished": "2024-05-06"}</script>', None),
    "in a time element": (TIME, "2024-05-06 10:30"),
    "the first of several": (TIME + TIME.replace("2024", "2025"), "2024-05-06 10:30"),
    "one that is marked": (
        TIME.replace("2024", "2020") + '<time class="entry-date" datetime="2024-05-06">',
        "2024-05-06",
    ),
    "a time of the day": ('<time datetime="10:30">half past ten</time>', None),
    "in the address": (
        '<link rel="canonical" href="https://example.org/2024/5/06/salt">', "2024-05-06",
    ),
    "in the address of Open Graph": (
        '<meta property="og:url" content="https://example.org/a-2024-05-06-salt">', "2024-05-06",
    ),
    "a number in the address": (
        '<link rel="canonical" href="https://example.org/2024/15/salt">', None,
    ),
    "the head before all else": (TIME + LINKED + META, "2024-05-06"),
    "linked data before elements": (TIME + LINKED, "2024-05-06T07:08:09+02:00"),
    "none": ("", None),
}  # fmt: skip


@pytest.mark.parametrize("kind", DATES)
def test_the_date_is_found_where_publishers_put_it(kind: str) -> None:
    body, date = DATES[kind]
    assert head_of(page(body)).get("date") == date


def test_linked_data_of_any_depth_is_no_crash() -> None:
    deep = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    assert head_of(page(deep + TIME))["date"] == "2024-05-06 10:30"


@pytest.mark.parametrize(
    ("name", "mark"), [("resiliparse", ""), ("none", "\u2022 "), ("trafilatura", "- ")]
)
def test_items_of_a_list_are_lines_with_the_mark_of_each_library(name: str, mark: str) -> None:
    items = "".join(f"<li>Item {n} of the text</li>" for n in range(3))
    body = f"<main><p>{SENTENCE}</p><ul>{items}</ul><p>{SENTENCE}</p></main>"
    lines = [line.strip() for line in extractor(name)(page(body), "en").splitlines() if line]
    assert lines[1:4] == [f"{mark}Item {n} of the text" for n in range(3)]
