"""The main text of a page, by one of several libraries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from cleaner import require
from cleaner_html.seen import Seen

# Given a page and the language that it declares, returns its text.
Extract: TypeAlias = Callable[[str, str], str]
Find: TypeAlias = Callable[[Seen, str], str]

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
    find = _FIND[name]()

    def extract(page: str, language: str) -> str:
        seen = Seen(page)
        text = find(seen, language)
        # A page that only leads to others has no text of its own.
        return "" if name != "none" and seen.has_only_links(text) else text

    return extract


def _resiliparse() -> Find:
    plain = require("resiliparse.extract.html2text", "html").extract_plain_text

    def find(seen: Seen, _: str) -> str:
        seen.plain_lists()
        text: str = plain(seen.tree, main_content=True, alt_texts=False)
        return text

    return find


def _everything() -> Find:
    plain = require("resiliparse.extract.html2text", "html").extract_plain_text
    return lambda seen, _: plain(seen.tree, main_content=False, alt_texts=False)


def _trafilatura() -> Find:
    extract = require("trafilatura", "html-trafilatura").extract
    return lambda seen, _: extract(seen.html) or ""


def _justext() -> Find:
    justext = require("justext", "html-justext")
    return lambda seen, language: _by_justext(justext, seen.html.encode(), language)


def _by_justext(justext: Any, data: bytes, language: str) -> str:
    name = _STOP_WORDS.get(language.partition("-")[0].lower())
    if name is None:
        # Its mode for languages that it has no stop words of.
        found = justext.justext(
            data, frozenset(), stopwords_low=0, stopwords_high=0, encoding="utf-8"
        )
    else:
        found = justext.justext(data, justext.get_stoplist(name), encoding="utf-8")
    return "\n".join(each.text for each in found if not each.is_boilerplate)


_FIND: dict[str, Callable[[], Find]] = {
    "resiliparse": _resiliparse,
    "trafilatura": _trafilatura,
    "justext": _justext,
    "none": _everything,
}
