"""Titles: what texts of other kinds than articles say again, and keep."""

import pytest

from cleaner import Document
from cleaner_titles import Options, clean

ONE = "The bridge was shut for a year, and the carts went round by the mill."
TWO = "Now the carts roll over it, and the ferryman has sold his boat. It was a good boat."
GEESE = "The ferryman counts the geese when the wind turns to the west"
THAI = "ที่หอดูดาวเล็กนักดาราศาสตร์รอคอยทั้งคืน"
THAI_END = "ก่อนที่เพื่อนบ้านจะตื่น"


def _page(*blocks):
    return "\n\n".join(blocks) + "\n"


def _kept(text):
    found = clean(text, Document("a", text), Options())
    return found is None or not found.edits


def _bugs():
    """Make entries that end with the number of a bug, each higher than the one before it."""
    return "".join(
        f"  * Mend the gate of lock {letter}, which the flood had torn off its beam\n"
        f"    (Closes: {number}).\n  * and more of what {letter} had, such as a rope.\n\n"
        for letter, number in zip("abcde", (592614, 598870, 603961, 610022, 615400), strict=True)
    )


def _parts():
    return "".join(
        f"The weir of the {place} does not hold what the river brings to it (instruc\n"
        f"tions, part {number}/5)\nfor the keeper of the lock and for his men.\n\n"
        for number, place in enumerate(("mill", "farm", "town", "inn", "ford"), 1)
    )


def _thai_chapters():
    """Make chapters of which the one before ends with a full line, as no mark says."""
    text = "".join(f"{THAI * 2}\n{THAI}{number}{THAI[:-1]}\n" for number in range(10, 30))
    return "ปีที่สวนผลไม้\n" + "".join(
        f"\n\nบทที่ {number}\n\n{THAI_END}\n\n{text}" for number in (1, 2, 3)
    )


def _thai_paragraphs():
    """Make paragraphs of about equal length that all end with the same short line."""
    lines = [f"{THAI}{number}{THAI}" for number in range(60)]
    blocks = [lines[at : at + 12] for at in range(0, 60, 12)]
    return "ปีที่สวนผลไม้\n\n" + "".join("\n".join([*block, THAI_END, ""]) for block in blocks)


KEPT = {
    "a command of the title's words": _page("ferry-doctor", ONE, "    $ ferry doctor", TWO),
    "markup of the title's words": _page("find_ferry", ONE, ".. _find_ferry:", TWO),
    "two fields of one value": f"Issuer: Elm Office 2020\nSubject: Elm Office 2020\n{ONE}\n",
    "a field that names the title": _page(
        "Class: FerryHandler", ONE, "Returns: `FerryHandler`", TWO
    ),
    "a longer name in code": _page("find_ferry", ONE, "FIND_FERRY_VERSION_FORMAT", TWO),
    "a longer name before words": _page(
        "FERRY_LINK_LIBRARIES",
        ONE,
        f"``FERRY_LINK_LIBRARIES`` and\n``FERRY_LINK_LIBRARIES_EXCLUDE`` properties\n{ONE}",
        TWO,
    ),
    "the numbers of bugs": _bugs(),
    "parts in a bracket that was opened above": _parts(),
    "a first sentence of a paragraph": f"{GEESE}.\n"
    "Afterwards the market closes and the clerk goes home behind the\n"
    f"old mill of the valley, where it is warm.\n\n{ONE}\n\n{GEESE}\n\n{TWO}\n",
    "chapters of Thai": _thai_chapters(),
    "the last lines of paragraphs of Thai": _thai_paragraphs(),
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_keeps(text):
    assert _kept(text)
