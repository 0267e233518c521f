"""The two steps together, on a bundle."""

import cleaner_articles
import cleaner_titles
from cleaner import Document

BUNDLE = (
    "Harbour bridge opens again | Town | Roads\n\nThe bridge was shut for a year.\n\n"
    "Harbour bridge opens again | Town | Roads\n\nNow the carts roll over it.\n\n"
    "Baker wins the prize | Food\nBaker wins the prize | Food\n\n"
    "The bread of the small shop was the best of all, said the judges on Sunday.\n"
)


def test_a_bundle_comes_apart_and_each_title_stays_once():
    parts = cleaner_articles.clean(BUNDLE, Document("a", BUNDLE), cleaner_articles.Options())
    assert "".join(part.text for part in parts) == BUNDLE
    cleaned = [cleaner_titles.clean(p.text, p, cleaner_titles.Options()) for p in parts]
    first = (
        "Harbour bridge opens again | Town | Roads\n\nThe bridge was shut for a year.\n\n"
        "Now the carts roll over it.\n\n"
    )
    second = (
        "Baker wins the prize | Food\n\n"
        "The bread of the small shop was the best of all, said the judges on Sunday.\n"
    )
    assert [document.text for document in cleaned] == [first, second]
