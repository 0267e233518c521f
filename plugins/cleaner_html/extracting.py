"""The main text of a page, by one of several libraries; what nobody sees is taken out first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from cleaner import require

# Given a page and the language that it declares, returns its text.
Extract: TypeAlias = Callable[[str, str], str]

# What a browser does not show: not all of the libraries pass over all of it. What `noscript` has is
# shown to nobody who sees the rest.
_UNSEEN = (
    "script, style, template, noscript, [hidden], "
    "[style*='display:none'], [style*='display: none'], [style*='visibility:hidden']"
)
# The stop words that jusText has, by language.
_STOP_WORDS = {
    "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nb": "Norwegian_Bokmal",
    "nl": "Dutch", "nn": "Norwegian_Nynorsk", "no": "Norwegian_Bokmal", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese",
}  # fmt: skip


def extractor(name: str) -> Extract:
    """Return the function that finds a page's main text; ``none`` finds all that is shown.

    Raises:
        CleanerError: its library is not installed.
    """
    parse = require("resiliparse.parse.html", "html").HTMLTree.parse
    if name == "trafilatura":
        extract = require("trafilatura", "html-trafilatura").extract
        return lambda page, _: extract(_seen(page, parse).document.html) or ""
    if name == "justext":
        justext = require("justext", "html-justext")
        return lambda page, language: _by_justext(justext, _seen(page, parse), language)
    plain = require("resiliparse.extract.html2text", "html").extract_plain_text
    main = name != "none"
    return lambda page, _: plain(_seen(page, parse), main_content=main, alt_texts=False)


def _seen(page: str, parse: Callable[[str], Any]) -> Any:
    """Return the tree of a page without what nobody sees."""
    tree = parse(page)
    for element in tree.document.query_selector_all(_UNSEEN):
        element.decompose()
    return tree


def _by_justext(justext: Any, tree: Any, language: str) -> str:
    name = _STOP_WORDS.get(language.partition("-")[0].lower())
    data = tree.document.html.encode()
    if name is None:
        # Its mode for languages that it has no stop words of.
        found = justext.justext(
            data, frozenset(), stopwords_low=0, stopwords_high=0, encoding="utf-8"
        )
    else:
        found = justext.justext(data, justext.get_stoplist(name), encoding="utf-8")
    return "\n".join(each.text for each in found if not each.is_boilerplate)
