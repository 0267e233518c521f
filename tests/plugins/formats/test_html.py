"""HTML: what of a page is text, by each of the libraries that find it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner_html.extracting import extractor

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
